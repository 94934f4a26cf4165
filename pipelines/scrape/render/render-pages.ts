import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdtemp, rm } from 'node:fs/promises';
import type { LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Configuration, PlaywrightCrawlerOptions } from 'crawlee';
import { type Browser, chromium, type Page } from 'playwright-core';
import { InvalidInput, isExpected, NotAllowed, UpstreamFailed } from '#core/domain/errors.ts';
import { log as crawleeLog, Log, LogLevel, PlaywrightCrawler } from '../crawlee/crawlee.ts';
import { quietConfiguration } from '../crawlee/quiet-crawler.ts';
import { launchOptions } from './browser-launch.ts';
import { openFilteringProxy } from './filtering-proxy.ts';
import { findBrowser } from './find-browser.ts';
import { MAX_RENDERER_BYTES, watchMemory } from './memory-watch.ts';
import { PageVisit, type RenderedPage, type VisitLimits } from './page-visit.ts';
import { RenderRequests } from './render-requests.ts';

/** Each page is a process of some 150 MB and keeps a core busy while it fills. */
const MAX_PAGES_AT_ONCE = 2;
/** A browser that ended by itself is started once more for the page that met it. */
const MAX_RETRIES = 1;
/** Chromium's memory grows with the pages it has shown. */
const PAGES_PER_BROWSER = 100;
const LIMITS: VisitLimits = { pageMs: 30_000, settleMs: 10_000 };
/** A browser that does not end by then is killed. */
const CLOSE_MS = 5_000;
/** Longer than any crawl: an idle browser is kept, because starting one costs more than a page. */
const NEVER_S = 1_000_000;

/** Renders pages in a browser whose every connection goes through our filtering proxy. */
export type Renderer = {
  /**
   * The page after its scripts ran. Throws NotAllowed (an address that is not public, a port that is not the web's), LimitReached (too
   * large, too deep, too much memory) or UpstreamFailed (unreachable, a download, a crash, not done in time).
   */
  readonly render: (url: string) => Promise<RenderedPage>;
  readonly close: () => Promise<void>;
};

export type RendererOptions = {
  readonly userAgent: string;
  /** The `host:port` that may be private, as `hostAndPort` gives them. */
  readonly openHosts: ReadonlySet<string>;
  /** CHROME_PATH; without it an installed Chromium is looked for. */
  readonly browserPath?: string | undefined;
  /** Chromium's sandbox does not work for root; without it, a hole in Chromium is a hole in this machine. */
  readonly unsandboxed: boolean;
  readonly limits?: Partial<VisitLimits>;
  /** Replaces the resolver of names. */
  readonly lookup?: LookupFunction | undefined;
};

/** Work of the renderer belongs to no caller: Crawlee ends what runs inside of a request that was given up. */
const outside = AsyncLocalStorage.snapshot();

/** Starts the browser. Throws InvalidInput when there is none, or none that starts. */
export async function openRenderer(options: RendererOptions): Promise<Renderer> {
  const browserPath = findBrowser(options.browserPath);
  if (!options.unsandboxed && process.getuid?.() === 0)
    throw new InvalidInput(
      '--render as root needs --render-unsandboxed, because Chromium has no sandbox for root; or run it as another user',
    );
  return outside(() => start(options, browserPath));
}

