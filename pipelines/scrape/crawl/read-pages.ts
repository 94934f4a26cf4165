import { sha256 } from '#core/domain/digest.ts';
import { InvalidInput, isExpected, NotAllowed, UpstreamFailed } from '#core/domain/errors.ts';
import type { Platform } from '#core/ports/platform.ts';
import { quietConfiguration, quietLog } from '../crawlee/quiet-crawler.ts';
import type { PageReaders } from '../extract/page-readers.ts';
import { type Fetched, type Fetcher, hostAndPort } from '../fetch/fetcher.ts';
import type { Pace } from '../fetch/pace.ts';
import { isHtmlPage, pageOutcome } from '../fetch/page-outcome.ts';
import { mayFetch } from '../fetch/robots.ts';
import type { RobotsBook } from '../fetch/robots-book.ts';
import { urlKey } from '../page-url.ts';
import type { Renderer } from '../render/render-pages.ts';
import type { Site } from '../site.ts';
import type { Crawl } from './crawl.ts';
import type { Entry } from './frontier.ts';
import { FrontierCrawler, FrontierRequests } from './frontier-requests.ts';
import type { PageStore } from './page-store.ts';
import { revisitPages } from './revisit-pages.ts';

/** Enough to hide the way to the server; more requests at once would only wait in memory. */
const MAX_CONCURRENCY = 12;
/** Failures that may pass are asked for three times in all. */
const MAX_RETRIES = 2;
/** Waiting for its turn at a slow host counts as handling; the fetcher and the readers have their own limits. */
const HANDLER_TIMEOUT_S = 900;

/** Names no settings, so that the page is read each time: what its scripts fetch may change while the page does not. */
const RENDERED = 'rendered';

export type ReadPagesOptions = {
  readonly site: Site;
  readonly crawl: Crawl;
  readonly store: PageStore;
  readonly fetcher: Fetcher;
  readonly readers: PageReaders;
  /** For pages that have no text before their scripts run; null where they are not to be run. */
  readonly renderer: Renderer | null;
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
  const { crawl, fetcher, pace, robots } = options;
  /** Pages that were got and are to be read: at most one for each request that runs. */
  const answers = new Map<string, Fetched>();
  /** Resolves to false when the address may not be asked for, else when its turn has come. */
  const permit = async (url: string) => {
    if (!mayFetch(await robots.of(url), url)) return false;
    await pace.turn(hostAndPort(url));
    return true;
  };
  const visitPage = async (entry: Entry, isLastTry: boolean) => {
    try {
      const answer = answers.get(entry.url) ?? ((await permit(entry.url)) ? await fetcher.get(entry.url, { wants: isHtmlPage }) : null);
      answers.delete(entry.url);
      if (!answer) crawl.visited(entry, { kind: 'left-out', reason: 'robots.txt asks not to read it' });
      else await visitAnswer(entry, answer, isLastTry, options, ports);
    } catch (error) {
      if (error instanceof InvalidInput || !(error instanceof Error)) throw error;
      if (error instanceof UpstreamFailed && error.retryable && !isLastTry) throw error;
      if (!isExpected(error)) ports.log.error('page not read', { url: entry.url }, error);
      crawl.visited(entry, { kind: error instanceof NotAllowed ? 'left-out' : 'failed', reason: error.message });
    }
  };
  const requests = new FrontierRequests(
    crawl.frontier,
    revisitPages({ ...options, permit, answers, isRendering: options.renderer !== null }),
  );
  let fault: Error | null = null;
  const crawler = new FrontierCrawler(
    requests,
    {
      log: quietLog(),
      minConcurrency: MAX_CONCURRENCY,
      maxConcurrency: MAX_CONCURRENCY,
      // How soon the next level begins and how soon the end is seen.
      autoscaledPoolOptions: { maybeRunIntervalSecs: 0.02 },
      maxRequestRetries: MAX_RETRIES,
      requestHandlerTimeoutSecs: HANDLER_TIMEOUT_S,
      useSessionPool: false,
      statisticsOptions: { saveErrorSnapshots: false, persistenceOptions: { enable: false } },
      requestHandler: ({ request }) => visitPage(requests.entryOf(request), request.retryCount === MAX_RETRIES),
      // Only what asking again cannot mend comes here: a wrong setting, or a fault of ours.
      failedRequestHandler: (_, error) => {
        fault ??= error;
        crawl.frontier.stop();
      },
      errorHandler: ({ request }, error) => {
        request.noRetry = !(error instanceof UpstreamFailed);
      },
    },
    quietConfiguration(),
  );
  await crawler.run();
  if (fault) throw fault;
}

/** Notes what an answer means, and reads the page in it. Throws UpstreamFailed where asking again may help and is allowed. */
async function visitAnswer(
  entry: Entry,
  answer: Fetched,
  isLastTry: boolean,
  { site, crawl, store, readers, renderer, pace, madeWith, onPage }: ReadPagesOptions,
  { clock }: Pick<Platform, 'clock'>,
): Promise<void> {
  const outcome = pageOutcome(answer, clock.now());
  switch (outcome.kind) {
    case 'redirect':
      return crawl.visited(entry, { kind: 'redirect', to: outcome.to });
    case 'unchanged':
      return crawl.visited(entry, { kind: 'failed', reason: 'the server says that it is as it was, which nobody asked (HTTP 304)' });
    case 'missing':
      return crawl.visited(entry, { kind: 'missing', reason: outcome.reason });
    case 'gone':
      return crawl.visited(entry, { kind: 'left-out', reason: outcome.reason });
    case 'failed':
      if (!outcome.retry || isLastTry) return crawl.visited(entry, { kind: 'failed', reason: outcome.reason });
      pace.pause(hostAndPort(entry.url), outcome.waitMs);
      throw new UpstreamFailed(outcome.reason);
    case 'page': {
      const { body, headers } = answer;
      const validators = { etag: headers.etag ?? null, lastModified: headers['last-modified'] ?? null, bodyHash: sha256(body) };
      let made = madeWith;
      let page = await readers.read({ url: entry.url, body, headers, options: site });
      if (page?.summary.needsScript && renderer) {
        const rendered = await renderer.render(entry.url);
        const to = rendered.leadsTo ?? rendered.url;
        if (urlKey(to) !== urlKey(entry.url)) return crawl.visited(entry, { kind: 'redirect', to });
        if (rendered.status !== 200) {
          const reason = `the server answered the browser with HTTP ${rendered.status}`;
          return crawl.visited(entry, { kind: 'failed', reason });
        }
        const sent = {
          url: entry.url,
          body: Buffer.from(rendered.html),
          headers: { ...headers, 'content-type': 'text/html; charset=utf-8' },
        };
        page = await readers.read({ ...sent, options: site });
        made = RENDERED;
      }
      if (!page) return crawl.visited(entry, { kind: 'left-out', reason: 'no HTML page but bytes that are no text' });
      store.save({ key: urlKey(entry.url), ...validators, madeWith: made, summary: page.summary }, page.links, page.articles);
      crawl.visited(entry, { kind: 'page' }, { summary: page.summary, links: page.links.split('\n') });
      await onPage();
    }
  }
}
