import type { IRequestManager } from 'crawlee';
import { Request } from '../crawlee/crawlee.ts';

/** A page that somebody waits for. */
export type Job<Result> = { readonly url: string; readonly done: (result: Result) => void; readonly fail: (error: Error) => void };

/** Jobs as Crawlee asks for them, one after the other, as long as the renderer is open. Two jobs may be for the same address. */
export class RenderRequests<Result> implements IRequestManager {
  readonly #waiting: Request[] = [];
  readonly #jobs = new Map<string, Job<Result>>();
  #total = 0;
  #closed: Error | null = null;

  add(job: Job<Result>): void {
    const uniqueKey = String(++this.#total);
    if (this.#closed) {
      job.fail(this.#closed);
      return;
    }
    this.#jobs.set(uniqueKey, job);
    this.#waiting.push(new Request({ url: job.url, uniqueKey }));
  }

  /** The job behind a request, which is then over; none when it was given up. */
  take(request: { readonly uniqueKey: string }): Job<Result> | undefined {
    const job = this.#jobs.get(request.uniqueKey);
    this.#jobs.delete(request.uniqueKey);
    return job;
  }

  /** Nothing comes after this; what waits fails. */
  close(reason: Error): void {
    this.#closed = reason;
    this.#waiting.length = 0;
    for (const job of this.#jobs.values()) job.fail(reason);
    this.#jobs.clear();
  }

  // biome-ignore lint/suspicious/noExplicitAny: the interface wants a request of whatever user data; ours carries none
  async fetchNextRequest(): Promise<Request<any> | null> {
    return this.#waiting.shift() ?? null;
  }

  async markRequestHandled(): Promise<void> {}

  async reclaimRequest(request: Request): Promise<null> {
    this.#waiting.push(request);
    return null;
  }

  async isEmpty(): Promise<boolean> {
    return this.#waiting.length === 0;
  }

  async isFinished(): Promise<boolean> {
    return this.#closed !== null;
  }

  async handledCount(): Promise<number> {
    return this.#total - this.#jobs.size;
  }

  getTotalCount(): number {
    return this.#total;
  }

  getPendingCount(): number {
    return this.#jobs.size;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Request> {
    for (let request = await this.fetchNextRequest(); request; request = await this.fetchNextRequest()) yield request;
  }

  addRequest(): Promise<never> {
    return Promise.reject(new Error('pages are added with add()'));
  }

  addRequestsBatched(): Promise<never> {
    return this.addRequest();
  }
}
