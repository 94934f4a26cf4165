import type { CompletedPart } from '@aws-sdk/client-s3';
import { LimitReached } from '#core/domain/errors.ts';
import type { S3Call } from './s3-call.ts';

/** S3 takes no part below 5 MiB but the last; memory holds one, and the one that is on its way. */
const PART_BYTES = 8 * 1024 * 1024;
/** S3 takes no more: 80 GB. */
const MAX_PARTS = 10_000;

type Target = { readonly Bucket: string; readonly Key: string };

/**
 * Writes pieces as they come. Nothing is to be read before the last one: what ends in an error leaves the old object, and an upload that
 * is given up. Throws what the pieces throw, and LimitReached above 80 GB.
 */
export async function uploadParts(call: S3Call, target: Target, pieces: AsyncIterable<string>): Promise<void> {
  const parts = partsOf(pieces);
  const first = await parts.next();
  const second = first.done ? first : await parts.next();
  if (second.done) {
    await uploadWhole(call, target, first.value ?? new Uint8Array());
    return;
  }
  const upload = await beginUpload(call, target);
  try {
    await upload.part(first.value!);
    await upload.part(second.value);
    for await (const part of parts) await upload.part(part);
    await upload.complete();
  } catch (error) {
    // What cannot be given up now is never seen; the bucket's lifecycle rule clears it away. Why it failed counts more.
    await Promise.allSettled([upload.abort()]);
    throw error;
  }
}

/** Writes what is there already. The length is said, since the SDK does not tell an empty body from one of unknown length. */
export async function uploadWhole(call: S3Call, target: Target, Body: Uint8Array): Promise<void> {
  await call('s3:PutObject', ({ PutObjectCommand }, client) =>
    client.send(new PutObjectCommand({ ...target, Body, ContentLength: Body.length })),
  );
}

async function beginUpload(call: S3Call, target: Target) {
  const { UploadId } = await call('s3:PutObject', ({ CreateMultipartUploadCommand }, client) =>
    client.send(new CreateMultipartUploadCommand({ ...target, ChecksumAlgorithm: 'CRC32' })),
  );
  const done: CompletedPart[] = [];
  return {
    async part(Body: Uint8Array) {
      if (done.length === MAX_PARTS) throw new LimitReached(`${target.Key} is larger than ${MAX_PARTS * PART_BYTES} bytes`, 'too_large');
      const PartNumber = done.length + 1;
      const { ETag, ChecksumCRC32 } = await call('s3:PutObject', ({ UploadPartCommand }, client) =>
        client.send(new UploadPartCommand({ ...target, UploadId, PartNumber, Body, ChecksumAlgorithm: 'CRC32' })),
      );
      done.push({ PartNumber, ETag, ChecksumCRC32 });
    },
    async complete() {
      await call('s3:PutObject', ({ CompleteMultipartUploadCommand }, client) =>
        client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts: done } })),
      );
    },
    async abort() {
      await call('s3:AbortMultipartUpload', ({ AbortMultipartUploadCommand }, client) =>
        client.send(new AbortMultipartUploadCommand({ ...target, UploadId })),
      );
    },
  };
}

async function* partsOf(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array, undefined> {
  const encoder = new TextEncoder();
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    const encoded = encoder.encode(piece);
    waiting.push(encoded);
    bytes += encoded.length;
    if (bytes < PART_BYTES) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(waiting);
}
