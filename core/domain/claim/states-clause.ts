import { DROPPABLE } from './charged-words.ts';
import type { Clause, Placed } from './clauses.ts';
import { isRoving } from './interchangeable.ts';

/** Prepositions that say who does what to whom: another one, or none, is another claim. */
const STRICT = new Set('to from into onto by via through without than against over under between von zu à'.split(' '));
/** Prepositions that trade places freely. */
const ALIKE: readonly ReadonlySet<string>[] = [
  new Set(['in', 'inside', 'within', 'into', 'on', 'onto', 'at', 'of']),
  new Set(['with', 'by', 'via', 'through']),
  new Set(['to', 'into', 'onto']),
  new Set(['for', 'of']),
];

/** The place of a word that needs none. */
const LABEL = -2;

/**
 * Whether a clause of the mail states this clause: every word with a meaning stands in it, the words that turn a claim round are the same, and
 * nothing has changed its role. `earlier` is what was said before it, where a pronoun may be resolved from.
 */
export function statesClause(said: Clause, claimed: Clause, earlier: readonly Placed[]): boolean {
  if (!sameCharges(said, claimed)) return false;
  const found = place(claimed.words, said.words);
  const places = found.map((at, index) => (at === -1 && claimed.words[index]!.isLabel ? LABEL : at));
  if (places.includes(-1) && !mayBorrow(said, claimed, places, earlier)) return false;
  const kept = claimed.words.flatMap((word, index) => (places[index]! < 0 ? [] : [{ word, at: places[index]! }]));
  return inOrder(kept, said, claimed) && samePrepositions(kept, said, claimed);
}

/** Where each claimed word stands in what was said; -1 for one that does not. The same word twice needs it twice. */
function place(claimed: readonly Placed[], said: readonly Placed[]): number[] {
  const free = new Set(said.keys());
  return claimed.map((word) => {
    const candidates = [...free].filter((index) => said[index]!.term === word.term && isComparable(said[index]!, word));
    const at = candidates.find((index) => said[index]!.preposition === word.preposition) ?? candidates[0] ?? -1;
    free.delete(at);
    return at;
  });
}

function isComparable(said: Placed, claimed: Placed): boolean {
  return said.kind === claimed.kind && said.charge === claimed.charge;
}

function sameCharges(said: Clause, claimed: Clause): boolean {
  const charges = new Set([...said.charges.keys(), ...claimed.charges.keys()]);
  const negated = said.charges.has('not');
  for (const charge of charges) {
    const before = said.charges.get(charge) ?? 0;
    const after = claimed.charges.get(charge) ?? 0;
    // `You need not` is not `do not`; elsewhere an instruction says the same as a need.
    if (charge === 'need' ? negated && before > 0 !== after > 0 : DROPPABLE.has(charge) ? after > before : before !== after) return false;
  }
  return true;
}

/**
 * Words from what was said before may stand for a pronoun or an omitted subject, when the rest of the clause is told in full: then nothing was
 * pushed out by them. A number comes only with its name (`Hub 2.0`) or from right before the pronoun.
 */
function mayBorrow(said: Clause, claimed: Clause, places: readonly number[], earlier: readonly Placed[]): boolean {
  if (!said.leans || said.words.length === 0) return false;
  if (said.words.some((_, index) => !places.includes(index))) return false;
  return claimed.words.every((word, index) => {
    if (places[index] !== -1) return true;
    if (STRICT.has(word.preposition) || isRoving(word.term)) return false;
    const found = earlier.findLastIndex((other) => other.term === word.term && isComparable(other, word));
    if (found < 0 || word.kind !== 'exact' || !/^\d/.test(word.term)) return found >= 0;
    const name = places[index - 1] === -1 ? claimed.words[index - 1] : undefined;
    return found === earlier.length - 1 || (name !== undefined && earlier[found - 1]?.term === name.term);
  });
}

type Kept = readonly { readonly word: Placed; readonly at: number }[];

/** Subject, verb and object keep their order, a place may move to the front, unless the voice changes; identifiers and numbers keep theirs always. */
function inOrder(kept: Kept, said: Clause, claimed: Clause): boolean {
  const ascends = (list: Kept) => list.every(({ at }, index) => index === 0 || at >= list[index - 1]!.at);
  const isMoved = ({ word, at }: Kept[number]) => word.preposition !== '' && said.words[at]!.preposition !== '';
  if (!ascends(kept.filter((one) => one.word.kind === 'exact' && !isMoved(one)))) return false;
  const isPlace = ({ word, at }: Kept[number], index: number) =>
    said.words[at]!.preposition !== '' || (word.preposition !== '' && kept.slice(0, index).every((other) => other.word.preposition !== ''));
  const core = kept.filter((one, index) => !isPlace(one, index) && !isRoving(one.word.term));
  if (said.isPassive === claimed.isPassive || core.length < 2) return ascends(core);
  // `A sends B` became `B is sent`: what stands first now stood behind something.
  return said.isPassive || core[0]!.at > Math.min(...core.map(({ at }) => at));
}

function samePrepositions(kept: Kept, said: Clause, claimed: Clause): boolean {
  const differing = kept
    .map(({ word, at }, index) => ({ at, index, after: word.preposition, before: said.words[at]!.preposition }))
    .filter(({ before, after }) => before !== after && !ALIKE.some((group) => group.has(before) && group.has(after)));
  // `by X` names what is the first word of the active sentence.
  const isAgent = ({ at, index, before, after }: (typeof differing)[number]) =>
    (after === 'by' && claimed.isPassive && at === 0) || (before === 'by' && said.isPassive && index === 0);
  const wrong = differing.filter((one) => !isAgent(one));
  if (wrong.some(({ before, after }) => STRICT.has(before) || STRICT.has(after))) return false;
  // A place that one word lost and another one gained: `X waits for Y` became `Y waits for X`.
  return !wrong.some(({ before }) => before !== '' && wrong.some(({ after }) => after === before));
}
