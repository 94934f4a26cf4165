import type { BenchResult } from '../../bench.ts';
import { formatTable, mean } from '../../print-table.ts';
import { type ChoiceScore, scoreChoice } from './choice-score.ts';
import { METHODS } from './methods.ts';
import { unitsOf } from './sentence-units.ts';
import { readThreadSet } from './thread-set.ts';

type Row = ChoiceScore & { readonly set: string; readonly method: string; readonly threads: number };
export type WriteBench = { readonly rows: readonly Row[]; readonly weakest: readonly { readonly thread: string; readonly f1: number }[] };

const WEAKEST = 5;

/** Which sentences of an annotated thread each method puts into the article, scored by thread and averaged, for both halves of the set. */
export function benchWrite(): WriteBench {
  const threads = readThreadSet().map(unitsOf);
  const scored = METHODS.flatMap(({ name, choose }) =>
    threads.map((thread) => ({ method: name, thread, score: scoreChoice(thread, choose(thread)) })),
  );
  const sets = [
    ['development', (set: string) => set === 'development'],
    ['held out', (set: string) => set === 'held-out'],
  ] as const;
  const rows = sets.flatMap(([set, belongs]) =>
    METHODS.map(({ name }): Row => {
      const own = scored.filter(({ method, thread }) => method === name && belongs(thread.set)).map(({ score }) => score);
      const average = (key: keyof ChoiceScore) => mean(own.map((score) => score[key]));
      return {
        set,
        method: name,
        threads: own.length,
        precision: average('precision'),
        recall: average('recall'),
        f1: average('f1'),
        rouge1: average('rouge1'),
        rougeL: average('rougeL'),
      };
    }),
  );
  const weakest = scored
    .filter(({ method }) => method === METHODS[0]!.name)
    .map(({ thread, score }) => ({ thread: thread.name, f1: score.f1 }))
    .sort((a, b) => a.f1 - b.f1)
    .slice(0, WEAKEST);
  return { rows, weakest };
}

export async function writeBench(): Promise<BenchResult> {
  const json = benchWrite();
  const table = formatTable(
    ['write', 'threads', 'precision', 'recall', 'F1', 'ROUGE-1', 'ROUGE-L'],
    json.rows.map(({ set, method, threads, ...score }) => [
      `${set}: ${method}`,
      String(threads),
      ...[score.precision, score.recall, score.f1, score.rouge1, score.rougeL].map((value) => value.toFixed(3)),
    ]),
  );
  const weakest = json.weakest.map(({ thread, f1 }) => `${thread} ${f1.toFixed(2)}`).join(', ');
  return { text: `${table}\nour weakest threads, by F1: ${weakest}`, json };
}
