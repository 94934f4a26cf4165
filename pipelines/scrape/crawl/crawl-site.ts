import type { Platform } from '#core/ports/platform.ts';
import { openPageReaders } from '../extract/page-readers.ts';
import { hostAndPort, openFetcher } from '../fetch/fetcher.ts';
import { MIN_DELAY_MS, openPace } from '../fetch/pace.ts';
import { openRobotsBook, type RobotsBook } from '../fetch/robots-book.ts';
import type { Renderer } from '../render/render-pages.ts';
import { crawlSettings, pageSettings, type Site } from '../site.ts';
import { Crawl, type Skipped } from './crawl.ts';
import type { PageStore } from './page-store.ts';
import { readPages } from './read-pages.ts';
import { readSitemaps } from './read-sitemaps.ts';
import { folderOf, type Scope } from './scope.ts';

/** An interrupted crawl that began earlier than this is begun anew: what it read would be old news. */
const MAX_INTERRUPTION_MS = 24 * 60 * 60 * 1_000;
/** How much of a crawl may be lost with the machine. */
const KEEP_EVERY_MS = 5 * 60 * 1_000;

/** Which Chromium renders pages, and whether without its sandbox, as root must have it. */
export type BrowserChoice = { readonly path?: string | undefined; readonly unsandboxed?: boolean | undefined };

/** Who crawls. `contact` is an address or name by which the owner of a site finds them. */
export type Crawler = { readonly contact: string; readonly browser?: BrowserChoice | undefined };

/** What a crawl leaves besides the pages in the store: `pagesRead` of the `pages` were new or changed; `skipped` are no pages. */
export type SiteCrawl = {
  readonly scope: Scope;
  readonly pages: number;
  readonly pagesRead: number;
  readonly skipped: readonly Skipped[];
};

/**
 * Reads a site from its start addresses, sitemaps and links into the store; an interrupted crawl goes on. `contact` goes into the user
 * agent, `keep` makes the store outlive the machine. Throws UpstreamFailed when nothing of the site could be read: it is unreachable, its
 * robots.txt fails, its start pages fail.
 */
export async function crawlSite(
  site: Site,
  { contact, browser = {} }: Crawler,
  store: PageStore,
  keep: () => Promise<void>,
  ports: Pick<Platform, 'clock' | 'log' | 'progress'>,
): Promise<SiteCrawl> {
  const openHosts = new Set(site.allowPrivate ? site.start.map(hostAndPort) : []);
  const userAgent = `Threadwell/0.1 (+${contact})`;
  const renderer = site.render ? await startRenderer({ userAgent, openHosts, browser }) : null;
  const fetcher = openFetcher({ userAgent, openHosts });
  const readers = openPageReaders();
  const now = () => ports.clock.now().getTime();
  try {
    const pace = openPace((host) => (openHosts.has(host) ? 0 : MIN_DELAY_MS));
    const robots = openRobotsBook(fetcher, pace);
    const sitemaps = await readSitemaps(await sitemapAddresses(site, robots), fetcher, pace, robots);
    const goesOn = store.begin(crawlSettings(site), now(), now() - MAX_INTERRUPTION_MS);
    if (goesOn) ports.log.info('an interrupted crawl goes on', { site: site.start[0] });
    const crawl = new Crawl(site, store);
    crawl.begin(sitemaps.pages);
    let kept = now();
    const onPage = async () => {
      ports.progress.at(crawl.pages, crawl.frontier.size);
      if (now() - kept < KEEP_EVERY_MS) return;
      kept = now();
      await keep();
    };
    await readPages({ site, crawl, store, fetcher, readers, renderer, pace, robots, madeWith: pageSettings(site), goesOn, onPage }, ports);
    const leftOut = crawl.end(ports.log);
    return { scope: crawl.scope, pages: crawl.pages, pagesRead: crawl.pagesRead, skipped: [...sitemaps.skipped, ...leftOut] };
  } finally {
    fetcher.close();
    await readers.close();
    await renderer?.close();
  }
}

/** The browser and what drives it take a second to load: only who renders waits for them. */
async function startRenderer(options: { userAgent: string; openHosts: ReadonlySet<string>; browser: BrowserChoice }): Promise<Renderer> {
  const { browser, ...rest } = options;
  const { openRenderer } = await import('../render/render-pages.ts');
  return openRenderer({ ...rest, browserPath: browser.path, unsandboxed: browser.unsandboxed ?? false });
}

/** Asks for robots.txt first: a site whose rules cannot be read is not crawled at all. */
async function sitemapAddresses(site: Site, robots: RobotsBook): Promise<string[]> {
  const addresses: string[] = [];
  for (const start of site.start) {
    const { sitemaps } = await robots.of(start);
    const { origin } = new URL(start);
    addresses.push(...(sitemaps.length > 0 ? sitemaps : [`${origin}/sitemap.xml`, `${folderOf(start)}sitemap.xml`]));
  }
  return [...new Set(addresses)];
}
