import type { SettledSite } from './settle-site.ts';

/** A site as its crawl left it. `startedAt` is when the crawl began, ISO 8601: no page of it was looked at earlier. */
type CrawledSite = Pick<SettledSite, 'kept'> & { readonly startedAt: string; readonly owns: (url: string) => boolean };

/**
 * Pure: when each page was last crawled, after these crawls. A page that was read, or is as it was, has the beginning of its crawl: the
 * hour that holds for all of it, also where a killed crawl went on. One whose articles stay although it failed keeps its time, pages of
 * other sites do too.
 */
export function crawlTimes(earlier: ReadonlyMap<string, string>, sites: readonly CrawledSite[]): Map<string, string> {
  const times = new Map([...earlier].filter(([page]) => !sites.some(({ owns }) => owns(page))));
  for (const { kept, startedAt } of sites)
    for (const { url, isRead } of kept) {
      const at = isRead ? startedAt : earlier.get(url);
      if (at !== undefined) times.set(url, at);
    }
  return times;
}
