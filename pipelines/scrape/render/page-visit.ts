import type { Browser, CDPSession, Page, Response } from 'playwright-core';
import { LimitReached, NotAllowed, UpstreamFailed } from '#core/domain/errors.ts';
import { CONTEXT_OPTIONS, guardPage, type PageGuard } from './page-guard.ts';
import { type PageProgress, pageProgress, untilSettled, watchRequests } from './page-settled.ts';
import { type PageSnapshot, snapshotPage } from './page-snapshot.ts';
import type { ProxyPass, Refused } from './proxy-pass.ts';

/** As for pages that are fetched: the article of a page is a small part of it. */
const MAX_HTML_LENGTH = 10 * 1024 * 1024;
/** The parser reads no deeper either. */
const MAX_DEPTH = 512;
/** Our own scripts in the page; a page of 200,000 elements takes about a second. */
const SCRIPT_TIMEOUT_MS = 8_000;
/** A page that does not close by then is stopped by force. */
const CLOSE_MS = 2_000;

/** A page as a reader with a browser sees it. */
export type RenderedPage = {
  /** Where the main document came from, redirects followed. */
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** After the scripts ran, see {@link snapshotPage}. */
  readonly html: string;
  /** Where a script or a refresh of the page wanted to go; it was not followed. */
  readonly leadsTo?: string | undefined;
  /** What the page asked for and was not given. */
  readonly refused: readonly Refused[];
};

export type VisitLimits = {
  /** From asking for the page to its HTML. */
  readonly pageMs: number;
  /** How long scripts may fill it. */
  readonly settleMs: number;
};

/** One page in the browser, with its own context and its own pass through the proxy. */
export class PageVisit {
  readonly page: Page;
  readonly #pass: ProxyPass;
  readonly #session: CDPSession;
  readonly #guard: PageGuard;
  readonly #requests: ReturnType<typeof watchRequests>;
  /** Rejects when the page crashes or its time is over. */
  readonly #broken: Promise<never>;
  #break: (error: Error) => void = () => {};
  #deadline: NodeJS.Timeout | undefined;
  #url = '';
  #crash = '';

