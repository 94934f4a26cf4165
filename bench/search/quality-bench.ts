import { type Metrics, metrics, metricsByTag, type Outcome } from '#core/domain/golden.ts';
import { formatTable } from '../print-table.ts';
import { baseOf } from './base.ts';
import type { SearchEngine } from './engines/engine.ts';
import { ENGINES } from './engines/engines.ts';
import { LOCAL_MIN_CONFIDENCE } from './engines/threadwell.ts';
import { labelledQuestions, sampleArticles } from './sample-articles.ts';

/** The deepest place that a figure looks at. */
const DEPTH = 10;

export type QualityRow = {
  readonly engine: string;
  readonly articles: number;
  readonly questions: 'seen' | 'held-out';
  readonly all: Metrics;
  readonly groups: Readonly<Record<string, Metrics>>;
};

/** All engines over the same articles and questions: the samples alone, and among made ones, `articles` in all. */
export async function benchQuality(articles: number): Promise<QualityRow[]> {
  const { seen, heldOut } = labelledQuestions();
  const rows: QualityRow[] = [];
  for (const base of [sampleArticles(), baseOf(articles)])
    for (const { name, open } of ENGINES) {
      const engine = await open(base);
      for (const [questions, golden] of [
        ['seen', seen],
        ['held-out', heldOut],
      ] as const) {
        const outcomes: Outcome[] = [];
        for (const question of golden) outcomes.push({ ...question, ...(await ask(engine, question.question)) });
        rows.push({ engine: name, articles: base.length, questions, all: metrics(outcomes), groups: metricsByTag(outcomes) });
      }
      engine.close();
    }
  return rows;
}

/** An engine without a confidence answers whatever it finds. */
async function ask(engine: SearchEngine, question: string): Promise<Pick<Outcome, 'found' | 'answered' | 'cited'>> {
  const { urls, confidence } = await engine.find(question, DEPTH);
  return { found: urls, answered: confidence === null ? urls.length > 0 : confidence >= LOCAL_MIN_CONFIDENCE, cited: [] };
}

export function formatQuality(rows: readonly QualityRow[]): string {
  const blocks = Map.groupBy(rows, (row) => `${row.articles} articles, ${row.questions} questions`);
  return [...blocks].map(([name, block]) => `Search quality: ${name}\n\n${overall(block)}\n\n${byGroup(block)}`).join('\n\n');
}

function overall(rows: readonly QualityRow[]): string {
  return formatTable(
    ['engine', 'recall@1', 'recall@5', 'recall@10', 'MRR', 'nDCG@10', 'refused right', 'refused wrong'],
    rows.map(({ engine, all }) => [
      engine,
      ...[all.recallAt1, all.recallAt5, all.recallAt10, all.mrr, all.ndcgAt10, all.refusalAccuracy, all.falseRefusals].map(share),
    ]),
  );
}

/** Recall@5 and MRR of each group; the groups without an answer have the share of right refusals. */
function byGroup(rows: readonly QualityRow[]): string {
  const groups = Object.entries(rows[0]!.groups);
  return formatTable(
    ['recall@5 / MRR', ...groups.map(([group, { questions }]) => `${group} (${questions})`)],
    rows.map(({ engine, groups: own }) => [
      engine,
      ...groups.map(([group]) => {
        const { recallAt5, mrr, refusalAccuracy } = own[group]!;
        return recallAt5 === null ? share(refusalAccuracy) : `${share(recallAt5)} / ${share(mrr)}`;
      }),
    ]),
  );
}

function share(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}
