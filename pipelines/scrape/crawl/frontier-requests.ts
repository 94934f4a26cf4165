import type { BasicCrawlerOptions, IRequestManager } from 'crawlee';
import { BasicCrawler, type Configuration, Request } from '../crawlee/crawlee.ts';
import type { Entry, Frontier } from './frontier.ts';
import type { Revisit } from './revisit-pages.ts';

/** Crawlee's crawler with a frontier in the place of its queue, which the options of its constructor know but refuse. */
export class FrontierCrawler extends BasicCrawler {
  constructor(requests: FrontierRequests, options: BasicCrawlerOptions, configuration: Configuration) {
    super(options, configuration);
    this.requestManager = requests;
  }
}

/** Crawlee waits for its next request some minutes at most; after this long it is told that there is none just now. */
const MAX_LOOK_MS = 30_000;

/**
 * The frontier as Crawlee asks for it: addresses that have to be read. Those that are known and unchanged are dealt with on the way, by
 * as many callers as Crawlee runs requests. Crawlee's own queue knows no levels and costs more than the requests it holds.
 */
export class FrontierRequests implements IRequestManager {
  readonly #frontier: Frontier;
  readonly #entries = new Map<string, Entry>();
  readonly #again: Request[] = [];
  readonly #revisit: Revisit;
  #handled = 0;

  constructor(frontier: Frontier, revisit: Revisit) {
    this.#frontier = frontier;
    this.#revisit = revisit;
  }

  /** The entry behind a request that is being handled. */
  entryOf(request: { readonly url: string }): Entry {
    const entry = this.#entries.get(request.url);
    if (!entry) throw new Error(`no request for ${request.url} is open`);
    return entry;
  }

  // biome-ignore lint/suspicious/noExplicitAny: the interface wants a request of whatever user data; ours carries none
  async fetchNextRequest(): Promise<Request<any> | null> {
    const again = this.#again.shift();
    if (again) return again;
    const until = Date.now() + MAX_LOOK_MS;
    for (let entry = this.#frontier.take(); entry; entry = Date.now() < until ? this.#frontier.take() : null) {
      if (!(await this.#revisit(entry))) {
        this.#entries.set(entry.url, entry);
        return new Request({ url: entry.url, uniqueKey: entry.url });
      }
      this.#handled++;
      this.#frontier.done();
    }
    return null;
  }

  async markRequestHandled(request: Request): Promise<void> {
    this.#handled++;
    this.#entries.delete(request.url);
    this.#frontier.done();
  }

  async reclaimRequest(request: Request): Promise<null> {
    this.#again.push(request);
    return null;
  }

  async isEmpty(): Promise<boolean> {
    return this.#again.length === 0 && this.#frontier.isWaiting;
  }

  async isFinished(): Promise<boolean> {
    return this.#again.length === 0 && this.#frontier.isFinished;
  }

  async handledCount(): Promise<number> {
    return this.#handled;
  }

  getTotalCount(): number {
    return this.#frontier.size;
  }

  getPendingCount(): number {
    return this.#frontier.size - this.#handled;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Request> {
    for (let request = await this.fetchNextRequest(); request; request = await this.fetchNextRequest()) yield request;
  }

  addRequest(): Promise<never> {
    return Promise.reject(new Error('addresses are added to the frontier, not to the crawler'));
  }

  addRequestsBatched(): Promise<never> {
    return this.addRequest();
  }
}
