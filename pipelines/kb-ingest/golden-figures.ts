import { type GoldenQuestion, metrics, type Outcome } from '#core/domain/golden.ts';
import type { GoldenFigures } from '#core/domain/refresh-report.ts';
import type { Side } from '#core/ports/knowledge-base.ts';
import type { Platform } from '#core/ports/platform.ts';

/** Golden questions may lose a little to a change of the docs; more is a regression. */
const MAX_LOSS = 0.05;
const DEPTH = 5;
const NAMES = {
  recallAt5: 'recall@5',
  citationAccuracy: 'right citations',
  refusalAccuracy: 'right refusals',
  falseRefusals: 'false refusals',
} as const;

/** Asks a side all golden questions. */
export async function askGolden(
  questions: readonly GoldenQuestion[],
  side: Side,
  { knowledgeBase }: Pick<Platform, 'knowledgeBase'>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const question of questions) {
    const passages = await knowledgeBase.retrieve({ text: question.question, limit: DEPTH, side });
    const found = passages.map(({ url }) => url);
    const answered = (passages[0]?.confidence ?? 0) >= knowledgeBase.minConfidence;
    outcomes.push({ ...question, found, answered, cited: found.slice(0, 1) });
  }
  return outcomes;
}

/** The figures of the outcomes. */
export function goldenFigures(outcomes: readonly Outcome[]): GoldenFigures {
  const { recallAt5, citationAccuracy, refusalAccuracy, falseRefusals } = metrics(outcomes);
  return { recallAt5, citationAccuracy, refusalAccuracy, falseRefusals };
}

/** The figures that got worse by more than a change of the docs explains, as clauses. Pure. */
export function goldenLosses(before: GoldenFigures, after: GoldenFigures): string[] {
  const names = Object.keys(NAMES) as (keyof GoldenFigures)[];
  return names.flatMap((name) => {
    const [was, is] = [before[name], after[name]];
    if (was === null || is === null) return [];
    const loss = name === 'falseRefusals' ? is - was : was - is;
    // Shares of the same questions differ by rounding alone.
    return loss > MAX_LOSS + 1e-9 ? [`${NAMES[name]} from ${percent(was)} to ${percent(is)}`] : [];
  });
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
