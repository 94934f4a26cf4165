import { gunzipSync } from 'node:zlib';
import { isExpected } from '#core/domain/errors.ts';
import type { Skipped } from './crawl.ts';
import { type Fetcher, hostAndPort } from './fetcher.ts';
import type { Pace } from './pace.ts';
import { parseSitemap } from './sitemap.ts';

/** A site with more sitemaps than this has over ten million pages; sitemaps that name each other end here too. */
const MAX_SITEMAPS = 200;
/** The sitemap protocol allows 50 MB, uncompressed. */
const MAX_SITEMAP_BYTES = 50 * 1024 * 1024;

/** The pages that the sitemaps name, sitemap indexes followed. One that is missing is no news; one that fails is listed. */
export async function readSitemaps(
  addresses: readonly string[],
  fetcher: Fetcher,
  pace: Pace,
): Promise<{ readonly pages: readonly string[]; readonly skipped: readonly Skipped[] }> {
  const waiting = [...addresses];
  const known = new Set<string>();
  const pages: string[] = [];
  const skipped: Skipped[] = [];
  for (let url = waiting.shift(); url !== undefined && known.size < MAX_SITEMAPS; url = waiting.shift()) {
    if (known.has(url) || !/^https?:\/\//.test(url) || !URL.canParse(url)) continue;
    known.add(url);
    try {
      await pace.turn(hostAndPort(url));
      const { status, headers, body } = await fetcher.get(url, { maxBytes: MAX_SITEMAP_BYTES, wants: (code) => code === 200 });
      const to = status >= 300 && status < 400 && headers.location ? URL.parse(headers.location, url)?.href : undefined;
      if (to) waiting.push(to);
      else if (status === 200) {
        const found = parseSitemap(inflated(body).toString('utf8'));
        pages.push(...found.pages);
        waiting.push(...found.sitemaps);
      } else if (status !== 404 && status !== 410) skipped.push({ url, reason: `sitemap not read (HTTP ${status})` });
    } catch (error) {
      if (!isExpected(error) && !isBadGzip(error)) throw error;
      skipped.push({ url, reason: `sitemap not read: ${(error as Error).message}` });
    }
  }
  return { pages, skipped };
}

/** `sitemap.xml.gz` is a gzip file, whatever its headers say. */
function inflated(body: Buffer): Buffer {
  return body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body, { maxOutputLength: MAX_SITEMAP_BYTES }) : body;
}

function isBadGzip(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code?.startsWith('Z_') === true || code === 'ERR_BUFFER_TOO_LARGE';
}
