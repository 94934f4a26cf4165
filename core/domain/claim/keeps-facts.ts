import { DROPPABLE } from './charged-words.ts';
import { type ClaimWord, claimWords } from './claim-words.ts';

/** A rewording that has fewer of the words that mean something has left something out. */
const KEPT_SHARE = 0.6;

/**
 * Whether a rewording keeps what a text says: each number and name, each negation, condition, limit and doubt, and most of the other words that
 * mean something. That it adds nothing is for the evidence check.
 */
export function keepsFacts(text: string, reworded: string): boolean {
  const before = claimWords(text);
  const after = claimWords(reworded);
  if (!holds(exact(before), exact(after)) || !holds(charges(before), charges(after))) return false;
  const plain = new Set(before.flatMap((word) => (word.kind === 'plain' ? [word.term] : [])));
  const kept = new Set(after.map(({ term }) => term));
  return [...plain].filter((term) => kept.has(term)).length >= plain.size * KEPT_SHARE;
}

function exact(words: readonly ClaimWord[]): string[] {
  return [...new Set(words.flatMap((word) => (word.kind === 'exact' ? [word.term] : [])))];
}

/** `While` is as often a `but`. */
function charges(words: readonly ClaimWord[]): string[] {
  return words.flatMap(({ charge }) => (charge && charge !== 'need' && charge !== 'while' && !DROPPABLE.has(charge) ? [charge] : []));
}

/** Whether a list has all of another one, doubles counted. */
function holds(needed: readonly string[], there: readonly string[]): boolean {
  const left = [...there];
  return needed.every((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}
