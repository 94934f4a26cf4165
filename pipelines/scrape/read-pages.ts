import { log as crawleeLog, Log, LogLevel } from 'crawlee';
import { isExpected, NotAllowed, UpstreamFailed } from '#core/domain/errors.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { Crawl } from './crawl.ts';
import { extractPage } from './extract.ts';
import { type Fetched, type Fetcher, hostAndPort } from './fetcher.ts';
import { FrontierRequests } from './frontier-requests.ts';
import { BODY_HASH_HEADER, GuardedCrawler, guardedClient, PageNotRead, quietConfiguration } from './guarded-crawler.ts';
import type { Pace } from './pace.ts';
import type { PageStore } from './page-store.ts';
import { summarise } from './page-summary.ts';
import { urlKey } from './page-url.ts';
import { revisitPages } from './revisit-pages.ts';
import { mayFetch } from './robots.ts';
import type { RobotsBook } from './robots-book.ts';
import type { Site } from './site.ts';
import type { Visit } from './visit.ts';

/** Parsing holds one core; more requests at once would only wait in memory. */
const MAX_CONCURRENCY = 12;
/** Failures that may pass are asked for three times in all. */
const MAX_RETRIES = 2;
/** Waiting for its turn at a slow host counts as handling; the fetcher and the parser have their own limits. */
const HANDLER_TIMEOUT_S = 900;

export type ReadPagesOptions = {
  readonly site: Site;
  readonly crawl: Crawl;
  readonly store: PageStore;
  readonly fetcher: Fetcher;
  readonly pace: Pace;
  readonly robots: RobotsBook;
  /** Names the settings and the extractor: a page that was made with others is read again. */
  readonly madeWith: string;
  /** The crawl was interrupted before. */
  readonly goesOn: boolean;
  /** Called after each page. */
  readonly onPage: () => Promise<void>;
};

/** Reads what the frontier gives out until nothing is left, Crawlee running requests side by side and retrying them. */
export async function readPages(options: ReadPagesOptions, ports: Pick<Platform, 'clock' | 'log'>): Promise<void> {
  const { site, crawl, store, fetcher, pace, robots, madeWith, onPage } = options;
  // Crawlee reports through its own logger; what matters lies in the store.
  crawleeLog.setLevel(LogLevel.OFF);
  /** Pages that were got and are to be read: at most one for each request that runs. */
  const answers = new Map<string, Fetched>();
  const permit = async (url: string) => {
    if (!mayFetch(await robots.of(url), url)) throw new PageNotRead({ kind: 'gone', reason: 'robots.txt asks not to read it' });
    await pace.turn(hostAndPort(url));
  };
  const requests = new FrontierRequests(crawl.frontier, revisitPages({ ...options, permit, answers }));
  const visited = (request: { readonly url: string }, visit: Visit) => crawl.visited(requests.entryOf(request), visit);
  const failed = (request: { readonly url: string }, error: Error) => {
    if (!isExpected(error) && !(error instanceof PageNotRead)) ports.log.error('page not read', { url: request.url }, error);
    visited(request, { kind: 'failed', reason: error.message });
  };
  const crawler = new GuardedCrawler(
    requests,
    {
      httpClient: guardedClient(fetcher, ports.clock, answers),
      log: new Log({ level: LogLevel.OFF }),
      minConcurrency: MAX_CONCURRENCY,
      maxConcurrency: MAX_CONCURRENCY,
      // How soon the next level begins and how soon the end is seen.
      autoscaledPoolOptions: { maybeRunIntervalSecs: 0.02 },
      // One more than we allow: Crawlee asks what to make of a failure only where it would try again.
      maxRequestRetries: MAX_RETRIES + 1,
      requestHandlerTimeoutSecs: HANDLER_TIMEOUT_S,
      navigationTimeoutSecs: HANDLER_TIMEOUT_S,
      useSessionPool: false,
      statisticsOptions: { saveErrorSnapshots: false, persistenceOptions: { enable: false } },
      preNavigationHooks: [({ request }) => (answers.has(request.url) ? undefined : permit(request.url))],
      requestHandler: async ({ request, $, response: { headers } }) => {
        const page = extractPage($.root().get(0)!, request.url, site, headers);
        const summary = summarise(page);
        const validators = {
          etag: headers.etag ?? null,
          lastModified: headers['last-modified'] ?? null,
          bodyHash: String(headers[BODY_HASH_HEADER]),
        };
        store.save({ key: urlKey(request.url), ...validators, madeWith, summary }, page.links, page.articles);
        crawl.visited(requests.entryOf(request), { kind: 'page' }, { summary, links: page.links });
        await onPage();
      },
      // Called before a retry: what asking again cannot change ends here.
      errorHandler: async ({ request }, error) => {
        const outcome = error instanceof PageNotRead ? error.outcome : null;
        if (outcome?.kind === 'redirect') visited(request, { kind: 'redirect', to: outcome.to });
        else if (outcome?.kind === 'missing') visited(request, { kind: 'missing', reason: outcome.reason });
        else if (outcome?.kind === 'gone') visited(request, { kind: 'left-out', reason: outcome.reason });
        else if (request.retryCount < MAX_RETRIES && (outcome?.kind === 'failed' ? outcome.retry : error instanceof UpstreamFailed)) {
          if (outcome?.kind === 'failed') pace.pause(hostAndPort(request.url), outcome.waitMs);
          return;
        } else if (error instanceof NotAllowed) visited(request, { kind: 'left-out', reason: error.message });
        else failed(request, error);
        request.noRetry = true;
      },
      failedRequestHandler: ({ request }, error) => {
        // Whatever did not end above is a fault of ours.
        if (!request.noRetry) throw error;
      },
    },
    quietConfiguration(),
  );
  await crawler.run();
}
