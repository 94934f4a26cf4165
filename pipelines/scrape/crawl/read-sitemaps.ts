import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { isExpected, LimitReached, NotAllowed, UpstreamFailed } from '#core/domain/errors.ts';
import { decodePage } from '../fetch/decode-page.ts';
import { type Fetched, type Fetcher, hostAndPort } from '../fetch/fetcher.ts';
import type { Pace } from '../fetch/pace.ts';
import { redirectTarget } from '../fetch/page-outcome.ts';
import { mayFetch } from '../fetch/robots.ts';
import type { RobotsBook } from '../fetch/robots-book.ts';
import { parseSitemap, type SitemapEntry } from '../fetch/sitemap.ts';
import type { Skipped } from './crawl.ts';

/** A site with more sitemaps than this has over ten million pages; sitemaps that name each other end here too. */
const MAX_SITEMAPS = 200;
/** The sitemap protocol allows 50 MB, uncompressed. */
const MAX_SITEMAP_BYTES = 50 * 1024 * 1024;
/** Of all sitemaps together, uncompressed: an address takes some 200 bytes of a sitemap, so this is more than {@link MAX_PAGES} need. */
const MAX_TOTAL_BYTES = 200 * 1024 * 1024;
/** Ten times the largest docs sites; with their dates some 50 MB of memory. */
const MAX_PAGES = 250_000;
/** Each may take as long as a request may; a server that fails again and again is not asked for the rest. */
const MAX_FAILURES = 10;
/** As for robots.txt. */
const MAX_REDIRECTS = 5;

export type SitemapPages = {
  readonly pages: readonly string[];
  /** When each page was last changed, as its sitemap writes it; only pages of which one says so. */
  readonly lastModified: ReadonlyMap<string, string>;
  readonly skipped: readonly Skipped[];
};

/**
 * The pages that the sitemaps name, sitemap indexes followed. One that is missing is no news; one that fails is listed. `addresses` are
 * followed wherever they lead, since robots.txt names them or they are guesses on the site itself; sitemaps that these name only on
 * hosts that were reached in this way. Where `robots` is given, a sitemap that robots.txt forbids is not read, not even one that it
 * names: what may be fetched is said by its rules alone, and pages are found by links as well.
 */
export async function readSitemaps(addresses: readonly string[], fetcher: Fetcher, pace: Pace, robots?: RobotsBook): Promise<SitemapPages> {
  const waiting = addresses.filter((address) => /^https?:/i.test(address)).flatMap((address) => URL.parse(address)?.href ?? []);
  const hosts = new Set(waiting.map(hostAndPort));
  const known = new Set<string>();
  const pages = new Map<string, string | null>();
  const skipped: Skipped[] = [];
  let failures = 0;
  let bytes = 0;
  for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
    if (known.has(url)) continue;
    const limit = limitReached({ sitemaps: known.size, pages: pages.size, bytes, failures });
    if (limit) {
      skipped.push({ url, reason: `sitemap not read: ${limit}` });
      break;
    }
    known.add(url);
    try {
      const answer = await followRedirects(url, fetcher, pace, robots);
      hosts.add(hostAndPort(answer.url));
      if (answer.status === 200) {
        const body = await inflated(answer.body, url);
        bytes += body.length;
        const found = parseSitemap(decodePage(body, answer.headers['content-type']), answer.url);
        addPages(pages, found.pages);
        const near = found.sitemaps.filter((to) => hosts.has(hostAndPort(to)));
        // What is beyond the limit is never asked for: remembering it would be a list of any length.
        waiting.push(...near.slice(0, Math.max(0, MAX_SITEMAPS + 1 - waiting.length)));
        if (near.length < found.sitemaps.length)
          skipped.push({ url, reason: 'it names sitemaps on other hosts, which are read only where robots.txt names them' });
      } else if (answer.status !== 404 && answer.status !== 410) {
        failures++;
        skipped.push({ url, reason: `sitemap not read (HTTP ${answer.status})` });
      }
    } catch (error) {
      if (!isExpected(error)) throw error;
      if (!(error instanceof NotAllowed)) failures++;
      skipped.push({ url, reason: `sitemap not read: ${error.message}` });
    }
  }
  const lastModified = new Map([...pages].flatMap(([loc, lastmod]) => (lastmod ? [[loc, lastmod] as const] : [])));
  return { pages: [...pages.keys()], lastModified, skipped };
}

function limitReached(so: { sitemaps: number; pages: number; bytes: number; failures: number }): string | null {
  if (so.sitemaps >= MAX_SITEMAPS) return `the limit is ${MAX_SITEMAPS} sitemaps`;
  if (so.pages >= MAX_PAGES) return `the limit is ${MAX_PAGES} pages in all sitemaps`;
  if (so.bytes >= MAX_TOTAL_BYTES) return `the limit is ${MAX_TOTAL_BYTES / 1024 / 1024} MB of sitemaps`;
  return so.failures >= MAX_FAILURES ? `${MAX_FAILURES} others failed` : null;
}

function addPages(pages: Map<string, string | null>, found: readonly SitemapEntry[]): void {
  for (const { loc, lastmod } of found) {
    if (pages.size >= MAX_PAGES) return;
    pages.set(loc, lastmod ?? pages.get(loc) ?? null);
  }
}

async function followRedirects(address: string, fetcher: Fetcher, pace: Pace, robots?: RobotsBook): Promise<Fetched> {
  let url = address;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    if (robots && /^https?:/.test(url) && !mayFetch(await robots.of(url), url)) throw new NotAllowed('robots.txt asks not to read it');
    await pace.turn(hostAndPort(url));
    const answer = await fetcher.get(url, { maxBytes: MAX_SITEMAP_BYTES, wants: (code) => code === 200 });
    const to = redirectTarget(answer);
    if (!to) return answer;
    url = to;
  }
  throw new UpstreamFailed(`it redirects more than ${MAX_REDIRECTS} times`);
}

/** `sitemap.xml.gz` is a gzip file, whatever its headers say. */
async function inflated(body: Buffer, url: string): Promise<Buffer> {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body;
  try {
    return await promisify(gunzip)(body, { maxOutputLength: MAX_SITEMAP_BYTES });
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new LimitReached(`${url} is ${isTooLarge ? `over ${MAX_SITEMAP_BYTES / 1024 / 1024} MB` : 'a broken gzip file'}`, 'too_large');
  }
}
