import { InvalidInput } from '#core/domain/errors.ts';
import type { Platform } from '#core/ports/platform.ts';

/** A docs site and what of it to read. */
export type Site = {
  /** Where the crawl begins; what lies below the same folders is followed. */
  readonly start: readonly string[];
  /** Globs of addresses to read instead of the start folders. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** CSS selector of the main content, where it is not found by itself. */
  readonly content?: string | undefined;
  /** CSS selectors of further things to remove from the content. */
  readonly remove: readonly string[];
  /** Addresses asked for at most, redirects and missing pages among them. */
  readonly maxPages: number;
  /** Links away from a start page. */
  readonly maxDepth: number;
  readonly allVersions: boolean;
  /** Opens the host and port of `start` although they are private; nothing else. */
  readonly allowPrivate: boolean;
  /** Runs the scripts of pages that have no text without them, in a browser. */
  readonly render: boolean;
  readonly tags: readonly string[];
};

/** What holds where a site given by its address alone says nothing. */
export const SITE_DEFAULTS: Omit<Site, 'start'> = {
  include: [],
  exclude: [],
  remove: [],
  maxPages: 5_000,
  maxDepth: 20,
  allVersions: false,
  allowPrivate: false,
  render: false,
  tags: [],
};

/** Raise it in the change that makes other articles of the same page: stored pages are read again then. */
export const EXTRACTOR_VERSION = 2;

/** Names everything that decides which articles a page gives. */
export function pageSettings({ content, remove, tags }: Site): string {
  return JSON.stringify([EXTRACTOR_VERSION, content ?? null, remove, tags]);
}

/** Names everything that decides which pages a crawl reads. An interrupted crawl of other settings is not gone on with. */
export function crawlSettings(site: Site): string {
  return JSON.stringify([
    pageSettings(site),
    site.start,
    site.include,
    site.exclude,
    site.maxPages,
    site.maxDepth,
    site.allowPrivate,
    site.render,
  ]);
}

/** Throws {@link InvalidInput} for a site that cannot be crawled as described. */
export function checkSite(site: Site, { mayReadPrivateHosts }: Pick<Platform, 'mayReadPrivateHosts'>): void {
  if (site.allowPrivate && !mayReadPrivateHosts)
    throw new InvalidInput(`${site.start[0]}: private hosts are not read on this platform; leave --allow-private and \`allowPrivate\` out`);
  if (site.start.length === 0) throw new InvalidInput('a site has no start address; give one such as https://docs.example.com/');
  for (const url of site.start)
    if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
      throw new InvalidInput(`\`${url.slice(0, 200)}\` is no http(s) address; give one such as https://docs.example.com/`);
  if (!Number.isInteger(site.maxPages) || site.maxPages < 1)
    throw new InvalidInput(`maxPages is ${site.maxPages}; it must be a whole number from 1`);
  if (!Number.isInteger(site.maxDepth) || site.maxDepth < 0)
    throw new InvalidInput(`maxDepth is ${site.maxDepth}; it must be a whole number from 0`);
}
