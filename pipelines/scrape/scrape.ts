import type { Article } from '#core/domain/article.ts';
import { formatArticles, parseArticles } from '#core/domain/article-csv.ts';
import { InvalidInput, UpstreamFailed } from '#core/domain/errors.ts';
import type { Platform } from '#core/ports/platform.ts';
import { collapsePages } from './collapse-pages.ts';
import type { Skipped } from './crawl.ts';
import { crawlSite } from './crawl-site.ts';
import { type Change, diffArticles, mergeArticles, type SiteArticles } from './merge-articles.ts';
import { byCodePoint } from './page-url.ts';
import { checkSite, type Site } from './site.ts';

export type ScrapeInput = {
  readonly sites: readonly Site[];
  /** Name of the CSV in the files. */
  readonly out?: string;
  /** For the user agent: an address or name by which the owner of a site finds whoever crawls it. */
  readonly contact?: string;
};

export type ScrapeReport = {
  /** Pages that articles were made of. */
  readonly pages: number;
  readonly articles: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  /** The first {@link MAX_LISTED} of them, by url. */
  readonly changes: readonly Change[];
  readonly skipped: readonly Skipped[];
};

export type ScrapePorts = Pick<Platform, 'clock' | 'log' | 'progress'> & { readonly files: Pick<Platform['files'], 'readText' | 'write'> };

/** A report is a message, for a Lambda too; the CSV has them all. */
const MAX_LISTED = 500;

/**
 * Reads docs sites into the CSV of articles; rows of other sites stay. Throws when a site cannot be read at all, and then the CSV is
 * as it was. The same sites give the same bytes.
 */
export async function scrape(input: ScrapeInput, ports: ScrapePorts): Promise<ScrapeReport> {
  const out = input.out ?? 'web_docs.csv';
  if (input.sites.length === 0) throw new InvalidInput('there is no site to scrape; give an address or add `sites` to the configuration');
  input.sites.forEach(checkSite);
  const before = await ports.files.readText(out);
  const earlier = before === null ? [] : parseArticles(before, out);

  const crawls: SiteRead[] = [];
  for (const site of input.sites) crawls.push(await readSite(site, input.contact ?? 'threadwell', ports));

  const rows = crawls.reduce<readonly Article[]>(mergeArticles, earlier);
  const csv = formatArticles(rows);
  if (csv !== before) await ports.files.write(out, csv);

  const isOurs = ({ url }: Article) => crawls.some((crawl) => crawl.owns(url));
  const { changes, unchanged } = diffArticles(earlier.filter(isOurs), rows.filter(isOurs));
  const count = (change: Change['change']) => changes.filter((found) => found.change === change).length;
  return {
    pages: crawls.reduce((sum, crawl) => sum + crawl.pages, 0),
    articles: rows.filter(isOurs).length,
    added: count('added'),
    changed: count('changed'),
    removed: count('removed'),
    unchanged,
    changes: changes.slice(0, MAX_LISTED),
    skipped: crawls.flatMap((crawl) => crawl.skipped).slice(0, MAX_LISTED),
  };
}

type SiteRead = SiteArticles & { readonly pages: number; readonly skipped: readonly Skipped[] };

/** Crawls a site and makes articles of its pages. Throws UpstreamFailed when it gives none. */
async function readSite(site: Site, contact: string, ports: ScrapePorts): Promise<SiteRead> {
  const started = ports.clock.now();
  ports.progress.step(`Reading ${site.start[0]}`);
  const crawl = await crawlSite(site, contact, ports);
  const { kept, skipped } = collapsePages(crawl.pages, site);
  const articles = kept.flatMap((page) => page.articles);
  if (articles.length === 0)
    throw new UpstreamFailed(`${site.start[0]} gave ${crawl.pages.length} pages but no text; name its main content with \`content\``);
  ports.progress.end(`${kept.length} pages, ${articles.length} articles`);
  ports.log.info('site read', {
    site: site.start[0],
    pages: kept.length,
    articles: articles.length,
    ms: ports.clock.now().getTime() - started.getTime(),
  });
  return {
    articles,
    pages: kept.length,
    failed: crawl.failed,
    seen: [...crawl.pages.map((page) => page.url), ...crawl.skipped.map(({ url }) => url)],
    skipped: [...crawl.skipped, ...skipped].sort((a, b) => byCodePoint(a.url, b.url)),
    owns: crawl.scope.owns,
  };
}
