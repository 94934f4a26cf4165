import type { Passage } from '#core/domain/passage.ts';
import { remember } from '#core/domain/remember.ts';
import { contentTerms, isIdentifier, isStopWord, words } from '#core/domain/words.ts';
import type { ResolvedQuestion } from '../question/resolve-follow-up.ts';

/** How much each term of the question counts. */
export type WordWeights = ReadonlyMap<string, number>;

/** An error code or a property names one thing; a plain word names a subject. */
const IDENTIFIER_WEIGHT = 3;
/** `queue` of `queue.capacity` alone. */
const PART_WEIGHT = 0.4;
/** Words carried over from earlier turns or told around the question help to find the subject and must not outweigh what is asked now. */
const CONTEXT_WEIGHT = 0.5;

/** About 5 MB, with a hundred words each. */
const MAX_KNOWN_PASSAGES = 1_000;
const termsOf = remember((text: string): ReadonlySet<string> => new Set(contentTerms(text)), MAX_KNOWN_PASSAGES);

/** The words of a passage and of its title. */
export function passageTerms({ title, text }: Passage): ReadonlySet<string> {
  return termsOf(`${title}\n${text}`);
}

/** Weighs the words of a question; rare ones among the passages found count more, since common ones do not tell sentences apart. */
export function weighWords(question: ResolvedQuestion, passages: readonly Passage[]): WordWeights {
  const termSets = passages.map(passageTerms);
  const known = new Set(termSets.flatMap((terms) => [...terms]));
  const weights = new Map<string, number>();
  const add = (term: string, weight: number) => {
    const meant = known.has(term) ? term : (nearestTerm(term, known) ?? term);
    weights.set(meant, Math.max(weights.get(meant) ?? 0, weight));
  };
  for (const { text, factor } of [
    { text: `${question.context} ${question.story ?? ''}`, factor: CONTEXT_WEIGHT },
    { text: question.text, factor: 1 },
  ])
    for (const word of words(text)) {
      if (isStopWord(word.text)) continue;
      add(word.term, factor * (isIdentifier(word) ? IDENTIFIER_WEIGHT : 1));
      for (const part of word.parts) add(part, factor * PART_WEIGHT);
    }
  const rarity = (term: string) => Math.log((1 + passages.length) / (1 + termSets.filter((terms) => terms.has(term)).length));
  return new Map([...weights].map(([term, weight]) => [term, weight * (1 + rarity(term))]));
}

/** Shorter words have too many neighbours to guess which was meant. */
const MIN_TYPO_LETTERS = 5;

/** The passages were found in spite of a typing mistake; this finds which of their words was meant. */
function nearestTerm(term: string, known: ReadonlySet<string>): string | undefined {
  if (term.length < MIN_TYPO_LETTERS || !/^\p{L}+$/u.test(term)) return undefined;
  const allowed = term.length > 7 ? 2 : 1;
  return known
    .values()
    .find((other) => other[0] === term[0] && Math.abs(other.length - term.length) <= allowed && distance(term, other) <= allowed);
}

/** Letters to insert, remove, replace or swap with their neighbour (Damerau-Levenshtein, optimal string alignment). */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, before[j - 2]! + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}

/** The weight of the question's words that the text holds, each counted once. */
export function weightOf(text: string, weights: WordWeights): number {
  return sumOf(contentTerms(text), weights);
}

/** What a passage holds of the question, as a share of all: 1 when it has every word. */
export function coverage(passage: Passage, weights: WordWeights): number {
  const all = weights.values().reduce((sum, weight) => sum + weight, 0);
  return all === 0 ? 0 : sumOf(passageTerms(passage), weights) / all;
}

function sumOf(terms: Iterable<string>, weights: WordWeights): number {
  let sum = 0;
  for (const term of terms) sum += weights.get(term) ?? 0;
  return sum;
}
