/** What became of an address that was asked for in a crawl. */
export type Visit =
  /** It was read, or is as it was when it was read last. */
  | { readonly kind: 'page' }
  | { readonly kind: 'redirect'; readonly to: string }
  /** The server does not know it (404, 410). That may pass, so once is not enough to lose its articles. */
  | { readonly kind: 'missing'; readonly reason: string }
  /** There is nothing that we may or can read: its articles leave. */
  | { readonly kind: 'left-out'; readonly reason: string }
  /** It could not be read this time: its articles stay. */
  | { readonly kind: 'failed'; readonly reason: string };

/** What the crawl decides about a page that is known from this crawl or an earlier one. */
export type Fate = 'read' | 'kept' | 'missed' | 'dropped';

/** In so many crawls in a row a page must be missing before its articles leave. */
const MISSES = 2;

/**
 * Decides about a page. `visit` is null when nothing led to it in this crawl, which counts as missing, unless `isWayLost`: then a page
 * that could have led to it failed.
 */
export function pageFate(
  page: { readonly isCovered: boolean; readonly missed: number; readonly visit: Visit['kind'] | null },
  isWayLost: boolean,
): Fate {
  if (page.visit === 'page') return 'read';
  if (!page.isCovered || page.visit === 'redirect' || page.visit === 'left-out') return 'dropped';
  if (page.visit === 'failed' || (page.visit === null && isWayLost)) return 'kept';
  return page.missed + 1 >= MISSES ? 'dropped' : 'missed';
}
