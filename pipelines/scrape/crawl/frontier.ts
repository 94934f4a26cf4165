import { byCodePoint, urlKey } from '../page-url.ts';

/** Search forms, calendars and filters make any number of queries for one path; real docs need few. */
const MAX_QUERIES_PER_PATH = 200;
/** As many as browsers follow. */
const MAX_REDIRECTS = 10;

type Entry = { readonly url: string; readonly depth: number; readonly redirects: number };

/**
 * The addresses of a crawl, level by level: a level is given out only when the one before it is done, and in the order of its
 * addresses. So which pages fall under the limits does not depend on which answer came first.
 */
export class Frontier {
  readonly #limits: { readonly maxPages: number; readonly maxDepth: number };
  readonly #known = new Set<string>();
  readonly #asked = new Set<string>();
  /** Other spellings of an address, for the case that the first one is missing. */
  readonly #spellings = new Map<string, Set<string>>();
  readonly #queries = new Map<string, number>();
  #next: Entry[] = [];
  #level: Entry[] = [];
  #open = 0;
  #isStopped = false;
  /** Addresses that were left out for {@link MAX_QUERIES_PER_PATH} or `maxPages`. */
  leftOut = 0;

  constructor(limits: { readonly maxPages: number; readonly maxDepth: number }) {
    this.#limits = limits;
  }

  /** How many addresses were given out or wait. */
  get size(): number {
    return this.#asked.size + this.#level.length + this.#next.length;
  }

  /** Adds a normalised address found `depth` links away from a start, unless it is known. */
  offer(url: string, depth: number): void {
    if (depth > this.#limits.maxDepth) return;
    const key = urlKey(url);
    if (this.#known.has(key)) this.#spell(key, url);
    else this.#add({ url, depth, redirects: 0 }, key);
  }

  /** Adds where `from` redirected to. Returns why it is not followed, or null when it is followed or known. */
  offerRedirect(from: Entry, to: string): string | null {
    if (from.redirects >= MAX_REDIRECTS) return `redirects more than ${MAX_REDIRECTS} times`;
    const key = urlKey(to);
    // `/setup` that redirects to `/setup/` has the same key but is another request.
    if (this.#asked.has(to) || (this.#known.has(key) && key !== urlKey(from.url))) return null;
    this.#add({ url: to, depth: from.depth, redirects: from.redirects + 1 }, key);
    return null;
  }

  /** Adds another spelling of an address that is missing. Returns false when there is none left. */
  offerSpelling(missing: Entry): boolean {
    const key = urlKey(missing.url);
    const [other] = [...(this.#spellings.get(key) ?? [])].filter((url) => !this.#asked.has(url)).sort(byCodePoint);
    if (other) this.#add({ ...missing, url: other }, key);
    return other !== undefined;
  }

  /** The next address to ask for, or null when there is none now: more may come while others are open. */
  take(): Entry | null {
    if (this.#level.length === 0 && this.#open === 0) this.#nextLevel();
    const entry = this.#level.pop();
    if (!entry) return null;
    this.#open++;
    this.#asked.add(entry.url);
    return entry;
  }

  /** Gives out nothing more: the crawl ends when what was taken is dealt with. */
  stop(): void {
    this.#isStopped = true;
    this.#level = [];
    this.#next = [];
  }

  /** An address that was taken is dealt with. */
  done(): void {
    this.#open--;
  }

  get isWaiting(): boolean {
    return this.#level.length === 0 && (this.#open > 0 || this.#next.length === 0);
  }

  get isFinished(): boolean {
    return this.#level.length === 0 && this.#open === 0 && this.#next.length === 0;
  }

  #add(entry: Entry, key: string): void {
    this.#known.add(key);
    if (!this.#isStopped) this.#next.push(entry);
  }

  #spell(key: string, url: string): void {
    if (this.#asked.has(url)) return;
    const spellings = this.#spellings.get(key) ?? new Set<string>();
    this.#spellings.set(key, spellings.add(url));
  }

  #nextLevel(): void {
    for (const entry of this.#next.sort((a, b) => byCodePoint(a.url, b.url))) {
      if (this.#asked.size + this.#level.length < this.#limits.maxPages && this.#hasRoomForQuery(entry.url)) this.#level.push(entry);
      else this.leftOut++;
    }
    // Taken from the end.
    this.#level.reverse();
    this.#next = [];
  }

  #hasRoomForQuery(url: string): boolean {
    const [path, query] = url.split('?');
    if (query === undefined || !path) return true;
    const count = (this.#queries.get(path) ?? 0) + 1;
    this.#queries.set(path, count);
    return count <= MAX_QUERIES_PER_PATH;
  }
}

export type { Entry };
