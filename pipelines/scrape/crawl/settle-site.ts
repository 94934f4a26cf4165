import { type Article, pageOf } from '#core/domain/article.ts';
import { blockSet } from '../extract/block-set.ts';
import { byCodePoint, urlKey } from '../page-url.ts';
import type { Site } from '../site.ts';
import { collapsePages } from './collapse-pages.ts';
import type { Skipped } from './crawl.ts';
import type { PageStore } from './page-store.ts';
import type { Scope } from './scope.ts';
import { type Fate, pageFate } from './visit.ts';

/** What a crawl that has come to its end gives to the CSV. */
export type SettledSite = {
  readonly pages: number;
  readonly articles: number;
  /** The pages whose articles go into the CSV, and whether this crawl saw them. */
  readonly kept: readonly { readonly url: string; readonly isRead: boolean }[];
  readonly skipped: readonly Skipped[];
};

/**
 * Takes up rows of the CSV whose pages the store does not know: it is new, or somebody else wrote them. Such pages are judged like all
 * others. Returns what
 * takes one row and what is called after the last.
 */
export function adoption(store: PageStore, scope: Scope): { readonly take: (row: Article) => void; readonly end: () => void } {
  const adopted = new Set<string>();
  return {
    take(row) {
      if (!scope.owns(row.url)) return;
      const key = urlKey(pageOf(row.url));
      if (!adopted.has(key) && store.knows(key)) return;
      adopted.add(key);
      store.adopt(key, row);
    },
    end() {
      for (const key of adopted) {
        const articles = store.articlesOf(key);
        const [first] = articles as [Article, ...Article[]];
        const facts = { canonical: null, isNoindex: false, needsScript: false, refreshTo: null };
        const summary = {
          ...facts,
          url: pageOf(first.url),
          title: first.title,
          articles: articles.length,
          blocks: blockSet(articles),
        };
        store.adoptPage(key, summary);
      }
    },
  };
}

/**
 * Decides which pages go into the CSV: those that were read, those that failed or are missing for the first time as they were last, and
 * of pages that say the same the best one. `others` are further addresses to list as skipped. Call it between `beginEnd` and `finish` of the store.
 */
export function settleSite(store: PageStore, scope: Scope, site: Pick<Site, 'allVersions'>, others: readonly Skipped[]): SettledSite {
  const pages = [...store.pages()];
  const isWayLost = pages.some(
    ({ visit, isLinked, summary }) => (visit === 'failed' || visit === 'missing') && !isLinked && summary.articles > 0,
  );
  const fates = new Map(pages.map((page) => [page.key, pageFate({ ...page, isCovered: scope.covers(page.summary.url) }, isWayLost)]));
  const current = pages.filter(
    ({ key, summary }) => fates.get(key) !== 'dropped' && !summary.isNoindex && !isForward(key, summary.refreshTo),
  );
  const { kept, skipped } = collapsePages(
    current.map(({ summary }) => summary),
    site,
  );
  const keptSummaries = new Set(kept);
  for (const { key, summary, missed } of pages) {
    const fate = fates.get(key)!;
    if (fate === 'dropped') store.drop(key);
    else store.settle(key, fate === 'missed' ? missed + 1 : fate === 'read' ? 0 : missed, keptSummaries.has(summary));
  }
  const unread = pages.filter(({ visit, summary }) => visit === null && keptSummaries.has(summary));
  return {
    pages: kept.length,
    articles: kept.reduce((sum, page) => sum + page.articles, 0),
    kept: pages.flatMap(({ key, summary }) => (keptSummaries.has(summary) ? { url: summary.url, isRead: fates.get(key) === 'read' } : [])),
    skipped: [
      ...store.skipped().map(({ url, reason }) => ({ url, reason: reason + consequence(fates.get(urlKey(url))) })),
      ...unread.map(({ key, summary }) => ({ url: summary.url, reason: `nothing leads to it any more${consequence(fates.get(key))}` })),
      ...skipped,
      ...others,
    ].sort((a, b) => byCodePoint(a.url, b.url)),
  };
}

function isForward(key: string, refreshTo: string | null): boolean {
  return refreshTo !== null && urlKey(refreshTo) !== key;
}

/** What it means for the articles that the page had. */
function consequence(fate: Fate | undefined): string {
  if (fate === 'kept') return '; its last good articles stay';
  return fate === 'missed' ? '; its articles stay until the next crawl misses it too' : '';
}
