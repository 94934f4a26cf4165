import { OTHER_CATEGORY, type TriageCategory } from '#core/domain/triage-settings.ts';
import { type Cue, cueFinder, type Reading } from './cues.ts';

type Sorter = { readonly name: string; readonly fallback: boolean; readonly find: (reading: Reading) => Cue[] };

/** Reading the terms of a list takes longer than finding them. */
const sorters = new WeakMap<readonly TriageCategory[], readonly Sorter[]>();

/**
 * The category that the most words speak for, each term once; a phrase counts for more than a word, and what is asked more than what is
 * told. Of equal ones the first of the list. `other` where none speaks for any.
 */
export function categoryOf(reading: Reading, categories: readonly TriageCategory[]): string {
  const scored = sortersOf(categories).map(({ name, fallback, find }) => ({ name, fallback, score: score(find(reading)) }));
  return best(scored.filter(({ fallback }) => !fallback)) ?? best(scored.filter(({ fallback }) => fallback)) ?? OTHER_CATEGORY;
}

function sortersOf(categories: readonly TriageCategory[]): readonly Sorter[] {
  const known = sorters.get(categories);
  if (known) return known;
  const made = categories.map(({ name, fallback, terms }) => ({ name, fallback, find: cueFinder(terms) }));
  sorters.set(categories, made);
  return made;
}

function score(cues: readonly Cue[]): number {
  const weights = new Map<string, number>();
  for (const { term, stance, sentence } of cues) {
    if (stance === 'denied' || stance === 'supposed') continue;
    const weight = Math.min(3, term.split(' ').length) * (sentence.isQuestion ? 1.5 : 1);
    weights.set(term, Math.max(weights.get(term) ?? 0, weight));
  }
  return [...weights.values()].reduce((sum, weight) => sum + weight, 0);
}

function best(scored: readonly { readonly name: string; readonly score: number }[]): string | null {
  let top: { readonly name: string; readonly score: number } | undefined;
  for (const one of scored) if (one.score > (top?.score ?? 0)) top = one;
  return top?.name ?? null;
}
