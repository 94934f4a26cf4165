import type { TriageCategory } from '#core/domain/triage-categories.ts';
import { OTHER_CATEGORY } from '#core/domain/triage-settings.ts';
import { type Cue, cueFinder, type Reading } from './cues.ts';
import { incidentsOf } from './incidents.ts';
import { type ReadRequest, withPasted } from './read-request.ts';

const MAX_WEIGHED_WORDS = 3;
const QUESTION_WEIGHT = 1.5;
const SUPPOSED_WEIGHT = 0.25;
/** What is only supposed does not come before a fallback. */
const MIN_SPECIAL = 1;

type Sorter = { readonly name: string; readonly fallback: boolean; readonly find: (reading: Reading) => Cue[] };

/** Reading the terms of a list takes longer than finding them. */
const sorters = new WeakMap<readonly TriageCategory[], readonly Sorter[]>();

/**
 * The category that the most words speak for, each term once; a phrase counts for more than a word, and what is asked more than what is
 * told. What was pasted is asked only where the writer's own words leave it open, and fallbacks after that. Of equal ones the first of the
 * list; `other` where none speaks for any. An incident that happens is the category of its name, where there is one.
 */
export function categoryOf(request: ReadRequest, categories: readonly TriageCategory[]): string {
  const all = sortersOf(categories);
  const special = all.filter(({ fallback }) => !fallback);
  const general = all.filter(({ fallback }) => fallback);
  const happening = incidentsOf(request).find((incident) => categories.some(({ name }) => name === incident));
  if (happening) return happening;
  const more = withPasted(request);
  return (
    best(special, request, MIN_SPECIAL) ??
    best(special, more, MIN_SPECIAL) ??
    best(general, more) ??
    best(special, request) ??
    OTHER_CATEGORY
  );
}

function sortersOf(categories: readonly TriageCategory[]): readonly Sorter[] {
  const known = sorters.get(categories);
  if (known) return known;
  const made = categories.map(({ name, fallback, terms }) => ({ name, fallback, find: cueFinder(terms) }));
  sorters.set(categories, made);
  return made;
}

function best(list: readonly Sorter[], reading: Reading, least = 0): string | null {
  let top = { name: '', score: 0 };
  for (const { name, fallback, find } of list) {
    const score = scoreOf(find(reading), fallback);
    if (score > top.score) top = { name, score };
  }
  return top.score > 0 && top.score >= least ? top.name : null;
}

function scoreOf(cues: readonly Cue[], isFallback: boolean): number {
  const weights = new Map<string, number>();
  for (const { term, stance, sentence } of cues) {
    if (isFallback && stance === 'denied') continue;
    // "How do I avoid it" is about how, more than about what is avoided; "cannot log in" is about logging in.
    const isSupposed = stance === 'supposed' && !isFallback;
    const said = Math.min(MAX_WEIGHED_WORDS, term.split(' ').length) * (sentence.isQuestion ? QUESTION_WEIGHT : 1);
    weights.set(term, Math.max(weights.get(term) ?? 0, isSupposed ? SUPPOSED_WEIGHT : said));
  }
  return [...weights.values()].reduce((sum, weight) => sum + weight, 0);
}
