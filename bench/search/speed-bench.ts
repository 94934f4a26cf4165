import { loadavg } from 'node:os';
import { join } from 'node:path';
import { formatTable } from '../print-table.ts';
import { watchProcess } from '../watch-process.ts';
import { ENGINES } from './engines/engines.ts';
import type { EngineSpeed } from './time-engine.ts';

export type SpeedRow = EngineSpeed & { readonly engine: string; readonly peakRssMb: number | null; readonly load: number };

/** Each engine in a process of its own, so that its memory and its warm code are its own too. */
export async function benchSpeed(articles: number): Promise<SpeedRow[]> {
  const rows: SpeedRow[] = [];
  for (const { name } of ENGINES) {
    const load = loadavg()[0]!;
    const { exitCode, stdout, stderr, peakRssMb } = await watchProcess(
      process.execPath,
      [join(import.meta.dirname, 'time-engine.ts'), name, String(articles)],
      process.cwd(),
    );
    if (exitCode !== 0) throw new Error(`${name} ended with ${exitCode}: ${stderr}`);
    rows.push({ engine: name, load, peakRssMb, ...(JSON.parse(stdout) as EngineSpeed) });
  }
  return rows;
}

export function formatSpeed(rows: readonly SpeedRow[]): string {
  const table = formatTable(
    ['engine', 'articles/s', 'articles/CPU s', 'p50 ms', 'p95 ms', 'file MB', 'peak RSS MB', 'load'],
    rows.map((row) => [
      row.engine,
      (row.articles / row.indexSeconds).toFixed(0),
      (row.articles / row.indexCpuSeconds).toFixed(0),
      row.p50Ms.toFixed(2),
      row.p95Ms.toFixed(2),
      row.diskMb === null ? 'memory' : row.diskMb.toFixed(1),
      String(row.peakRssMb ?? 'unknown'),
      row.load.toFixed(1),
    ]),
  );
  return `Search speed: ${rows[0]!.articles} articles, ${rows[0]!.searches} searches\n\n${table}`;
}
