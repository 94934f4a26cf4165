import type { Charge } from '#core/domain/claim/charged-words.ts';
import { type ClaimWord, claimWords } from '#core/domain/claim/claim-words.ts';
import { type Clause, clausesOf } from '#core/domain/claim/clauses.ts';
import { isSupportedBy } from '#core/domain/evidence.ts';
import { type SourceText, termsOf } from './source-text.ts';

/** A sentence in other words leaves at most this share of what it says without a word of the source. */
const MIN_COVERAGE = 0.7;
/** It is put together of so few sentences of the source; of more it would be put together by chance. */
const MAX_UNITS = 3;
/** A clause of the source is what a clause says when it has nearly as much of it as any other. */
const NEAR_BEST = 0.8;
/** Small words that turn a claim round: a clause and what it is taken from have the same of them. */
const TURNING: readonly Charge[] = ['not', 'off', 'down', 'unless', 'more', 'less', 'least', 'most'];

/**
 * Whether sources say a sentence, in their words or in others. Looser than the evidence of a draft, whose words a person signs: an answer
 * may reorder and shorten. But numbers, versions, identifiers, commands and addresses stand in a source as they are, each beside the words
 * that it belongs to; most other words stand in a few of its sentences; and no negation or limit is added or lost.
 */
export function supports(sentence: string, sources: readonly SourceText[]): boolean {
  if (sources.length === 0) return false;
  const texts = sources.map(({ text }) => text);
  if (
    isSupportedBy(
      sentence,
      sources.flatMap(({ sentences }) => sentences),
    )
  )
    return true;
  const words = tellingWords(sentence);
  if (words.length === 0) return false;
  return (
    literalsOf(sentence).every((literal) => texts.some((text) => oneLine(text).includes(oneLine(literal)))) &&
    words.every(({ kind, term }) => kind === 'plain' || sources.some((source) => source.terms.has(term))) &&
    isCovered(words, sources) &&
    clausesOf(sentence).every((clause) => isUnturned(clause, sources) && hasItsNumbers(clause, sources))
  );
}

/** Whether sources speak of what an introduction names; what it leads to says the rest. One that forbids or limits is no mere introduction. */
export function speakOf(introduction: string, sources: readonly SourceText[]): boolean {
  const words = tellingWords(introduction);
  return (
    words.length > 0 &&
    words.every(({ kind, term }) => kind === 'plain' || sources.some((source) => source.terms.has(term))) &&
    isCovered(words, sources) &&
    clausesOf(introduction).every(({ charges }) => TURNING.every((charge) => !charges.has(charge)))
  );
}

function tellingWords(text: string): ClaimWord[] {
  return claimWords(text).filter(({ kind }) => kind === 'exact' || kind === 'plain');
}

/** Whether every row of a table stands in one of a source's tables. */
export function supportsRow(row: string, sources: readonly SourceText[]): boolean {
  const terms = termsOf(row);
  return terms.length > 0 && sources.some(({ units }) => units.some((unit) => unit.isRow && terms.every((term) => unit.terms.has(term))));
}

/** Whether lines of code stand in a source in this order. */
export function supportsCode(lines: readonly string[], source: SourceText): boolean {
  let from = 0;
  return (
    lines.length > 0 &&
    lines.every((line) => {
      const at = source.codeLines.indexOf(line, from);
      from = at + 1;
      return at >= 0;
    })
  );
}

/** What is set in code or quotation marks is said to be literally so. */
function literalsOf(sentence: string): string[] {
  return [...sentence.matchAll(/`([^`]+)`|"([^"]+)"|“([^”]+)”/g)].map(([, ...found]) => found.find((text) => text !== undefined)!);
}

function isCovered(words: readonly ClaimWord[], sources: readonly SourceText[]): boolean {
  const left = new Set(words.map(({ term }) => term));
  const all = left.size;
  for (const term of left) if (sources.some(({ title }) => title.has(term))) left.delete(term);
  for (let count = 0; count < MAX_UNITS && left.size > 0; count++) {
    const held = sources.flatMap(({ units }) => units.map(({ terms }) => [...left].filter((term) => terms.has(term))));
    const best = held.reduce((most, one) => (one.length > most.length ? one : most), []);
    for (const term of best) left.delete(term);
  }
  return (all - left.size) / all >= MIN_COVERAGE;
}

/** Whether what the clause is taken from has the same negations and limits. */
function isUnturned(clause: Clause, sources: readonly SourceText[]): boolean {
  const terms = new Set(clause.words.map(({ term }) => term));
  const held = sources.flatMap(({ clauses }) =>
    clauses.map((said) => ({ said, share: new Set(said.words.flatMap(({ term }) => (terms.has(term) ? [term] : []))).size })),
  );
  const best = Math.max(0, ...held.map(({ share }) => share));
  const turns = TURNING.filter((charge) => clause.charges.has(charge));
  if (best === 0) return turns.length === 0;
  return held.some(
    ({ said, share }) => share >= NEAR_BEST * best && TURNING.every((charge) => said.charges.has(charge) === turns.includes(charge)),
  );
}

/** Whether each number stands in a source beside a word that it stands beside here; beside its own identifier where there is one. */
function hasItsNumbers(clause: Clause, sources: readonly SourceText[]): boolean {
  const numbers = clause.words.filter(({ kind, term }) => kind === 'exact' && /^v?\d/.test(term)).map(({ term }) => term);
  const titled = (term: string) => sources.some(({ title }) => title.has(term));
  const named = clause.words.filter(({ kind, term }) => kind === 'exact' && !numbers.includes(term) && !titled(term));
  const plain = clause.words.filter(({ kind, term }) => kind === 'plain' && !titled(term));
  const company = (named.length > 0 ? named : plain).map(({ term }) => term);
  return numbers.every(
    (number) =>
      titled(number) ||
      sources.some(({ units }) =>
        units.some(({ terms }) => terms.has(number) && (company.length === 0 || company.some((term) => terms.has(term)))),
      ),
  );
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
