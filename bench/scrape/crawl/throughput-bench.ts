import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatTable, median } from '../../print-table.ts';
import { type RunningSite, startSite } from '../site/start-site.ts';
import { type Crawl, runContestant, runOurs } from './run-crawl.ts';

const PAGES = 1_000;
/** 300 links and 60 KB: what generated reference sites send with every page. */
const SHAPE = { links: 300, wordsPerSection: 1_000 };
/** CheerioCrawler has no setting that is best everywhere, so the best of these on this machine counts. */
const CONCURRENCIES = [8, 24, 64];
const ROUNDS = 2;

type ThroughputRow = {
  readonly crawler: string;
  readonly bestPagesPerSecond: number;
  readonly medianPagesPerSecond: number;
  readonly wallSeconds: number;
  readonly peakRssMb: number | null;
  readonly requests: number;
  readonly notModified: number;
};

export type ThroughputResult = {
  readonly pages: number;
  readonly rows: readonly ThroughputRow[];
  /** How much sooner a re-crawl ends than the first crawl: the whole process, medians. */
  readonly speedUpWithValidators: number;
  readonly speedUpWithoutValidators: number;
};

const NAMES = {
  crawlee: 'CheerioCrawler, parse only',
  undici: 'undici + cheerio loop',
  first: 'threadwell scrape',
  again: 'threadwell, unchanged site (304)',
  blind: 'threadwell, unchanged site (no validators)',
};

/** All contestants one after the other, the whole series twice, so that a slow minute of the machine hits none of them alone. */
export async function benchThroughput(pages = PAGES): Promise<ThroughputResult> {
  const site = await startSite({ pages, ...SHAPE });
  try {
    const concurrency = await bestConcurrency(site, pages);
    const crawls: Record<keyof typeof NAMES, Crawl[]> = { crawlee: [], undici: [], first: [], again: [], blind: [] };
    for (let round = 0; round < ROUNDS; round++) {
      crawls.crawlee.push(await runContestant(site, pages, 'crawlee', concurrency));
      crawls.undici.push(await runContestant(site, pages, 'undici', concurrency));
      const folder = await mkdtemp(join(tmpdir(), 'threadwell-bench-'));
      try {
        crawls.first.push(await runOurs(site, pages, folder, 2 * pages));
        crawls.again.push(await runOurs(site, pages, folder, 2 * pages));
        await site.order('validators-off');
        crawls.blind.push(await runOurs(site, pages, folder, 2 * pages));
      } finally {
        await site.order('validators-on');
        await rm(folder, { recursive: true, force: true });
      }
    }
    const wall = (of: keyof typeof NAMES) => median(crawls[of].map(({ wallMs }) => wallMs));
    return {
      pages,
      rows: (Object.keys(NAMES) as (keyof typeof NAMES)[]).map((key) =>
        toRow(key === 'crawlee' ? `${NAMES[key]} (${concurrency} at once)` : NAMES[key], crawls[key]),
      ),
      speedUpWithValidators: wall('first') / wall('again'),
      speedUpWithoutValidators: wall('first') / wall('blind'),
    };
  } finally {
    await site.stop();
  }
}

async function bestConcurrency(site: RunningSite, pages: number): Promise<number> {
  let best = { concurrency: CONCURRENCIES[0]!, pagesPerSecond: 0 };
  for (const concurrency of CONCURRENCIES) {
    const { pagesPerSecond } = await runContestant(site, pages, 'crawlee', concurrency);
    if (pagesPerSecond > best.pagesPerSecond) best = { concurrency, pagesPerSecond };
  }
  return best.concurrency;
}

function toRow(crawler: string, crawls: readonly Crawl[]): ThroughputRow {
  const rates = crawls.map(({ pagesPerSecond }) => pagesPerSecond);
  const peaks = crawls.map(({ peakRssMb }) => peakRssMb).filter((peak) => peak !== null);
  return {
    crawler,
    bestPagesPerSecond: Math.max(...rates),
    medianPagesPerSecond: median(rates),
    wallSeconds: median(crawls.map(({ wallMs }) => wallMs / 1000)),
    peakRssMb: peaks.length === 0 ? null : Math.max(...peaks),
    requests: crawls.at(-1)?.requests ?? 0,
    notModified: crawls.at(-1)?.notModified ?? 0,
  };
}

export function formatThroughput({ pages, rows, speedUpWithValidators, speedUpWithoutValidators }: ThroughputResult): string {
  const base = rows[0];
  const ratio = (row: ThroughputRow) => (base ? (row.medianPagesPerSecond / base.medianPagesPerSecond).toFixed(2) : '');
  const table = formatTable(
    ['crawler', 'pages/s best', 'median', 'ratio', 'whole s', 'peak MB', 'requests', '304'],
    rows.map((row) => [
      row.crawler,
      row.bestPagesPerSecond.toFixed(1),
      row.medianPagesPerSecond.toFixed(1),
      ratio(row),
      row.wallSeconds.toFixed(1),
      String(row.peakRssMb ?? 'unknown'),
      String(row.requests),
      String(row.notModified),
    ]),
  );
  const [first, again, blind] = rows.slice(2).map(({ medianPagesPerSecond }) => medianPagesPerSecond);
  const byServer = (rate = 0) => (rate / (first ?? 0)).toFixed(1);
  return `Throughput: ${pages} pages of ${SHAPE.links} links, ${ROUNDS} rounds, pages/s by the server's clock
${table}
Re-crawl of the unchanged site, times faster than the first: whole process ${speedUpWithValidators.toFixed(1)} with validators, ${speedUpWithoutValidators.toFixed(1)} without; by the server's clock ${byServer(again)} and ${byServer(blind)}`;
}
