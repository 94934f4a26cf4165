import type { Article } from '#core/domain/article.ts';
import { formatSortedArticles } from '#core/domain/article-csv.ts';
import { sha256 } from '#core/domain/digest.ts';
import { InvalidInput, UpstreamFailed } from '#core/domain/errors.ts';
import { crawlFile, formatCrawlTimes, parseCrawlTimes } from '#core/domain/freshness.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { WorkFile } from '#core/ports/work-files.ts';
import type { Skipped } from './crawl/crawl.ts';
import { type Change, CrawlDiff, MAX_LISTED } from './crawl/crawl-diff.ts';
import { type BrowserChoice, type Crawler, crawlSite, type SiteCrawl } from './crawl/crawl-site.ts';
import { crawlTimes } from './crawl/crawl-times.ts';
import { type EarlierRows, earlierRows, type MergedRow, mergeArticles } from './crawl/merge-articles.ts';
import { PageStore } from './crawl/page-store.ts';
import { adoption, type SettledSite, settleSite } from './crawl/settle-site.ts';
import { checkSite, type Site } from './site.ts';

export type ScrapeInput = {
  readonly sites: readonly Site[];
  /** Name of the CSV in the files; when its pages were crawled lies beside it. */
  readonly out?: string;
  /** For the user agent: an address or name by which the owner of a site finds whoever crawls it. */
  readonly contact?: string;
  /** For sites that are rendered. */
  readonly browser?: BrowserChoice;
};

export type ScrapeReport = {
  /** Pages that articles were made of, and how many of all pages were new or changed since they were read last. */
  readonly pages: number;
  readonly pagesRead: number;
  readonly articles: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  /** The first {@link MAX_LISTED} of them, by url. */
  readonly changes: readonly Change[];
  /** Addresses where nothing was read or taken, the first {@link MAX_LISTED} by url, and how many there are. */
  readonly skipped: readonly Skipped[];
  readonly skippedTotal: number;
};

export type ScrapePorts = Pick<Platform, 'clock' | 'log' | 'progress' | 'workFiles' | 'mayReadPrivateHosts'> & {
  readonly files: Pick<Platform['files'], 'readChunks' | 'readText' | 'write'>;
};

/**
 * Reads docs sites into the CSV of articles; rows of other sites stay. Killed anywhere, the next call goes on and ends with the same
 * bytes, and an unchanged site costs a question a page. Throws when a site cannot be read at all, and then the CSV is as it was. One call
 * at a time for the same sites.
 */
export async function scrape(input: ScrapeInput, ports: ScrapePorts): Promise<ScrapeReport> {
  if (input.sites.length === 0) throw new InvalidInput('there is no site to scrape; give an address or add `sites` to the configuration');
  for (const site of input.sites) checkSite(site, ports);
  const crawls: OpenCrawl[] = [];
  const read: ReadCrawl[] = [];
  try {
    for (const site of input.sites) {
      const crawl = await openCrawl(site, ports);
      crawls.push(crawl);
      read.push({ ...crawl, ...(await readSite(crawl, { contact: input.contact ?? 'threadwell', browser: input.browser }, ports)) });
    }
    return await replaceRows(read, input.out ?? 'web_docs.csv', ports);
  } finally {
    for (const { store } of crawls) store.close();
  }
}

/** A site with its store. */
type OpenCrawl = { readonly site: Site; readonly file: WorkFile; readonly store: PageStore };
type ReadCrawl = OpenCrawl & SiteCrawl;

async function openCrawl(site: Site, ports: ScrapePorts): Promise<OpenCrawl> {
  const file = await ports.workFiles.open(`work/crawl/${storeName(site)}`);
  return { site, file, store: new PageStore(file.path) };
}

/** One store for the same start addresses, by a name that a person can tell from others. */
function storeName({ start }: Site): string {
  const host = new URL(start[0]!).hostname.replace(/[^a-z0-9.-]/g, '').slice(0, 60);
  return `site-${host}-${sha256(JSON.stringify(start)).slice(0, 12)}.db`;
}

