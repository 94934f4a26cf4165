import { plainWords, type Unit, type UnitThread } from './sentence-units.ts';

/** How well chosen sentences match the marked ones; each between 0 and 1. */
export type ChoiceScore = {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** F of single words and of the longest common subsequence of words, against the marked text. */
  readonly rouge1: number;
  readonly rougeL: number;
};

/** Scores one choice. A marked sentence that the cleaner lost is missed by every method. */
export function scoreChoice({ units, marked, lost }: UnitThread, chosen: readonly Unit[]): ChoiceScore {
  const wanted = units.filter((unit) => unit.wanted).length + lost;
  const right = chosen.filter((unit) => unit.wanted).length;
  const precision = chosen.length ? right / chosen.length : 0;
  const recall = wanted ? right / wanted : 0;
  const reference = wordsOf(marked.join(' '));
  const words = wordsOf(chosen.map(({ text }) => text).join(' '));
  return {
    precision,
    recall,
    f1: harmonic(precision, recall),
    rouge1: overlapScore(commonWords(words, reference), words, reference),
    rougeL: overlapScore(commonSubsequence(words, reference), words, reference),
  };
}

function wordsOf(text: string): string[] {
  return plainWords(text).split(' ').filter(Boolean);
}

function overlapScore(common: number, words: readonly string[], reference: readonly string[]): number {
  return words.length && reference.length ? harmonic(common / words.length, common / reference.length) : 0;
}

function harmonic(a: number, b: number): number {
  return a + b > 0 ? (2 * a * b) / (a + b) : 0;
}

/** Words in common as a bag. */
function commonWords(words: readonly string[], reference: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of reference) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of words) {
    const count = left.get(word) ?? 0;
    if (count > 0) common++;
    left.set(word, count - 1);
  }
  return common;
}

function commonSubsequence(words: readonly string[], reference: readonly string[]): number {
  let row = new Array<number>(reference.length + 1).fill(0);
  for (const word of words) {
    const next = [0];
    reference.forEach((other, index) => {
      next.push(word === other ? row[index]! + 1 : Math.max(row[index + 1]!, next[index]!));
    });
    row = next;
  }
  return row.at(-1)!;
}
