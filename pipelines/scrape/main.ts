import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CommandResult } from '#core/domain/command-result.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import { besideFile } from './beside-file.ts';
import { siteScope } from './crawl/scope.ts';
import { extractArticles } from './extract/extract.ts';
import { decodePage } from './fetch/decode-page.ts';
import { extractText, scrapeText } from './report-text.ts';
import { type ScrapePorts, scrape } from './scrape.ts';
import type { Site } from './site.ts';
import { type SiteFlags, sitesToRead } from './sites-to-read.ts';

export type ScrapeArgs = SiteFlags & { readonly out?: string | undefined; readonly renderUnsandboxed?: boolean | undefined };

/**
 * `scrape [URL…]`: the addresses given, else the configured sites, into the CSV of the store or into `--out FILE`. `crawler.contact`
 * goes into the user agent, `chromePath` is the browser of `--render`.
 */
export async function scrapeCommand(
  args: ScrapeArgs,
  platform: ScrapePorts,
  sites: readonly Site[],
  crawler: { readonly contact?: string; readonly chromePath?: string | undefined } = {},
): Promise<CommandResult> {
  const ports = args.out ? { ...platform, files: besideFile(args.out) } : platform;
  const { contact, chromePath } = crawler;
  const input = {
    sites: sitesToRead(args, sites),
    browser: { path: chromePath, unsandboxed: args.renderUnsandboxed },
    ...(args.out ? { out: path.basename(args.out) } : {}),
  };
  const report = await scrape({ ...input, ...(contact ? { contact } : {}) }, ports);
  return { report, text: scrapeText(report, args.out ?? 'web_docs.csv'), ok: true };
}

/** `extract FILE.html --url URL`: the articles of one page, and what was removed and why. The configured site of the address counts. */
export async function extractCommand(file: string, url: string, sites: readonly Site[] = []): Promise<CommandResult> {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
    throw new InvalidInput(`--url is \`${url.slice(0, 200)}\`; give the page's http(s) address`);
  const html = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new InvalidInput(`${file} cannot be read (${error.code}); give a saved HTML page`, { cause: error });
  });
  const site = sites.find((configured) => siteScope(configured).owns(url));
  const { articles, removals, title, canonical, language, version, lastModified, needsScript } = extractArticles(
    decodePage(html),
    url,
    site,
  );
  const page = { title, canonical, language, version, lastModified, needsScript };
  return { report: { page, articles, removals }, text: extractText({ articles, removals }), ok: articles.length > 0 };
}
