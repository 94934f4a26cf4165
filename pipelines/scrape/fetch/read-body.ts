import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { pipeline, Readable, type Transform } from 'node:stream';
import zlib from 'node:zlib';
import { LimitReached, UpstreamFailed } from '#core/domain/errors.ts';

/** What we say we read. */
export const ACCEPTED_ENCODINGS = 'gzip, br, deflate';
/** RFC 8878 asks decoders to need no more memory than this (8 MB); a header could ask for gigabytes. */
const MAX_ZSTD_WINDOW_LOG = 23;
/** An answer that nobody wants is read to its end where that costs less than a new connection. */
const MAX_DRAINED_BYTES = 64 * 1024;
/** A rest that does not come by then is not waited for. */
const MAX_DRAIN_MS = 2_000;

/** The decoded body. Over `maxBytes` of it throws LimitReached, or is left out where `isCut`. */
export async function readBody(response: IncomingMessage, url: string, maxBytes: number, isCut: boolean): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of await decoded(response, url)) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    chunks.push(bytes);
    if (size <= maxBytes) continue;
    response.destroy();
    if (!isCut) throw new LimitReached(`${url} is over ${maxBytes / 1024 / 1024} MB; it was not read`, 'too_large');
    break;
  }
  return Buffer.concat(chunks).subarray(0, maxBytes);
}

/** Lets go of an answer without its body; the connection is kept where the rest is known to be short. */
export function dismiss(response: IncomingMessage): void {
  const length = response.statusCode === 304 || response.statusCode === 204 ? 0 : Number(response.headers['content-length'] ?? Number.NaN);
  if (!(length <= MAX_DRAINED_BYTES)) {
    response.destroy();
    return;
  }
  const timer = setTimeout(() => response.destroy(), MAX_DRAIN_MS);
  response.once('close', () => clearTimeout(timer)).resume();
}

async function decoded(response: IncomingMessage, url: string): Promise<Readable> {
  const named = (response.headers['content-encoding'] ?? '').toLowerCase().split(',').map((name) => name.trim()); // biome-ignore format: short
  const [encoding, ...more] = named.filter((name) => name !== '' && name !== 'identity');
  if (!encoding) return response;
  const first = await firstBytes(response);
  if (!first) return Readable.from([]);
  // Encodings one in another are a bomb's habit and no server's.
  const decoder = more.length > 0 ? null : decoderOf(encoding, first);
  if (!decoder) {
    response.destroy();
    throw new UpstreamFailed(`${url} cannot be read: it is encoded as ${named.join(', ').slice(0, 60)}, which was not asked for`, {
      retryable: false,
    });
  }
  // Whoever reads the decoder sees a failure of either; the callback is required and has nothing to add.
  pipeline(response, decoder, () => {});
  return decoder;
}

/** Leaves them in the stream. Null for an empty body, which no encoding allows but servers send. */
async function firstBytes(response: IncomingMessage): Promise<Buffer | null> {
  await Promise.race([once(response, 'readable'), once(response, 'end')]);
  const chunk = response.read() as Buffer | null;
  if (chunk) response.unshift(chunk);
  return chunk;
}

function decoderOf(encoding: string, first: Buffer): Transform | null {
  if (encoding === 'gzip' || encoding === 'x-gzip') return zlib.createGunzip();
  if (encoding === 'br') return zlib.createBrotliDecompress();
  if (encoding === 'zstd') return zlib.createZstdDecompress({ params: { [zlib.constants.ZSTD_d_windowLogMax]: MAX_ZSTD_WINDOW_LOG } });
  // `deflate` means zlib, and some servers leave its header out: compression method 8 in the low bits.
  if (encoding === 'deflate') return (first[0]! & 0x0f) === 8 ? zlib.createInflate() : zlib.createInflateRaw();
  return null;
}
