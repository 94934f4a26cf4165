import { type IRequestManager, Request } from 'crawlee';
import type { Entry, Frontier } from './frontier.ts';

/** The frontier as Crawlee asks for it. Crawlee's own queue knows no levels and costs more than the requests it holds. */
export class FrontierRequests implements IRequestManager {
  readonly #frontier: Frontier;
  readonly #entries = new Map<string, Entry>();
  readonly #again: Request[] = [];
  #handled = 0;

  constructor(frontier: Frontier) {
    this.#frontier = frontier;
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
    const entry = this.#frontier.take();
    if (!entry) return null;
    this.#entries.set(entry.url, entry);
    return new Request({ url: entry.url, uniqueKey: entry.url });
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
