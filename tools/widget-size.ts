import { brotliCompressSync, gzipSync } from 'node:zlib';

/** What a visitor's phone has to load before the bubble can be used. Raised only in the change that needs it. */
export const MAX_GZIP_BYTES = 12_000;

/** Bytes as they are, and as servers send them. */
export type Sizes = { readonly raw: number; readonly gzip: number; readonly brotli: number };

export const sizesOf = (text: string): Sizes => ({
  raw: Buffer.byteLength(text),
  gzip: gzipSync(text).length,
  brotli: brotliCompressSync(text).length,
});

/** What is wrong with the size of the script, or null. */
export function overBudget({ gzip }: Sizes): string | null {
  const over = gzip - MAX_GZIP_BYTES;
  return over > 0 ? `widget.js is ${over} bytes over its budget of ${MAX_GZIP_BYTES} bytes gzip; make it smaller` : null;
}
