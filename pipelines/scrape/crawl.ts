import { UpstreamFailed } from '#core/domain/errors.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { PageExtract } from './extract.ts';
import { type Entry, Frontier } from './frontier.ts';
import { byCodePoint, normaliseUrl, urlKey } from './page-url.ts';
import { type Scope, siteScope } from './scope.ts';
import type { Site } from './site.ts';

export type Skipped = { readonly url: string; readonly reason: string };

/** What a crawl found. Nothing in it depends on the order of answers. */
export type SiteCrawl = {
  /** Sorted by url. */
  readonly pages: readonly PageExtract[];
  readonly skipped: readonly Skipped[];
  /** Addresses that could not be read this time; what was known of them stays. */
  readonly failed: readonly string[];
  readonly scope: Scope;
};

const CIRCLE = 'its redirects lead in a circle';

/** What is known while a site is being read. */
export class Crawl {
  readonly frontier: Frontier;
  readonly #site: Site;
  readonly #ports: Pick<Platform, 'log'>;
  readonly #pages = new Map<string, PageExtract>();
  readonly #skipped = new Map<string, string>();
  readonly #failed = new Set<string>();
  /** Start addresses and what they were redirected to. */
  readonly #starts = new Set<string>();
  #scope: Scope;
  #redirects = 0;
  /** Links as written that were looked at. */
  readonly #followed = new Set<string>();

  constructor(site: Site, ports: Pick<Platform, 'log'>) {
    this.#site = site;
    this.#ports = ports;
    this.frontier = new Frontier(site);
    this.#scope = siteScope(site);
  }

  get pages(): number {
    return this.#pages.size;
  }

  begin(sitemapPages: readonly string[]): void {
    for (const start of this.#site.start) {
      const url = normaliseUrl(start) ?? start;
      this.#starts.add(url);
      this.frontier.offer(url, 0);
    }
    this.#follow(sitemapPages, 0);
  }

  page(entry: Entry, page: PageExtract): void {
    // A page may also refresh itself.
    if (page.refreshTo && urlKey(page.refreshTo) !== urlKey(entry.url)) {
      this.redirect(entry, page.refreshTo);
      return;
    }
    this.#follow(page.canonical ? [...page.links, page.canonical] : page.links, entry.depth + 1);
    if (page.isNoindex) this.#skipped.set(entry.url, 'the page asks not to be indexed (noindex)');
    else this.#pages.set(page.url, { ...page, links: [], removals: [] });
  }

  redirect(entry: Entry, target: string): void {
    const to = normaliseUrl(target);
    if (to && this.#starts.has(entry.url) && !this.#scope.covers(to)) {
      this.#starts.add(to);
      this.#scope = siteScope(this.#site, [...this.#starts]);
      this.#followed.clear();
    }
    if (!to || !this.#scope.covers(to))
      this.#skipped.set(entry.url, `redirects to ${to ?? target.slice(0, 200)}, which is not part of the site`);
    else {
      this.#redirects++;
      const refusal = to === entry.url ? CIRCLE : this.frontier.offerRedirect(entry, to);
      if (refusal) this.#skipped.set(entry.url, refusal);
    }
  }

  gone(entry: Entry, reason: string): void {
    if (!this.frontier.offerSpelling(entry)) this.#skipped.set(entry.url, reason);
  }

  failed(url: string, reason: string): void {
    this.#failed.add(url);
    this.#skipped.set(url, reason);
  }

  result(sitemapsSkipped: readonly Skipped[]): SiteCrawl {
    if (!this.frontier.isFinished) throw new UpstreamFailed(`the crawl of ${this.#site.start[0]} was interrupted; scrape again`);
    const [start] = this.#starts;
    if (this.#pages.size === 0)
      throw new UpstreamFailed(
        `${start} gave no page to read (${[...this.#skipped.values()][0] ?? (this.#redirects > 0 ? CIRCLE : 'nothing in scope')}); check the address, include and exclude`,
      );
    if (this.frontier.leftOut > 0)
      this.#ports.log.warn('addresses left out', { site: start, leftOut: this.frontier.leftOut, maxPages: this.#site.maxPages });
    const skipped = [...this.#skipped].map(([url, reason]) => ({ url, reason }));
    const limit = {
      url: start!,
      reason: `${this.frontier.leftOut} more addresses were left out: the limit of maxPages is ${this.#site.maxPages}`,
    };
    return {
      pages: [...this.#pages.values()].sort((a, b) => byCodePoint(a.url, b.url)),
      skipped: [...sitemapsSkipped, ...skipped, ...(this.frontier.leftOut > 0 ? [limit] : [])].sort((a, b) => byCodePoint(a.url, b.url)),
      failed: [...this.#failed].sort(byCodePoint),
      scope: this.#scope,
    };
  }

  #follow(links: Iterable<string>, depth: number): void {
    for (const link of links) {
      // Pages repeat their navigation, and a link that was looked at on an earlier level says nothing new.
      const end = link.indexOf('#');
      const address = end < 0 ? link : link.slice(0, end);
      if (this.#followed.has(address)) continue;
      this.#followed.add(address);
      const url = normaliseUrl(address);
      if (url && this.#scope.covers(url)) this.frontier.offer(url, depth);
    }
  }
}
