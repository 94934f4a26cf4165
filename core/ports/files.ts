/**
 * Named files: CSV versions, shards, reports, raw tickets. Paths are relative, with `/`, of `[A-Za-z0-9._=-]` segments; anything else
 * throws InvalidInput. A reader sees the old or the new content, never a part of it.
 */
export interface Files {
  /** The content, or null when there is no such file. */
  read(path: string): Promise<Uint8Array | null>;
  /** Same, as UTF-8 text. */
  readText(path: string): Promise<string | null>;
  /** Same as `read`, piece by piece: for what may be larger than memory should hold. */
  readChunks(path: string): Promise<AsyncIterable<Uint8Array> | null>;
  /** Durable when it returns. Pieces are taken as they come; when they end in an error, the old content stays. */
  write(path: string, content: string | Uint8Array | AsyncIterable<string>): Promise<void>;
  /** Gone afterwards, whether or not it was there. */
  remove(path: string): Promise<void>;
  /** Every file below the prefix, which ends at a segment, sorted by path. */
  list(prefix: string): AsyncIterable<{ readonly path: string; readonly bytes: number }>;
}
