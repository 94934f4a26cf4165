import { Worker } from 'node:worker_threads';
import { HOSTILE_TEXTS } from '../../../pipelines/email-distill/clean/fixtures/hostile-texts.ts';
import { formatTable } from '../../print-table.ts';
import { CLEANERS } from './cleaners.ts';
import type { HostileTask } from './hostile-worker.ts';

/** A text that is not done by then counts as hanging; the worker is killed and the bench goes on. */
const CAP_MS = 1_000;
const LENGTHS = [20_000, 100_000] as const;
/** The first rounds warm up; the best counts, since other programs can only make it longer. */
const ROUNDS = 7;
/** What a mail may take. */
const TARGET_MS = 50;

export type HostileResult = {
  readonly cleaner: string;
  /** By text: milliseconds at 20 KB and at 100 KB; null where it did not end within the cap. */
  readonly ms: Readonly<Record<string, readonly (number | null)[]>>;
};

/**
 * Every cleaner on every hostile text; one behind the other is no better than its parts and left out. HTML is read by our reader, so only our
 * cleaner is asked about that.
 */
export async function benchHostile(): Promise<readonly HostileResult[]> {
  const results: HostileResult[] = [];
  for (const [index, { name: cleaner }] of CLEANERS.filter(({ version }) => version).entries()) {
    const worker = killableWorker();
    const ms: Record<string, readonly (number | null)[]> = {};
    for (const text of HOSTILE_TEXTS.filter(({ html }) => index === 0 || !html)) {
      const times: (number | null)[] = [];
      for (const length of LENGTHS) {
        // Once shows whether it ends at all; only then is it worth more rounds.
        const once = await worker.run({ cleaner, text: text.name, length, rounds: 1 });
        const best =
          once === null || once > CAP_MS / ROUNDS ? once : await worker.run({ cleaner, text: text.name, length, rounds: ROUNDS });
        times.push(best ?? once);
      }
      ms[text.name] = times;
    }
    await worker.end();
    results.push({ cleaner, ms });
  }
  return results;
}

function killableWorker() {
  const start = () => new Worker(new URL('./hostile-worker.ts', import.meta.url));
  let worker = start();
  return {
    run: (task: HostileTask): Promise<number | null> =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          const hanging = worker;
          worker = start();
          void hanging.terminate().then(() => resolve(null), reject);
        }, CAP_MS);
        const done = (settle: () => void) => {
          clearTimeout(timer);
          worker.removeAllListeners();
          settle();
        };
        worker.once('message', (ms: number) => done(() => resolve(ms)));
        worker.once('error', (error) => done(() => reject(error)));
        worker.postMessage(task);
      }),
    end: () => worker.terminate(),
  };
}

export function formatHostile(results: readonly HostileResult[]): string {
  const large = (result: HostileResult, name: string) => result.ms[name]?.[1];
  const show = (ms: number | null | undefined) => (ms === undefined ? '' : ms === null ? `> ${CAP_MS}` : ms.toFixed(1));
  const worst = (result: HostileResult) =>
    Object.values(result.ms)
      .map((times) => times[1] ?? null)
      .toSorted((a, b) => (b ?? Number.POSITIVE_INFINITY) - (a ?? Number.POSITIVE_INFINITY))[0];
  const over = (result: HostileResult) =>
    Object.values(result.ms).filter((times) => (times[1] ?? Number.POSITIVE_INFINITY) > TARGET_MS).length;
  return [
    `Hostile: ${HOSTILE_TEXTS.length} texts of 100 KB, milliseconds`,
    formatTable(
      ['hostile text', ...results.map(({ cleaner }) => cleaner)],
      [
        ['worst', ...results.map((result) => show(worst(result)))],
        [`over ${TARGET_MS} ms`, ...results.map((result) => `${over(result)} of ${Object.keys(result.ms).length}`)],
        ...HOSTILE_TEXTS.map(({ name, html }) => [html ? `${name} (HTML)` : name, ...results.map((result) => show(large(result, name)))]),
      ],
    ),
  ].join('\n\n');
}
