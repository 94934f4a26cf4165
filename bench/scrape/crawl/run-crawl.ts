import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { watchProcess } from '../../watch-process.ts';
import type { ServerStats } from '../site/site-server.ts';
import type { RunningSite } from '../site/start-site.ts';

export type Crawl = ServerStats & {
  /** Pages over the server's clock, from the first page request to the last answer: start-up time counts for nobody. */
  readonly pagesPerSecond: number;
  /** The whole process, start-up and writing of results included. */
  readonly wallMs: number;
  readonly peakRssMb: number | null;
  readonly report: unknown;
};

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Runs one crawler against the site from a clean count. Throws when it fails, with the last lines that it wrote. */
async function runCrawl(site: RunningSite, pages: number, command: string, args: readonly string[], cwd: string): Promise<Crawl> {
  await site.order('reset');
  const run = await watchProcess(command, args, cwd);
  const stats = await site.order('stats');
  if (run.exitCode !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${run.exitCode}:\n${run.stderr}`);
  return {
    ...stats,
    pagesPerSecond: pages / (stats.spanMs / 1000),
    wallMs: run.wallMs,
    peakRssMb: run.peakRssMb,
    report: JSON.parse(run.stdout),
  };
}

const CONTESTANTS = {
  crawlee: new URL('./cheerio-crawler.ts', import.meta.url),
  undici: new URL('./undici-cheerio.ts', import.meta.url),
};

/** A contestant of this folder, in its own process. */
export function runContestant(site: RunningSite, pages: number, name: keyof typeof CONTESTANTS, concurrency: number): Promise<Crawl> {
  return runCrawl(site, pages, process.execPath, [fileURLToPath(CONTESTANTS[name]), site.origin, String(pages), String(concurrency)], ROOT);
}

/** Ours as people run it: the command line, extraction and CSV included. */
export function runOurs(site: RunningSite, pages: number, folder: string, maxPages: number): Promise<Crawl> {
  const args = ['scrape', `${site.origin}/docs/`, '--allow-private', '--data', folder, '--max-pages', String(maxPages), '--json'];
  return runCrawl(site, pages, join(ROOT, 'bin', 'threadwell'), args, folder);
}
