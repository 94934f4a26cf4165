import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import path from 'node:path';
import type { Bench } from '../bench.ts';
import { formatTable } from '../print-table.ts';
import type { Heard } from './ask.ts';
import type { Load } from './load.ts';
import { type BenchServer, startEcho, startThreadwell } from './servers.ts';

const ARTICLES = 10_000;
const VISITORS = 200;
const SAMPLE_MS = 50;

type Part = {
  readonly asked: number;
  /** Read to their `done`, without an `error`. */
  readonly whole: number;
  readonly problems: Readonly<Record<string, number>>;
  readonly sessionMs: readonly [p50: number, p95: number];
  readonly deltaMs: readonly [p50: number, p95: number];
};
type Measured = {
  readonly server: string;
  readonly load: number;
  readonly burst: Part;
  readonly steady: Part;
  /** Most memory while it was asked, sampled; null where it is not ours to look at. */
  readonly rssMb: number | null;
  readonly cpuMsPerAnswer: number | null;
};

/** 200 visitors who ask at once, and then 50 a second of them, beside a server that only sends; or an address that is given. */
export const chatBench: Bench = {
  parts: {
    streams: async ({ pages = ARTICLES, visitors = VISITORS, endpoint }) => {
      const starts = endpoint
        ? [async (): Promise<BenchServer> => ({ name: endpoint, origin: endpoint, pid: null, close: async () => {} })]
        : [startEcho, () => startThreadwell(pages)];
      const measured: Measured[] = [];
      for (const start of starts) {
        const server = await start();
        try {
          measured.push(await measure(server, visitors));
        } finally {
          await server.close();
        }
      }
      return { text: format(measured, pages, visitors), json: measured };
    },
  },
};

async function measure({ name, origin, pid }: BenchServer, visitors: number): Promise<Measured> {
  const load = loadavg()[0]!;
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'load.ts'), origin, String(visitors)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let said = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  let cpuBefore = 0;
  child.once('message', () => {
    cpuBefore = cpuMsOf(pid) ?? 0;
  });
  let rssKb = 0;
  const sampler = setInterval(() => {
    rssKb = Math.max(rssKb, Number(/^VmRSS:\s+(\d+)/m.exec(procOf(pid, 'status'))?.[1] ?? 0));
  }, SAMPLE_MS);
  const [code] = (await once(child, 'close')) as [number | null];
  clearInterval(sampler);
  if (code !== 0) throw new Error(`asking ${origin} ended with ${code}`);
  const cpuAfter = cpuMsOf(pid);
  const { burst, steady } = JSON.parse(said) as Load;
  return {
    server: name,
    load,
    burst: partOf(burst),
    steady: partOf(steady),
    rssMb: rssKb === 0 ? null : Math.round(rssKb / 1024),
    cpuMsPerAnswer: cpuAfter === null ? null : (cpuAfter - cpuBefore) / (burst.length + steady.length),
  };
}

function partOf(heard: readonly Heard[]): Part {
  const problems = Object.groupBy(
    heard.flatMap(({ problem }) => problem ?? []),
    (problem) => problem,
  );
  return {
    asked: heard.length,
    whole: heard.filter(({ problem }) => problem === null).length,
    problems: Object.fromEntries(Object.entries(problems).map(([problem, list]) => [problem, list?.length ?? 0])),
    sessionMs: percentiles(heard.flatMap(({ sessionMs }) => sessionMs ?? [])),
    deltaMs: percentiles(heard.flatMap(({ deltaMs }) => deltaMs ?? [])),
  };
}

function percentiles(values: readonly number[]): readonly [number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return [at(0.5), at(0.95)];
}

function format(measured: readonly Measured[], articles: number, visitors: number): string {
  const pair = ([p50, p95]: readonly [number, number]) => `${p50.toFixed(0)} / ${p95.toFixed(0)}`;
  const table = formatTable(
    ['server', 'part', 'whole', 'session p50 / p95 ms', 'first delta p50 / p95 ms', 'RSS MB', 'CPU ms/answer', 'load'],
    measured.flatMap(({ server, load, rssMb, cpuMsPerAnswer, ...parts }) =>
      (['burst', 'steady'] as const).map((part) => [
        server,
        part,
        `${parts[part].whole} of ${parts[part].asked}`,
        pair(parts[part].sessionMs),
        pair(parts[part].deltaMs),
        String(rssMb ?? 'unknown'),
        cpuMsPerAnswer === null ? 'unknown' : cpuMsPerAnswer.toFixed(1),
        load.toFixed(1),
      ]),
    ),
  );
  const problems = measured.flatMap(({ server, burst, steady }) =>
    [burst, steady].flatMap((part) => Object.entries(part.problems).map(([problem, count]) => `${server}: ${count} × ${problem}`)),
  );
  return [`Chat: ${articles} articles, ${visitors} visitors at once, then 50 questions a second`, '', table, ...problems].join('\n');
}

function procOf(pid: number | null, file: 'status' | 'stat'): string {
  try {
    return pid === null ? '' : readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // Other systems have no /proc: then there is nothing to say about memory.
    return '';
  }
}

/** User and system time of all threads; Linux counts in hundredths of a second. */
function cpuMsOf(pid: number | null): number | null {
  const fields = procOf(pid, 'stat').split(') ').at(-1)?.split(' ') ?? [];
  return fields.length > 12 ? (Number(fields[11]) + Number(fields[12])) * 10 : null;
}
