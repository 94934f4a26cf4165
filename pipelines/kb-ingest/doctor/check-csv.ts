import type { ArticleRow } from '#core/domain/article-csv.ts';
import { type CsvFile, readCsv } from '../read-csv.ts';
import { rowErrors } from './check-row.ts';
import type { Finding } from './finding.ts';

export type CheckedCsv = CsvFile & {
  /** Rows below the header, and those of them that are sound articles. */
  readonly rows: number;
  readonly articles: number;
};

/**
 * Reads a CSV of a source to its end and tells every error: of its rows, of the file as a whole, in the order in which they are met. `onRow`
 * sees the rows too. What ingest asks before it plans, and the doctor besides its warnings.
 */
export async function checkCsv(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
  onError: (finding: Finding) => void,
  onRow: (row: ArticleRow) => void = () => {},
): Promise<CheckedCsv> {
  let [rows, articles, lostRows] = [0, 0, 0];
  let hasHeader = true;
  const tell = (row: number | null, column: string | null, problem: string, fix: string) =>
    onError({ severity: 'error', file, row, column, problem, fix });
  const read = await readCsv(chunks, (row, isUtf8) => {
    if (row.row > 1) rows += 1;
    else hasHeader = false;
    if (row.article) articles += 1;
    for (const finding of rowErrors(row, file)) onError(finding);
    const lost = isUtf8 ? null : lostColumn(row);
    if (lost) {
      lostRows += 1;
      tell(row.row, lost, `\`${lost}\` has bytes that are no UTF-8`, UTF8_FIX);
    }
    onRow(row);
  });
  if (!read.isUtf8 && lostRows === 0) tell(null, null, 'the file has bytes that are no UTF-8', UTF8_FIX);
  if (read.lostBecause && hasHeader) tell(rows + 2, null, read.lostBecause, 'nothing behind it was read');
  return { ...read, rows, articles };
}

const UTF8_FIX = 'make the file anew, as UTF-8';

function lostColumn({ article }: ArticleRow): 'title' | 'body' | 'url' | null {
  return (['title', 'body', 'url'] as const).find((column) => article?.[column].includes('\uFFFD')) ?? null;
}
