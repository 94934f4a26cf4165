import { type Article, withoutPart } from '#core/domain/article.ts';
import { byCodePoint, pageOf, urlKey } from './page-url.ts';

/** What a crawl of one site says about the rows of the CSV. */
export type SiteArticles = {
  readonly articles: readonly Article[];
  /** Pages that could not be read: their rows stay as they are. */
  readonly failed: readonly string[];
  /** Pages that were seen: read, or looked at and left out. */
  readonly seen: readonly string[];
  readonly owns: (url: string) => boolean;
};

/**
 * Puts a site's articles in the place of its earlier rows. Rows of other sites stay. So do rows of pages that failed; and since such
 * a page may have been the only way to others, the rows of pages that were not seen stay too when a page with rows failed.
 */
export function mergeArticles(earlier: readonly Article[], site: SiteArticles): Article[] {
  const failed = new Set(site.failed.map(urlKey));
  const seen = new Set(site.seen.map(urlKey));
  const fresh = new Set(site.articles.map((row) => row.url));
  const keyOf = (row: Article) => urlKey(pageOf(withoutPart(row.url)));
  const isWayLost = earlier.some((row) => failed.has(keyOf(row)));
  const stays = (row: Article) => !site.owns(row.url) || failed.has(keyOf(row)) || (isWayLost && !seen.has(keyOf(row)));
  return [...site.articles, ...earlier.filter((row) => !fresh.has(row.url) && stays(row))];
}

export type Change = { readonly change: 'added' | 'changed' | 'removed'; readonly url: string; readonly title: string };

/** What became of the rows, by url. */
export function diffArticles(
  before: readonly Article[],
  after: readonly Article[],
): { readonly changes: readonly Change[]; readonly unchanged: number } {
  const old = new Map(before.map((row) => [row.url, row]));
  const left = new Set(after.map((row) => row.url));
  const changes: Change[] = before.filter(({ url }) => !left.has(url)).map(({ url, title }) => ({ change: 'removed', url, title }));
  for (const row of after) {
    const was = old.get(row.url);
    if (!was || !isSame(was, row)) changes.push({ change: was ? 'changed' : 'added', url: row.url, title: row.title });
  }
  const kept = after.filter(({ url }) => old.has(url)).length;
  return {
    changes: changes.sort((a, b) => byCodePoint(a.url, b.url)),
    unchanged: kept - changes.filter(({ change }) => change === 'changed').length,
  };
}

function isSame(a: Article, b: Article): boolean {
  return a.title === b.title && a.body === b.body && a.tags.join(';') === b.tags.join(';');
}