async function readSite({ site, store, file }: OpenCrawl, crawler: Crawler, ports: ScrapePorts): Promise<SiteCrawl> {
  const started = ports.clock.now().getTime();
  ports.progress.step(`Reading ${site.start[0]}`);
  const crawl = await crawlSite(site, crawler, store, () => keep(store, file), ports);
  const { pages, pagesRead } = crawl;
  ports.progress.end(`${pages} pages, ${pagesRead} of them new or changed`);
  ports.log.info('site read', { site: site.start[0], pages, pagesRead, ms: ports.clock.now().getTime() - started });
  return crawl;
}

async function keep(store: PageStore, file: WorkFile): Promise<void> {
  store.gather();
  await file.keep();
}

/**
 * Settles what each site has and writes the CSV where that changes it, then when its pages were crawled. What was decided becomes durable
 * after that: a run that is killed between is decided again, in the same way.
 */
async function replaceRows(crawls: readonly ReadCrawl[], out: string, ports: ScrapePorts): Promise<ScrapeReport> {
  for (const { store } of crawls) store.beginEnd();
  const adoptions = crawls.map(({ store, scope }) => adoption(store, scope));
  const earlier = await earlierRows(ports.files, out, (row) => {
    for (const { take } of adoptions) take(row);
  });
  for (const { end } of adoptions) end();
  const settled = crawls.map((crawl) => ({ ...crawl, ...settle(crawl) }));

  const diff = new CrawlDiff();
  for await (const row of mergedRows(crawls, earlier)) diff.see(row);
  if (diff.hasChanges || !earlier.isInOrder) await ports.files.write(out, formatSortedArticles(articlesAfter(crawls, earlier)));
  await keepCrawlTimes(settled, crawlFile(out), ports.files);
  for (const { store, file } of crawls) {
    store.finish();
    await keep(store, file);
  }
  const skipped = settled.flatMap((site) => site.skipped);
  return {
    pages: sum(settled, ({ pages }) => pages),
    pagesRead: sum(crawls, ({ pagesRead }) => pagesRead),
    articles: diff.counts.added + diff.counts.changed + diff.counts.unchanged,
    ...diff.counts,
    changes: diff.changes,
    skipped: skipped.slice(0, MAX_LISTED),
    skippedTotal: skipped.length,
  };
}

async function keepCrawlTimes(sites: readonly (ReadCrawl & SettledSite)[], file: string, files: ScrapePorts['files']): Promise<void> {
  const text = await files.readText(file);
  const times = crawlTimes(
    text === null ? new Map() : parseCrawlTimes(text, file),
    sites.map(({ kept, store, scope }) => ({ kept, owns: scope.owns, startedAt: new Date(store.startedAt).toISOString() })),
  );
  const after = formatCrawlTimes(times);
  if (after !== text) await files.write(file, after);
}

/** Throws UpstreamFailed for a site that has pages but no text: something is wrong with how it is read. */
function settle({ site, store, scope, pages, skipped }: ReadCrawl): SettledSite {
  const settled = settleSite(store, scope, site, skipped);
  if (settled.articles > 0) return settled;
  const { reason: why } = settled.skipped.find(({ reason }) => reason.includes('--render')) ?? {};
  throw new UpstreamFailed(`${site.start[0]} gave ${pages} pages but no text; ${why ?? 'name its main content with `content`'}`);
}

function mergedRows(crawls: readonly ReadCrawl[], earlier: EarlierRows): AsyncGenerator<MergedRow> {
  return mergeArticles(
    earlier.rows(),
    crawls.map(({ store, scope }) => ({ articles: store.articles(), owns: scope.owns })),
  );
}

async function* articlesAfter(crawls: readonly ReadCrawl[], earlier: EarlierRows): AsyncGenerator<Article> {
  for await (const { after } of mergedRows(crawls, earlier)) if (after) yield after;
}

function sum<T>(values: readonly T[], count: (value: T) => number): number {
  return values.reduce((total, value) => total + count(value), 0);
}