async function start(options: RendererOptions, browserPath: string): Promise<Renderer> {
  // Crawlee reports through its own logger; what matters comes back as results and errors.
  crawleeLog.setLevel(LogLevel.OFF);
  const limits = { ...LIMITS, ...options.limits };
  const proxy = await openFilteringProxy(options);
  const folder = await mkdtemp(path.join(tmpdir(), 'threadwell-browser-'));
  const requests = new RenderRequests<RenderedPage>();
  const visits = new Map<unknown, PageVisit>();
  const browserPids = new Set<number>();
  let killed = 0;
  let isClosed = false;

  const whyCrashed = () => {
    if (killed === 0) return '';
    killed--;
    return `took over ${MAX_RENDERER_BYTES / 1024 / 1024} MB of memory in the browser`;
  };
  /** Crawlee asks the browser for pages; this is where they get their context and their pass. */
  const prepare = async (browser: Browser) => {
    if (isClosed) await browser.close();
    const newPage = browser.newPage.bind(browser);
    browser.newPage = async () => {
      const visit = await PageVisit.open(newPage, proxy.address, proxy.admit(), whyCrashed);
      visits.set(visit.page, visit);
      visit.page.once('close', () => visits.delete(visit.page));
      return visit.page;
    };
    const memory = await watchMemory(
      browser,
      () => visits.size > 0,
      () => killed++,
    );
    if (memory.browserPid) browserPids.add(memory.browserPid);
    browser.once('disconnected', () => {
      memory.stop();
      if (memory.browserPid) browserPids.delete(memory.browserPid);
    });
  };

  const crawler: RenderCrawler = new RenderCrawler(
    requests,
    {
      launchContext: {
        launcher: chromium,
        userAgent: options.userAgent,
        useIncognitoPages: true,
        launchOptions: launchOptions({ browserPath, proxyAddress: proxy.address, isSandboxed: !options.unsandboxed, folder }),
      },
      browserPoolOptions: {
        useFingerprints: false,
        maxOpenPagesPerBrowser: MAX_PAGES_AT_ONCE,
        retireBrowserAfterPageCount: PAGES_PER_BROWSER,
        retireInactiveBrowserAfterSecs: NEVER_S,
        postLaunchHooks: [
          async (_page, controller) => {
            await prepare(controller.browser);
            controller.browser.once('disconnected', () => crawler.browserPool.retireBrowserController(controller));
          },
        ],
      },
      log: new Log({ level: LogLevel.OFF }),
      minConcurrency: MAX_PAGES_AT_ONCE,
      maxConcurrency: MAX_PAGES_AT_ONCE,
      autoscaledPoolOptions: { maybeRunIntervalSecs: 0.1 },
      maxRequestRetries: MAX_RETRIES,
      maxSessionRotations: 0,
      navigationTimeoutSecs: limits.pageMs / 1_000,
      requestHandlerTimeoutSecs: limits.pageMs / 1_000,
      useSessionPool: false,
      statisticsOptions: { saveErrorSnapshots: false, persistenceOptions: { enable: false } },
      preNavigationHooks: [
        ({ page, request }, gotoOptions) => {
          // What comes after is waited for by the visit: a page that wants to go elsewhere never has its content loaded.
          gotoOptions.waitUntil = 'commit';
          visits.get(page)?.begin(request.url, limits);
        },
      ],
      requestHandler: async ({ page, request, response }) => {
        const rendered = await visits.get(page)!.read(response, limits);
        requests.take(request)?.done(rendered);
      },
      // Called before a retry, which is for a browser that is gone and for nothing else.
      errorHandler: ({ request }, error) => {
        request.noRetry = isClosed || !/browser has been closed|newPage\(\) (?:failed|timed out)/.test(error.message);
      },
      failedRequestHandler: ({ page, request }, error) => {
        const visit = visits.get(page);
        requests.take(request)?.fail(visit ? visit.explain(error, limits) : unexplained(request.url, error));
        // It may still be running its scripts.
        visit?.stop();
      },
    },
    quietConfiguration(),
  );

  const close = async () => {
    isClosed = true;
    requests.close(new UpstreamFailed('the renderer was closed', { retryable: false }));
    const ended = Promise.allSettled([crawler.browserPool.destroy(), running]);
    await Promise.race([ended, new Promise((done) => setTimeout(done, CLOSE_MS).unref())]);
    for (const pid of browserPids) killIfThere(pid);
    await ended;
    await proxy.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };

  let running: Promise<unknown> = Promise.resolve();
  try {
    // A browser that does not start is told here, not with the first page.
    const page: Page = await crawler.browserPool.newPage();
    await page.close();
  } catch (error) {
    await close();
    throw new InvalidInput(`${browserPath} does not start: ${launchFailure(error as Error)}`, { cause: error });
  }
  running = crawler.run().catch((error: Error) => requests.close(unexplained(browserPath, error)));
  let closing: Promise<void> | undefined;
  return {
    render: (url) => {
      if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
        return Promise.reject(new NotAllowed(`${url.slice(0, 200)} is no http(s) address`));
      return new Promise((done, fail) => {
        requests.add({ url: new URL(url).href, done, fail });
        outside(() => crawler.autoscaledPool?.notify());
      });
    },
    close: () => {
      closing ??= outside(close);
      return closing;
    },
  };
}

/** The options of Crawlee's browser crawler do not take a request manager, its base class does. */
class RenderCrawler extends PlaywrightCrawler {
  constructor(requests: RenderRequests<RenderedPage>, options: PlaywrightCrawlerOptions, configuration: Configuration) {
    super(options, configuration);
    this.requestManager = requests;
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function unexplained(what: string, error: Error): Error {
  return isExpected(error) ? error : new UpstreamFailed(`${what} cannot be rendered: ${error.message.split('\n')[0]}`, { cause: error });
}

/** Chromium says a lot before it ends; one line is for a person. */
function launchFailure(error: Error): string {
  const text = `${error.message}\n${(error.cause as Error | undefined)?.message ?? ''}`;
  if (/no usable sandbox|sandboxing failed|setuid sandbox|namespace/i.test(text))
    return 'its sandbox is not available here (user namespaces are closed); allow them, or use --render-unsandboxed in a container of its own';
  return /(?:error while loading shared libraries|FATAL|ERROR):? ?(.{1,200})/.exec(text)?.[0] ?? text.split('\n')[0]!;
}
