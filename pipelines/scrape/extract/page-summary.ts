import { type BlockSet, blockSet } from './block-set.ts';
import type { PageExtract } from './extract.ts';

/** What of a page decides about it once all are read: everything but its text. Small, since all pages of a site are held at once. */
export type PageSummary = Pick<PageExtract, 'url' | 'title' | 'canonical' | 'isNoindex' | 'needsScript' | 'refreshTo'> & {
  /** How many articles it gives. */
  readonly articles: number;
  readonly blocks: BlockSet;
};

export function summarise(page: PageExtract): PageSummary {
  const { url, title, canonical, isNoindex, needsScript, refreshTo, articles } = page;
  return { url, title, canonical, isNoindex, needsScript, refreshTo, articles: articles.length, blocks: blockSet(articles) };
}
