import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Bundle, bundleFunction, FUNCTION_NAMES, type FunctionName, START_BUDGETS_KB } from '../../tools/bundle-function.ts';
import type { Bench } from '../bench.ts';
import { formatTable, median } from '../print-table.ts';

const STARTS = 9;
/** In a process that finds no packages. */
const IMPORT = `
globalThis.awslambda = { streamifyResponse: (handler) => handler };
const began = performance.now();
await import(process.argv[1]);
process.stdout.write(String(performance.now() - began));
`;

type Measured = Omit<Bundle, 'inputs'> & {
  readonly name: FunctionName;
  readonly startBudgetKb: number;
  readonly importMs: number;
  readonly slowestMs: number;
};

/** What a cold start of each function of AWS reads and how long it takes to import, each time in a fresh process without a code cache. */
export const coldBench: Bench = {
  parts: {
    import: async () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'threadwell-cold-'));
      try {
        const measured: Measured[] = [];
        for (const name of FUNCTION_NAMES) {
          const { inputs: _, ...sizes } = await bundleFunction(name, folder);
          const times = Array.from({ length: STARTS }, () => importMs(path.join(folder, name, 'index.mjs')));
          measured.push({ name, ...sizes, startBudgetKb: START_BUDGETS_KB[name], importMs: median(times), slowestMs: Math.max(...times) });
        }
        return { text: format(measured), json: measured };
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  },
};

function importMs(index: string): number {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', IMPORT, index], {
    cwd: path.dirname(index),
    encoding: 'utf8',
    env: {},
  });
  if (status !== 0) throw new Error(`${index} cannot be imported: ${stderr}`);
  return Number(stdout);
}

function format(measured: readonly Measured[]): string {
  const kilobytes = (bytes: number) => (bytes / 1_000).toFixed(0);
  const table = formatTable(
    ['function', 'all kB', 'gzip kB', 'at start kB', 'of budget', 'import ms', 'slowest ms'],
    measured.map(({ name, bytes, gzipBytes, startBytes, startBudgetKb, importMs, slowestMs }) => [
      name,
      kilobytes(bytes),
      kilobytes(gzipBytes),
      kilobytes(startBytes),
      `${(startBytes / 10 / startBudgetKb).toFixed(0)} %`,
      importMs.toFixed(0),
      slowestMs.toFixed(0),
    ]),
  );
  return [`Cold: bundles of the functions, imported ${STARTS} times`, '', table].join('\n');
}
