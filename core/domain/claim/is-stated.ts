import { type Charge, DROPPABLE } from './charged-words.ts';
import { type ClaimWord, claimWords } from './claim-words.ts';
import { type Clause, clausesOf, type Placed, sentencesOf } from './clauses.ts';
import { statesClause } from './states-clause.ts';

/** Quoted text in the two forms that sentences are held against. */
export type Source = {
  readonly words: readonly (ClaimWord & { readonly sentence: number })[];
  readonly clauses: readonly Clause[];
};

/** Reads what was quoted once, for all sentences that point at it. */
export function readSource(quotes: readonly string[]): Source {
  const sentences = quotes.flatMap((quote) => sentencesOf(quote));
  return {
    words: sentences.flatMap((sentence, index) => wordsOf(sentence).map((word) => ({ ...word, sentence: index }))),
    clauses: sentences.flatMap((text, sentence) => clausesOf(text).map((clause) => ({ ...clause, sentence }))),
  };
}

/** Whether a text is made of whole sentences of the source, or is one run of its words. */
export function isTakenOver(text: string, source: Source): boolean {
  return isVerbatim(wordsOf(text), source);
}

/** Whether a sentence stands in the source word for word, or is put together of clauses that the source states. */
export function isStated(sentence: string, source: Source): boolean {
  return isVerbatim(wordsOf(sentence), source) || isParaphrase(clausesOf(sentence), source);
}

function wordsOf(sentence: string): ClaimWord[] {
  return claimWords(sentence).filter(({ kind }) => kind !== 'mark');
}

/** From here on a run of words is no accident, though it ends within a sentence: long log lines are cut. */
const LONG_RUN = 12;

/**
 * Whole sentences and lines of the source, one after the other, in its words; or one run of words. What a cut sentence leaves out must have
 * nothing that turns the rest round.
 */
function isVerbatim(claimed: readonly ClaimWord[], { words }: Source): boolean {
  if (claimed.length === 0) return false;
  for (let done = 0; done < claimed.length; ) {
    let longest = 0;
    for (let start = 0; start < words.length; start++) {
      if (done > 0 && !opens(start, words)) continue;
      const length = runLength(claimed, done, words, start);
      const isWhole = opens(start + length, words) && opens(start, words);
      const isEnough = isWhole || length >= LONG_RUN || (done === 0 && length === claimed.length);
      if (length > longest && isEnough && !isTurned(start, start + length, words)) longest = length;
    }
    if (longest === 0) return false;
    done += longest;
  }
  return true;
}

/** Whether a sentence of the source begins here, or all have ended. */
function opens(index: number, words: Source['words']): boolean {
  return words[index]?.sentence !== words[index - 1]?.sentence;
}

function runLength(claimed: readonly ClaimWord[], from: number, words: Source['words'], start: number): number {
  let length = 0;
  while (
    from + length < claimed.length &&
    start + length < words.length &&
    isSame(claimed[from + length]!, words[start + length]!, length === 0)
  )
    length++;
  return length;
}

function isTurned(start: number, end: number, words: Source['words']): boolean {
  const before = words.slice(0, start).filter(({ sentence }) => sentence === words[start]!.sentence);
  const after = words.slice(end).filter(({ sentence }) => sentence === words[end - 1]!.sentence);
  return [...before, ...after].some(({ charge }) => charge && charge !== 'need' && !DROPPABLE.has(charge));
}

/** A draft begins each step with a capital, be it `RJava`. */
function isSame(one: ClaimWord, other: ClaimWord, isFirst: boolean): boolean {
  if (isFirst && one.charge === other.charge && one.term.slice(1) === other.term.slice(1))
    return one.term.slice(0, 1).toLowerCase() === other.term.slice(0, 1).toLowerCase();
  return one.term === other.term && one.kind === other.kind && one.charge === other.charge;
}

function isParaphrase(claimed: readonly Clause[], { clauses }: Source): boolean {
  const telling = claimed.filter(({ words, charges }) => words.length > 0 || charges.size > 0);
  if (telling.every(({ words }) => words.length === 0)) return false;
  const candidates = telling.map((clause) => clauses.flatMap((_, index) => (isStatedAt(index, clause, clauses) ? [index] : [])));
  const told = new Set(candidates.flat());
  return candidates.every((found, at) =>
    found.some(
      (index) => isInPlace(telling[at]!, index, candidates[at - 1]) && narrowing(index, clauses).every((other) => told.has(other)),
    ),
  );
}

/** `Then` comes after what it follows in the mail, and `which` right behind it: there it says what it is about. */
function isInPlace(claimed: Clause, index: number, before: readonly number[] | undefined): boolean {
  if (!before) return true;
  if (claimed.isRelative) return before.includes(index - 1);
  return !claimed.isNext || before.some((other) => other < index);
}

/** Whether the clause at `index`, alone or with the one behind it in either order, states what is claimed. */
function isStatedAt(index: number, claimed: Clause, clauses: readonly Clause[]): boolean {
  const said = clauses[index]!;
  if (claimed.words.length === 0) return said.words.length === 0 && statesClause(said, claimed, []);
  if (!claimed.words.some(({ term }) => said.words.some((word) => word.term === term))) return false;
  if (statesClause(said, claimed, earlierWords(index, clauses))) return true;
  const next = clauses[index + 1];
  if (next?.sentence !== said.sentence) return false;
  return [join(said, next), join(next, said)].some((both) => usesAll(both, claimed) && statesClause(both, claimed, []));
}

/** Two clauses told as one, which is the same only when nothing is left out. */
function join(one: Clause, other: Clause): Clause {
  const charges = new Map<Charge, number>(one.charges);
  for (const [charge, count] of other.charges) charges.set(charge, (charges.get(charge) ?? 0) + count);
  return {
    words: [...one.words, ...other.words],
    charges,
    sentence: one.sentence,
    leans: false,
    isCoordinate: false,
    isRelative: false,
    narrows: false,
    isNext: false,
    isPassive: one.isPassive || other.isPassive,
  };
}

function usesAll(said: Clause, claimed: Clause): boolean {
  const terms = new Set(claimed.words.map(({ term }) => term));
  return said.words.every(({ term }) => terms.has(term));
}

/** What a pronoun in the clause at `index` may stand for: the sentence so far and the one before it. */
function earlierWords(index: number, clauses: readonly Clause[]): Placed[] {
  const { sentence } = clauses[index]!;
  return clauses.slice(startOf(sentence - 1, index, clauses), index).flatMap(({ words }) => words);
}

/** The first clause up to `index` that is in this sentence or a later one. */
function startOf(sentence: number, index: number, clauses: readonly Clause[]): number {
  let start = index;
  while (start > 0 && clauses[start - 1]!.sentence >= sentence) start--;
  return start;
}

/** The conditions that the clause at `index` is said under: they must be told with it. */
function narrowing(index: number, clauses: readonly Clause[]): number[] {
  const { sentence, isRelative } = clauses[index]!;
  if (isRelative) return [];
  const first = startOf(sentence, index, clauses);
  let end = index;
  while (clauses[end + 1]?.sentence === sentence) end++;
  return Array.from({ length: end - first + 1 }, (_, at) => first + at).filter((other) => {
    const clause = clauses[other]!;
    if (other === index || !clause.narrows) return false;
    const opens = other === first;
    // `Do A, and if B, do C`: the condition belongs to what follows.
    if (!opens && clause.isCoordinate) return other + 1 === index;
    if (opens) return other < index;
    return other - 1 === index || (other + 1 === index && !clauses[index]!.isCoordinate);
  });
}
