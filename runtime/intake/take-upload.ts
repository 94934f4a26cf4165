import { sha256 } from '#core/domain/digest.ts';
import { Conflict, InvalidInput, LimitReached, NotFound } from '#core/domain/errors.ts';
import type { Submitter } from '#core/domain/support-request.ts';
import { looksLike, MAX_UPLOAD_BYTES, UPLOAD_MINUTES, type Upload, type UploadType } from '#core/domain/upload.ts';
import type { Platform } from '#core/ports/platform.ts';

type Ports = Pick<Platform, 'uploads' | 'files' | 'clock' | 'ids'>;

/** A place for one file. The token is told once; who has it may send the file, once, and read nothing. */
export async function offerUpload(
  file: { readonly submitter: Submitter; readonly name: string; readonly type: UploadType },
  { uploads, clock, ids }: Pick<Ports, 'uploads' | 'clock' | 'ids'>,
): Promise<{ readonly upload: Upload; readonly token: string }> {
  const token = ids.random(256);
  const expiresAt = new Date(clock.now().getTime() + UPLOAD_MINUTES * 60_000).toISOString();
  const upload = { id: uploadIdOf(token), ...file, expiresAt };
  await uploads.offer(upload);
  return { upload, token };
}

/** The upload that the token is for, while it waits for its file. Throws NotFound, or Conflict once the file was sent. */
export async function waitingUpload(token: string, { uploads }: Pick<Ports, 'uploads'>): Promise<Upload> {
  const upload = await uploads.get(uploadIdOf(token));
  if (!upload) throw new NotFound('there is no such upload, or its time is over; ask for a new address');
  if (upload.stored) throw alreadySent();
  return upload;
}

/** Keeps the content of an upload. It is written beside others of the same token before it counts, so that none replaces what counts. */
export async function takeUpload(upload: Upload, content: Uint8Array, { uploads, files, ids }: Ports): Promise<void> {
  if (content.length === 0) throw new InvalidInput('the file is empty; send one with content');
  if (content.length > MAX_UPLOAD_BYTES)
    throw new LimitReached(`the file is over ${MAX_UPLOAD_BYTES / 1024 ** 2} MB; send less`, 'too_large');
  if (!looksLike(upload.type, content)) throw new InvalidInput(`the content is no ${upload.type}; ask for an address for its own type`);
  const path = `uploads/${upload.id}/${ids.random()}`;
  await files.write(path, content);
  if (await uploads.stored(upload.id, { path, bytes: content.length })) return;
  await files.remove(path);
  throw alreadySent();
}

function uploadIdOf(token: string): string {
  return sha256(token).slice(0, 32);
}

function alreadySent(): Conflict {
  return new Conflict('a file was sent to this address before; ask for a new address');
}
