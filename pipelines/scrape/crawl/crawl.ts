import { UpstreamFailed } from '#core/domain/errors.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { PageSummary } from '../extract/page-summary.ts';
import { normaliseUrl, urlKey } from '../page-url.ts';
import type { Site } from '../site.ts';
import { type Entry, Frontier } from './frontier.ts';
import type { PageStore } from './page-store.ts';
import { type Scope, siteScope } from './scope.ts';
import type { Visit } from './visit.ts';

export type Skipped = { readonly url: string; readonly reason: string };

const CIRCLE = 'its redirects lead in a circle';
/** So many addresses in a row fail only where the site does; asking for the rest would help neither side. */
const MAX_FAILURES_IN_A_ROW = 25;
/** Links as written that are remembered as looked at. Mazes write more; then they are looked at again, which costs time and no memory. */
const MAX_FOLLOWED = 500_000;

/** What a crawl makes of each address: where it leads, and why nothing was read there. Pages lie in the store. */
export class Crawl {
  readonly frontier: Frontier;
  readonly #site: Site;
  readonly #store: PageStore;
  /** Start addresses and what they were redirected to. */
  readonly #starts = new Set<string>();
  #scope: Scope;
  /** Links as written that were looked at. */
  readonly #followed = new Set<string>();
  #pages = 0;
  #pagesRead = 0;
  #redirects = 0;
  #failuresInARow = 0;
  #firstReason: string | null = null;
  /** The site itself seems to fail, and the crawl was given up. */
  #hopeless: string | null = null;

  constructor(site: Site, store: PageStore) {
    this.#site = site;
    this.#store = store;
    this.frontier = new Frontier(site);
    this.#scope = siteScope(site);
  }

  /** Pages found so far, and how many of them were new or changed. */
  get pages(): number {
    return this.#pages;
  }

  get pagesRead(): number {
    return this.#pagesRead;
  }

  get scope(): Scope {
    return this.#scope;
  }

  begin(sitemapPages: readonly string[]): void {
    for (const start of this.#site.start) {
      const url = normaliseUrl(start) ?? start;
      this.#starts.add(url);
      this.frontier.offer(url, 0);
    }
    this.#follow(sitemapPages, 0);
  }

  /** Notes what became of an address and follows where it leads. `page` is what was read there, where it is at hand. */
  visited(entry: Entry, visit: Visit, page?: { readonly summary: PageSummary; readonly links: readonly string[] }): void {
    const reason = this.replay(entry, visit, page);
    this.#store.note(entry.url, visit, reason);
    if (page) this.#pagesRead++;
    this.#failuresInARow = visit.kind === 'failed' ? this.#failuresInARow + 1 : 0;
    if (visit.kind !== 'failed' || this.#failuresInARow < MAX_FAILURES_IN_A_ROW) return;
    this.#hopeless ??= visit.reason;
    this.frontier.stop();
  }

  /** Follows where a visit leads, as this crawl noted it before it was interrupted. Returns why nothing was read there. */
  replay(entry: Entry, visit: Visit, page?: { readonly summary: PageSummary; readonly links: readonly string[] }): string | null {
    const reason = this.#reasonOf(entry, visit, page);
    this.#firstReason ??= reason;
    return reason;
  }

  #reasonOf(entry: Entry, visit: Visit, page?: { readonly summary: PageSummary; readonly links: readonly string[] }): string | null {
    const key = urlKey(entry.url);
    switch (visit.kind) {
      case 'redirect':
        return this.#redirect(entry, visit.to);
      case 'page':
        return this.#page(entry, page?.summary ?? this.#store.page(key)!.summary, page?.links ?? this.#store.links(key));
      case 'left-out':
        return this.frontier.offerSpelling(entry) ? null : visit.reason;
      case 'missing':
      case 'failed':
        if (visit.kind === 'missing' && this.frontier.offerSpelling(entry)) return null;
        // What it led to when it was read last is still part of the site.
        this.#follow(this.#store.links(key), entry.depth + 1);
        return visit.reason;
    }
  }

  #page(entry: Entry, page: PageSummary, links: readonly string[]): string | null {
    // A page may also refresh itself.
    if (page.refreshTo && urlKey(page.refreshTo) !== urlKey(entry.url)) return this.#redirect(entry, page.refreshTo);
    this.#follow(page.canonical ? [...links, page.canonical] : links, entry.depth + 1);
    if (page.isNoindex) return 'the page asks not to be indexed (noindex)';
    this.#pages++;
    return null;
  }

  #redirect(entry: Entry, target: string): string | null {
    const to = normaliseUrl(target);
    if (to && this.#starts.has(entry.url) && !this.#scope.covers(to)) {
      this.#starts.add(to);
      this.#scope = siteScope(this.#site, [...this.#starts]);
      this.#followed.clear();
    }
    if (!to || !this.#scope.covers(to)) return `redirects to ${to ?? target.slice(0, 200)}, which is not part of the site`;
    this.#redirects++;
    return to === entry.url ? CIRCLE : this.frontier.offerRedirect(entry, to);
  }

  /** Returns what the limits left out. Throws UpstreamFailed when nothing of the site could be read. */
  end(log: Platform['log']): Skipped[] {
    const [start] = this.#starts;
    if (this.#hopeless)
      throw new UpstreamFailed(
        `${start}: ${MAX_FAILURES_IN_A_ROW} addresses in a row failed (${this.#hopeless}); scrape again when the site works`,
      );
    if (!this.frontier.isFinished) throw new UpstreamFailed(`the crawl of ${start} was interrupted; scrape again`);
    if (this.#pages === 0) {
      const why = this.#firstReason ?? (this.#redirects > 0 ? CIRCLE : 'nothing in scope');
      throw new UpstreamFailed(`${start} gave no page to read (${why}); check the address, include and exclude`);
    }
    const { leftOut } = this.frontier;
    if (leftOut === 0) return [];
    const { maxPages } = this.#site;
    log.warn('addresses left out', { site: start, leftOut, maxPages });
    return [{ url: start!, reason: `${leftOut} more addresses were left out: the limit of maxPages is ${maxPages}` }];
  }

  #follow(links: Iterable<string>, depth: number): void {
    for (const link of links) {
      // Pages repeat their navigation, and a link that was looked at on an earlier level says nothing new.
      const end = link.indexOf('#');
      const address = end < 0 ? link : link.slice(0, end);
      if (this.#followed.has(address)) continue;
      if (this.#followed.size >= MAX_FOLLOWED) this.#followed.clear();
      this.#followed.add(address);
      const url = normaliseUrl(address);
      if (url && this.#scope.covers(url)) this.frontier.offer(url, depth);
    }
  }
}
