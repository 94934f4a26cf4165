import { log as crawleeLog, Log, LogLevel } from 'crawlee';
import { isExpected, NotAllowed, UpstreamFailed } from '#core/domain/errors.ts';
import type { Platform } from '#core/ports/platform.ts';
import { Crawl, type SiteCrawl } from './crawl.ts';
import { extractPage } from './extract.ts';
import { type Fetcher, hostAndPort, openFetcher } from './fetcher.ts';
import { FrontierRequests } from './frontier-requests.ts';
import { GuardedCrawler, guardedClient, PageNotRead, quietConfiguration } from './guarded-crawler.ts';
import { MIN_DELAY_MS, openPace, type Pace } from './pace.ts';
import { readSitemaps } from './read-sitemaps.ts';
import { mayFetch } from './robots.ts';
import { openRobotsBook, type RobotsBook } from './robots-book.ts';
import { folderOf } from './scope.ts';
import type { Site } from './site.ts';

type Ports = Pick<Platform, 'clock' | 'log' | 'progress'>;

/** Parsing holds one core; more requests at once would only wait in memory. */
const MAX_CONCURRENCY = 12;
/** Failures that may pass are asked for three times in all. */
const MAX_RETRIES = 2;
/** Waiting for its turn at a slow host counts as handling; the fetcher and the parser have their own limits. */
const HANDLER_TIMEOUT_S = 900;

/**
 * Reads a site from its start addresses, sitemaps and links. `contact` goes into the user agent. Throws UpstreamFailed when nothing
 * of the site could be read: it is unreachable, its robots.txt fails, its start pages fail.
 */
export async function crawlSite(site: Site, contact: string, ports: Ports): Promise<SiteCrawl> {
  const openHosts = new Set(site.allowPrivate ? site.start.map(hostAndPort) : []);
  const fetcher = openFetcher({ userAgent: `Threadwell/0.1 (+${contact})`, openHosts });
  try {
    const pace = openPace((host) => (openHosts.has(host) ? 0 : MIN_DELAY_MS));
    const robots = openRobotsBook(fetcher, pace);
    const sitemaps = await readSitemaps(await sitemapAddresses(site, robots), fetcher, pace);
    const crawl = new Crawl(site, ports);
    crawl.begin(sitemaps.pages);
    await run(crawl, fetcher, pace, robots, site, ports);
    return crawl.result(sitemaps.skipped);
  } finally {
    fetcher.close();
  }
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

async function run(crawl: Crawl, fetcher: Fetcher, pace: Pace, robots: RobotsBook, site: Site, ports: Ports): Promise<void> {
  // Crawlee reports through its own logger; what matters comes back in the result.
  crawleeLog.setLevel(LogLevel.OFF);
  const requests = new FrontierRequests(crawl.frontier);
  const crawler = new GuardedCrawler(
    requests,
    {
      httpClient: guardedClient(fetcher, ports.clock),
      log: new Log({ level: LogLevel.OFF }),
      minConcurrency: MAX_CONCURRENCY,
      maxConcurrency: MAX_CONCURRENCY,
      // How soon the next level begins and how soon the end is seen.
      autoscaledPoolOptions: { maybeRunIntervalSecs: 0.02 },
      maxRequestRetries: MAX_RETRIES,
      requestHandlerTimeoutSecs: HANDLER_TIMEOUT_S,
      navigationTimeoutSecs: HANDLER_TIMEOUT_S,
      useSessionPool: false,
      statisticsOptions: { saveErrorSnapshots: false, persistenceOptions: { enable: false } },
      preNavigationHooks: [
        async ({ request }) => {
          if (!mayFetch(await robots.of(request.url), request.url))
            throw new PageNotRead({ kind: 'gone', reason: 'robots.txt asks not to read it' });
          await pace.turn(hostAndPort(request.url));
        },
      ],
      requestHandler: ({ request, $, response }) => {
        const page = extractPage($.root().get(0)!, request.url, site, response.headers);
        crawl.page(requests.entryOf(request), page);
        ports.progress.at(crawl.pages, crawl.frontier.size);
      },
      // Called before a retry: what asking again cannot change ends here.
      errorHandler: ({ request }, error) => {
        const entry = requests.entryOf(request);
        const outcome = error instanceof PageNotRead ? error.outcome : null;
        if (outcome?.kind === 'redirect') crawl.redirect(entry, outcome.to);
        else if (outcome?.kind === 'gone') crawl.gone(entry, outcome.reason);
        else if (outcome?.retry) return pace.pause(hostAndPort(request.url), outcome.waitMs);
        else if (!outcome && error instanceof UpstreamFailed) return;
        else if (error instanceof NotAllowed) crawl.gone(entry, error.message);
        else crawl.failed(request.url, reasonOf(error, request.url, ports));
        request.noRetry = true;
      },
      // Called for the ones that ended above too.
      failedRequestHandler: ({ request }, error) => {
        if (!request.noRetry) crawl.failed(request.url, reasonOf(error, request.url, ports));
      },
    },
    quietConfiguration(),
  );
  await crawler.run();
}

function reasonOf(error: Error, url: string, ports: Ports): string {
  if (!isExpected(error) && !(error instanceof PageNotRead)) ports.log.error('page not read', { url }, error);
  return error.message;
}
