import type { Submitter } from './support-request.ts';

/** A file that somebody may send once, for a support request to come. */
export type Upload = {
  /** Made of the token's hash; the token itself is never stored. */
  readonly id: string;
  readonly submitter: Submitter;
  readonly name: string;
  readonly type: UploadType;
  /** Until then it may be sent, and be named by a request. */
  readonly expiresAt: string;
  /** Set once it was sent. */
  readonly stored?: { readonly path: string; readonly bytes: number };
};

/** As Zendesk shows it in a browser's mail; most desks refuse more than 50 MB, and a log that is larger is compressed. */
export const MAX_UPLOAD_BYTES = 10 * 1024 * 1024;
/** Long enough to send ten megabytes over a telephone and to finish writing. */
export const UPLOAD_MINUTES = 60;

const startsWith =
  (...bytes: number[]) =>
  (content: Uint8Array) =>
    bytes.every((byte, index) => content[index] === byte);
const isWebp = (content: Uint8Array) =>
  startsWith(0x52, 0x49, 0x46, 0x46)(content) && startsWith(0x57, 0x45, 0x42, 0x50)(content.subarray(8));

/** Text has no first bytes to go by: it is UTF-8 without a zero byte. */
function isText(content: Uint8Array): boolean {
  if (content.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(content);
    return true;
  } catch {
    return false;
  }
}

/** What may be attached, and how its content is known. Nothing that runs, and nothing that a browser would run: no HTML, no SVG. */
const TYPES = {
  'image/png': startsWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  'image/jpeg': startsWith(0xff, 0xd8, 0xff),
  'image/gif': startsWith(0x47, 0x49, 0x46, 0x38),
  'image/webp': isWebp,
  'application/pdf': startsWith(0x25, 0x50, 0x44, 0x46, 0x2d),
  'application/zip': startsWith(0x50, 0x4b),
  'application/gzip': startsWith(0x1f, 0x8b),
  'application/json': isText,
  'text/plain': isText,
  'text/csv': isText,
} as const satisfies Record<string, (content: Uint8Array) => boolean>;

export type UploadType = keyof typeof TYPES;
export const UPLOAD_TYPES = Object.keys(TYPES) as [UploadType, ...UploadType[]];

/** Whether the content is what its type says. */
export function looksLike(type: UploadType, content: Uint8Array): boolean {
  return TYPES[type](content);
}