  private constructor(page: Page, pass: ProxyPass, session: CDPSession, guard: PageGuard, whyCrashed: () => string) {
    this.page = page;
    this.#pass = pass;
    this.#session = session;
    this.#guard = guard;
    this.#requests = watchRequests(page);
    this.#broken = new Promise((_done, fail) => {
      this.#break = fail;
    });
    // Whoever waits sees it; when nobody does there is nothing to tell.
    this.#broken.catch(() => undefined);
    page.on('crash', () => {
      this.#crash = whyCrashed();
      this.#break(this.#crashed());
    });
    const close = page.close.bind(page);
    page.close = async (options) => {
      clearTimeout(this.#deadline);
      pass.end();
      const timer = setTimeout(() => this.stop(), CLOSE_MS);
      await close(options).finally(() => clearTimeout(timer));
    };
  }

  /** `whyCrashed` is asked when the page crashes: what we did about it, or nothing. */
  static async open(newPage: Browser['newPage'], proxyAddress: string, pass: ProxyPass, whyCrashed: () => string): Promise<PageVisit> {
    const proxy = { server: proxyAddress, bypass: '<-loopback>', username: pass.username, password: pass.password };
    const page = await newPage({ ...CONTEXT_OPTIONS, proxy });
    // Crawlee opens one page after the other, so what can be done side by side is.
    const [guard, session] = await Promise.all([guardPage(page), page.context().newCDPSession(page)]);
    return new PageVisit(page, pass, session, guard, whyCrashed);
  }

  begin(url: string, { pageMs }: VisitLimits): void {
    this.#url = url;
    this.#pass.begin(url);
    this.#deadline = setTimeout(() => this.#break(this.#tooSlow(pageMs)), pageMs);
  }

  /** Waits for what scripts add and writes the page down. */
  async read(response: Response | null | undefined, limits: VisitLimits): Promise<RenderedPage> {
    const url = this.page.url();
    const problem = this.#pass.problemOf(url);
    if (problem && (!response || response.status() === 403 || response.status() === 502)) throw this.#inContext(problem);
    if (!response) throw new UpstreamFailed(`${this.#url} gave no page`, { retryable: false });
    const progress = () => this.#evaluate<PageProgress>(pageProgress);
    await untilSettled(progress, this.#requests, () => this.#guard.leadsTo() !== undefined, limits.settleMs);
    if (this.#pass.isOverLimit) throw this.#overLimit();
    const snapshot = await this.#evaluate<PageSnapshot>(snapshotPage, MAX_HTML_LENGTH, MAX_DEPTH);
    if ('limit' in snapshot) throw new LimitReached(`${this.#url} became ${snapshot.limit}; it was not read`, 'too_large');
    return {
      url: response.url(),
      status: response.status(),
      headers: response.headers(),
      html: snapshot.html,
      leadsTo: this.#guard.leadsTo(),
      refused: this.#pass.refused,
    };
  }

  /** A failure of the browser in words about the page. */
  explain(error: Error, { pageMs }: VisitLimits): Error {
    if (error instanceof NotAllowed || error instanceof LimitReached || error instanceof UpstreamFailed) return error;
    if (this.#pass.isOverLimit) return this.#overLimit();
    const problem = [this.page.url(), this.#url, ...this.#pass.refused.map(({ url }) => url)]
      .map((url) => this.#pass.problemOf(url))
      .find(Boolean);
    if (/ERR_TUNNEL_CONNECTION_FAILED|ERR_EMPTY_RESPONSE|ERR_PROXY/.test(error.message) && problem) return this.#inContext(problem);
    if (/Timeout \d+ms exceeded|timed out/i.test(error.message)) return this.#tooSlow(pageMs);
    if (/Download is starting/.test(error.message))
      return new UpstreamFailed(`${this.#url} is a download, no page`, { cause: error, retryable: false });
    if (/Page crashed|Target crashed/.test(error.message)) return this.#crashed();
    const [, code] = /net::(ERR_\w+)/.exec(error.message) ?? [];
    return new UpstreamFailed(`${this.#url} cannot be rendered: ${code ?? error.message.split('\n')[0]}`, { cause: error });
  }

  /** Ends the page's process from outside, so that a script that never returns is no obstacle. */
  stop(): void {
    // Answered by nobody when it worked.
    this.#session.send('Page.crash').catch(() => undefined);
  }

  async #evaluate<Value>(script: (...values: never[]) => Value, ...values: readonly number[]): Promise<Value> {
    const run = async () => {
      const { frameTree } = await this.#session.send('Page.getFrameTree');
      const world = { frameId: frameTree.frame.id, worldName: 'threadwell' };
      const { executionContextId } = await this.#session.send('Page.createIsolatedWorld', world);
      return this.#session.send('Runtime.evaluate', {
        contextId: executionContextId,
        expression: `(${script})(${values.join()})`,
        returnByValue: true,
        timeout: SCRIPT_TIMEOUT_MS,
      });
    };
    const { result, exceptionDetails } = await Promise.race([run(), this.#broken]);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as Value;
  }

  #inContext(problem: Error): Error {
    const message = `${this.#url} cannot be rendered: ${problem.message}`;
    return problem instanceof NotAllowed ? new NotAllowed(message) : new UpstreamFailed(message, { cause: problem });
  }

  #crashed(): Error {
    if (this.#crash) return new LimitReached(`${this.#url} ${this.#crash}; it was not read`, 'too_large');
    return new UpstreamFailed(`${this.#url} crashed the browser's page`, { retryable: false });
  }

  #overLimit(): LimitReached {
    return new LimitReached(`${this.#url} loads more than a page may; it was not read`, 'too_large');
  }

  #tooSlow(pageMs: number): UpstreamFailed {
    return new UpstreamFailed(`${this.#url} was not rendered within ${pageMs / 1_000} s`, { retryable: false });
  }
}
