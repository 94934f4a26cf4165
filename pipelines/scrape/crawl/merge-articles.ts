import { Readable } from 'node:stream';
import { type Article, byteLength } from '#core/domain/article.ts';
import { byUrl, readArticles } from '#core/domain/article-csv.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import type { Files } from '#core/ports/files.ts';

/** What a crawl of one site says about the rows of the CSV. */
export type SiteArticles = {
  /** In the order of their urls. */
  readonly articles: Iterable<Article>;
  readonly owns: (url: string) => boolean;
};

/** A row before and after: null where there is none. `isOurs`: it belongs to a site that was read. */
export type MergedRow = { readonly url: string; readonly before: Article | null; readonly after: Article | null; readonly isOurs: boolean };

/** The rows of a CSV, to be gone through again and again. `isInOrder`: the file is there and its rows are in the order of their urls. */
export type EarlierRows = { readonly rows: () => AsyncIterable<Article>; readonly isInOrder: boolean };

/** Rows that are not in order must be sorted at once. A CSV of ours is in order, so one that is larger than this is not. */
const MAX_UNSORTED_BYTES = 100 * 1024 * 1024;

/**
 * The rows of the CSV as it is, in the order of their urls; `onRow` sees each at once. Memory holds all rows only of a CSV that somebody
 * else sorted. Throws InvalidInput for a broken row, and for a large CSV that is not in order.
 */
export async function earlierRows(files: Pick<Files, 'readChunks'>, name: string, onRow: (row: Article) => void): Promise<EarlierRows> {
  const read = () => readRows(files, name);
  let isSorted = true;
  let last: string | null = null;
  let bytes = 0;
  for await (const row of read()) {
    onRow(row);
    isSorted &&= last === null || last < row.url;
    last = row.url;
    bytes += byteLength(row.body);
  }
  if (isSorted) return { rows: read, isInOrder: last !== null };
  if (bytes > MAX_UNSORTED_BYTES)
    throw new InvalidInput(`${name} is not in the order of its urls and too large to be sorted; sort it, or remove it`);
  const rows = (await Array.fromAsync(read())).sort(byUrl);
  return { rows: () => Readable.from(rows), isInOrder: false };
}

async function* readRows(files: Pick<Files, 'readChunks'>, name: string): AsyncGenerator<Article> {
  const chunks = await files.readChunks(name);
  if (chunks) yield* readArticles(chunks, name);
}

/**
 * Joins the rows of the CSV with what sites were found to have. A site's articles stand in the place of its rows, the last site wins
 * where two own an address, rows of other sites stay. Memory holds a row of each.
 */
export async function* mergeArticles(earlier: AsyncIterable<Article>, sites: readonly SiteArticles[]): AsyncGenerator<MergedRow> {
  const iterators = sites.map(({ articles }) => articles[Symbol.iterator]());
  const heads = iterators.map((iterator) => iterator.next().value as Article | undefined);
  const rows = earlier[Symbol.asyncIterator]();
  let row = (await rows.next()).value as Article | undefined;
  for (;;) {
    const url = [row, ...heads].reduce<string | null>(
      (least, head) => (head && (least === null || head.url < least) ? head.url : least),
      null,
    );
    if (url === null) return;
    const before = row?.url === url ? row : null;
    const found = heads.map((head) => (head?.url === url ? head : null));
    const owner = sites.findLastIndex((site) => site.owns(url));
    const fresh = found.findLast((article, index) => article !== null && index >= owner) ?? null;
    const isOurs = owner >= 0 || fresh !== null;
    yield { url, before, after: isOurs ? fresh : before, isOurs };
    for (const [index, article] of found.entries()) if (article) heads[index] = iterators[index]!.next().value as Article | undefined;
    if (before) row = (await rows.next()).value as Article | undefined;
  }
}
