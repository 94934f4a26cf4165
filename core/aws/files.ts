import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { UpstreamFailed } from '#core/domain/errors.ts';
import { badFileName, isFileName } from '#core/domain/file-name.ts';
import type { Files } from '#core/ports/files.ts';
import { fromAwsError, nameOf } from './from-aws-error.ts';
import { type S3FilesOptions, s3Caller } from './s3-call.ts';
import { uploadParts, uploadWhole } from './upload.ts';

/** S3 takes no longer key. */
const MAX_KEY_BYTES = 1_024;
/** A download that breaks off goes on where it was, so often. */
const MAX_RESUMES = 4;

/** Files as objects of one bucket, by their paths. S3 shows an object whole or not at all, and keeps what it has answered for. */
export function s3Files(options: S3FilesOptions): Files {
  const { bucket: Bucket } = options;
  const call = s3Caller(options);

  /** Null when there is no such object. `from` goes on with one that was begun. */
  async function get(Key: string, from?: { readonly byte: number; readonly etag: string | undefined }) {
    const rest = from ? { Range: `bytes=${from.byte}-`, IfMatch: from.etag } : {};
    return await call('s3:GetObject', async ({ GetObjectCommand }, client): Promise<GetObjectCommandOutput | null> => {
      try {
        return await client.send(new GetObjectCommand({ Bucket, Key, ...rest }));
      } catch (error) {
        if (nameOf(error) === 'NoSuchKey') return null;
        if (nameOf(error) === 'PreconditionFailed') throw new UpstreamFailed(`${Key} was replaced while it was read; run it again`);
        throw error;
      }
    });
  }

  async function* chunksOf(key: string, first: GetObjectCommandOutput): AsyncGenerator<Uint8Array> {
    let part: GetObjectCommandOutput | null = first;
    let byte = 0;
    for (let resumes = 0; part; resumes++) {
      try {
        for await (const chunk of part.Body as unknown as AsyncIterable<Uint8Array>) {
          byte += chunk.length;
          yield chunk;
        }
        return;
      } catch (error) {
        if (resumes === MAX_RESUMES || isCorrupt(error))
          throw fromAwsError(error, { service: 'S3', action: 's3:GetObject', on: `the bucket ${Bucket}` });
      }
      part = await get(key, { byte, etag: first.ETag });
    }
    throw new UpstreamFailed(`${key} was removed while it was read; run it again`);
  }

  async function readChunks(name: string): Promise<AsyncIterable<Uint8Array> | null> {
    const key = objectKey(name);
    const first = await get(key);
    return first && chunksOf(key, first);
  }

  async function read(name: string): Promise<Uint8Array | null> {
    const chunks = await readChunks(name);
    return chunks && new Uint8Array(Buffer.concat(await Array.fromAsync(chunks)));
  }

  return {
    read,
    readChunks,
    async readText(name) {
      const content = await read(name);
      return content && new TextDecoder().decode(content);
    },
    async write(name, content) {
      const target = { Bucket, Key: objectKey(name) };
      if (typeof content === 'string') await uploadWhole(call, target, new TextEncoder().encode(content));
      else if (content instanceof Uint8Array) await uploadWhole(call, target, content);
      else await uploadParts(call, target, content);
    },
    async remove(name) {
      const Key = objectKey(name);
      await call('s3:DeleteObject', ({ DeleteObjectCommand }, client) => client.send(new DeleteObjectCommand({ Bucket, Key })));
    },
    async *list(prefix) {
      const start = prefix.replace(/\/$/, '');
      const Prefix = start ? `${objectKey(start)}/` : '';
      let next: string | undefined;
      do {
        const asked = { Bucket, Prefix, ContinuationToken: next };
        const page = await call('s3:ListBucket', ({ ListObjectsV2Command }, client) => client.send(new ListObjectsV2Command(asked)));
        for (const { Key = '', Size = 0 } of page.Contents ?? []) if (isOurs(Key)) yield { path: Key, bytes: Size };
        next = page.NextContinuationToken;
      } while (next);
    },
  };
}

/** To be broken off is one thing; to be other bytes than the checksum says is another. The SDK has no name for it. */
function isCorrupt(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Checksum mismatch');
}

/** What another program left under a foreign name is not ours. */
function isOurs(key: string): boolean {
  return key.length <= MAX_KEY_BYTES && isFileName(key);
}

function objectKey(name: string): string {
  if (isOurs(name)) return name;
  throw badFileName(name);
}
