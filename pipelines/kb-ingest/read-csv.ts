import { createHash } from 'node:crypto';
import { type ArticleRow, readRows } from '#core/domain/article-csv.ts';
import { isExpected } from '#core/domain/errors.ts';

/** What only the bytes of a file tell. */
export type CsvFile = {
  readonly sha256: string;
  readonly bytes: number;
  /** Otherwise some characters were lost, and became U+FFFD. */
  readonly isUtf8: boolean;
  readonly hasByteOrderMark: boolean;
  /** Why the file could not be read to its end; null when it was. */
  readonly lostBecause: string | null;
};

/**
 * Reads a CSV piece by piece and hands on each row with what is wrong with it. `isUtf8` is what is known by then: false from the first lost
 * character on. A file that cannot be read to its end is told in the result, not thrown.
 */
export async function readCsv(chunks: AsyncIterable<Uint8Array>, onRow: (row: ArticleRow, isUtf8: boolean) => void): Promise<CsvFile> {
  const hash = createHash('sha256');
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let [bytes, isUtf8, hasByteOrderMark] = [0, true, false];
  const validate = (chunk?: Uint8Array) => {
    if (!isUtf8) return;
    try {
      const text = decoder.decode(chunk, { stream: chunk !== undefined });
      if (bytes === 0) hasByteOrderMark = text.startsWith('\uFEFF');
    } catch {
      isUtf8 = false; // said in the result: the rows are read all the same
    }
  };
  async function* watched(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      validate(chunk);
      bytes += chunk.length;
      yield chunk;
    }
    validate();
  }
  let lostBecause: string | null = null;
  try {
    for await (const row of readRows(watched())) {
      onRow(row, isUtf8);
      if (row.row === 1) lostBecause = 'no row below a wrong header can be read';
    }
  } catch (error) {
    if (!isExpected(error)) throw error;
    lostBecause = error.message;
  }
  return { sha256: hash.digest('hex'), bytes, isUtf8, hasByteOrderMark, lostBecause };
}
