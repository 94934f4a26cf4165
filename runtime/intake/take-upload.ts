import { sha256 } from '#core/domain/digest.ts';
import { Conflict, InvalidInput, LimitReached, NotFound } from '#core/domain/errors.ts';
import type { Submitter } from '#core/domain/support-request.ts';
import { looksLike, MAX_UPLOAD_BYTES, UPLOAD_MINUTES, type Upload, type UploadType } from '#core/domain/upload.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { UploadPlaces } from '#core/ports/uploads.ts';

type Ports = Pick<Platform, 'uploads' | 'files' | 'clock' | 'ids'>;

/** Where a file is sent: an address of ours by its token, or one past us, with the headers that it must come with. */
type OfferedPlace = { readonly token: string } | { readonly url: string; readonly headers: Readonly<Record<string, string>> };

/**
 * A place for one file. The address is told once; who has it may send the file, once, and read nothing. Throws InvalidInput where the file goes
 * past us and its length was not told: then the length in the address is what holds the limit.
 */
export async function offerUpload(
  {
    bytes,
    ...file
  }: { readonly submitter: Submitter; readonly name: string; readonly type: UploadType; readonly bytes?: number | undefined },
  { uploads, clock, ids }: Pick<Ports, 'uploads' | 'clock' | 'ids'>,
  places?: UploadPlaces,
): Promise<{ readonly upload: Upload; readonly place: OfferedPlace }> {
  if (places && bytes === undefined) throw new InvalidInput('`bytes` is missing; tell how long the file is, it may have no other length');
  const token = ids.random(256);
  const expiresAt = new Date(clock.now().getTime() + UPLOAD_MINUTES * 60_000).toISOString();
  const upload = { id: uploadIdOf(token), ...file, expiresAt };
  const place = places && bytes ? await places.open({ path: incomingPath(upload), type: file.type, bytes, expiresAt }) : { token };
  await uploads.offer(upload);
  return { upload, place };
}

/**
 * The upload with what was sent to its address past us: that is taken like a file that comes through us, and in the same words refused, when
 * somebody wants to use it. Afterwards it lies where no address leads to.
 */
export async function collectUpload(upload: Upload, ports: Pick<Ports, 'uploads' | 'files' | 'ids'>): Promise<Upload> {
  if (upload.stored) return upload;
  const content = await ports.files.read(incomingPath(upload));
  if (content === null) return upload;
  const refusal = refusalOf(upload, content);
  if (refusal === null) await takeUnlessTaken(upload, content, ports);
  // What was refused may be sent again, as to an address of ours.
  await ports.files.remove(incomingPath(upload));
  if (refusal) throw refusal;
  return (await ports.uploads.get(upload.id)) ?? upload;
}

/** Two requests may collect one upload at once. */
async function takeUnlessTaken(...taken: Parameters<typeof takeUpload>): Promise<void> {
  try {
    await takeUpload(...taken);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
  }
}

/** The upload that the token is for, while it waits for its file. Throws NotFound, or Conflict once the file was sent. */
export async function waitingUpload(token: string, { uploads }: Pick<Ports, 'uploads'>): Promise<Upload> {
  const upload = await uploads.get(uploadIdOf(token));
  if (!upload) throw new NotFound('there is no such upload, or its time is over; ask for a new address');
  if (upload.stored) throw alreadySent();
  return upload;
}

/** Keeps the content of an upload. It is written beside others of the same token before it counts, so that none replaces what counts. */
export async function takeUpload(
  upload: Upload,
  content: Uint8Array,
  { uploads, files, ids }: Pick<Ports, 'uploads' | 'files' | 'ids'>,
): Promise<void> {
  const refusal = refusalOf(upload, content);
  if (refusal) throw refusal;
  const path = `uploads/${upload.id}/${ids.random()}`;
  await files.write(path, content);
  if (await uploads.stored(upload.id, { path, bytes: content.length })) return;
  await files.remove(path);
  throw alreadySent();
}

/** Null for content that may be kept. */
function refusalOf({ type }: Pick<Upload, 'type'>, content: Uint8Array): InvalidInput | LimitReached | null {
  if (content.length === 0) return new InvalidInput('the file is empty; send one with content');
  if (content.length > MAX_UPLOAD_BYTES)
    return new LimitReached(`the file is over ${MAX_UPLOAD_BYTES / 1024 ** 2} MB; send less`, 'too_large');
  if (!looksLike(type, content)) return new InvalidInput(`the content is no ${type}; ask for an address for its own type`);
  return null;
}

function uploadIdOf(token: string): string {
  return sha256(token).slice(0, 32);
}

/** Nothing else lies there: what is left after a day was never used. */
function incomingPath({ id }: Pick<Upload, 'id'>): string {
  return `incoming/${id}`;
}

function alreadySent(): Conflict {
  return new Conflict('a file was sent to this address before; ask for a new address');
}
