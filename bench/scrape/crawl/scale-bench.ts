import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { formatTable } from '../../print-table.ts';
import { SECTIONS } from '../site/site-page.ts';
import { startSite } from '../site/start-site.ts';
import { runOurs } from './run-crawl.ts';

const PAGES = 20_000;
/** 12 KB a page. */
const SHAPE = { links: 40, wordsPerSection: 260 };

export type ScaleResult = {
  readonly pages: number;
  readonly pagesPerSecond: number;
  readonly wallSeconds: number;
  readonly peakRssMb: number | null;
  readonly rows: number;
  readonly expectedRows: number;
  /** What `scrape --json` says of it. */
  readonly report: unknown;
};

/** One large site through the command line: does memory stay bounded, and is every section a row? */
export async function benchScale(pages = PAGES): Promise<ScaleResult> {
  const site = await startSite({ pages, ...SHAPE });
  const folder = await mkdtemp(join(tmpdir(), 'threadwell-bench-'));
  try {
    const { pagesPerSecond, wallMs, peakRssMb, report } = await runOurs(site, pages, folder, Math.ceil(pages * 1.5));
    const rows = await countRows(join(folder, 'web_docs.csv'));
    return { pages, pagesPerSecond, wallSeconds: wallMs / 1000, peakRssMb, rows, expectedRows: pages * SECTIONS, report: counts(report) };
  } finally {
    await rm(folder, { recursive: true, force: true });
    await site.stop();
  }
}

/** Rows of numbered pages; the index page is not one of them. */
async function countRows(file: string): Promise<number> {
  let rows = 0;
  const parser = createReadStream(file).pipe(Papa.parse(Papa.NODE_STREAM_INPUT, { header: true }));
  for await (const row of parser as AsyncIterable<{ readonly url?: string }>) if (/\/docs\/page-\d+\.html/.test(row.url ?? '')) rows++;
  return rows;
}

/** The lists of the report can be long; the bench prints numbers. */
function counts(report: unknown): Record<string, number> {
  return Object.fromEntries(
    Object.entries(report ?? {}).map(([name, value]) => [name, Array.isArray(value) ? value.length : Number(value)]),
  );
}

export function formatScale({ pages, pagesPerSecond, wallSeconds, peakRssMb, rows, expectedRows }: ScaleResult): string {
  const cells = [
    String(pages),
    pagesPerSecond.toFixed(1),
    wallSeconds.toFixed(1),
    String(peakRssMb ?? 'unknown'),
    String(rows),
    String(expectedRows),
  ];
  return `Scale: threadwell scrape\n${formatTable(['pages', 'pages/s', 'whole s', 'peak MB', 'rows', 'rows expected'], [cells])}`;
}
