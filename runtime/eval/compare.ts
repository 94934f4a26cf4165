import type { EvalReport, Miss } from './evaluate.ts';

/** A question that one brain gets right and the other does not, or gets wrong in another way; null where it is right. */
type ChangedQuestion = { readonly question: string; readonly was: Miss['what'] | null; readonly is: Miss['what'] | null };

export type Comparison = {
  /** The brain that is configured now. */
  readonly configured: string;
  readonly candidate: string;
  readonly figures: Readonly<Record<Figure, { readonly was: number | null; readonly is: number | null }>>;
  /** What gets worse first, then what gets better, in the order of the golden file. */
  readonly changed: readonly ChangedQuestion[];
};

const FIGURES = ['citationAccuracy', 'refusalAccuracy', 'falseRefusals', 'errors'] as const;
type Figure = (typeof FIGURES)[number];

/** What a switch from one brain to the other would change; both were asked the same questions of the same articles. */
export function compareReports(
  [configured, before]: readonly [name: string, report: EvalReport],
  [candidate, after]: readonly [name: string, report: EvalReport],
): Comparison {
  const was = new Map(before.misses.map(({ question, what }) => [question, what]));
  const is = new Map(after.misses.map(({ question, what }) => [question, what]));
  const changed = [...new Set([...was.keys(), ...is.keys()])]
    .map((question) => ({ question, was: was.get(question) ?? null, is: is.get(question) ?? null }))
    .filter((one) => one.was !== one.is);
  return {
    configured,
    candidate,
    figures: Object.fromEntries(FIGURES.map((figure) => [figure, { was: before[figure], is: after[figure] }])) as Comparison['figures'],
    changed: [...changed.filter(({ is }) => is !== null), ...changed.filter(({ is }) => is === null)],
  };
}
