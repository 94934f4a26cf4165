import { type Article, withoutPart } from '#core/domain/article.ts';
import { formatArticles, parseArticles } from '#core/domain/article-csv.ts';
import { approvalTimes, draftAddresses, draftsToArticles } from '#core/domain/curated-article.ts';
import type { Draft } from '#core/domain/draft.ts';
import { crawlFile, formatCrawlTimes } from '#core/domain/freshness.ts';
import type { Platform } from '#core/ports/platform.ts';

const CURATED_CSV = 'curated_articles.csv';
const APPROVAL_TIMES = crawlFile(CURATED_CSV);

/**
 * Brings `curated_articles.csv` in line with the approved drafts, and the file that says when each was approved. Rows of other origin (an earlier system, a person's editor) stay as
 * they are. Another process may approve at the same time: after writing it looks again and writes anew until the drafts are those that
 * it wrote, so that whoever writes last has seen all. Run again after a crash, it mends what an approval could not write any more.
 * Returns the number of rows. Throws InvalidInput for a file with a broken row, which is left as it is.
 */
export async function publishApproved(ports: Pick<Platform, 'drafts' | 'files'>, articlesBaseUrl: string): Promise<number> {
  const read = async () => {
    const drafts = await ports.drafts.list();
    const earlier = (await ports.files.readText(CURATED_CSV)) ?? formatArticles([]);
    const articles = [
      ...foreignRows(parseArticles(earlier, CURATED_CSV), drafts, articlesBaseUrl),
      ...draftsToArticles(drafts, articlesBaseUrl),
    ];
    const times = formatCrawlTimes(approvalTimes(drafts, articlesBaseUrl));
    const earlierTimes = (await ports.files.readText(APPROVAL_TIMES)) ?? formatCrawlTimes(new Map());
    return { csv: formatArticles(articles), earlier, times, earlierTimes, count: articles.length };
  };
  let current = await read();
  while (current.csv !== current.earlier || current.times !== current.earlierTimes) {
    if (current.csv !== current.earlier) await ports.files.write(CURATED_CSV, current.csv);
    if (current.times !== current.earlierTimes) await ports.files.write(APPROVAL_TIMES, current.times);
    current = await read();
  }
  return current.count;
}

/** The rows that no draft ever stood for. */
function foreignRows(rows: readonly Article[], drafts: readonly Draft[], articlesBaseUrl: string): Article[] {
  const isOurs = draftAddresses(drafts, articlesBaseUrl);
  return rows.filter(({ url }) => !isOurs(withoutPart(url)));
}
