import { withoutPart } from '#core/domain/article.ts';
import { errorCodes } from '#core/domain/error-codes.ts';
import type { Passage } from '#core/domain/passage.ts';
import { contentTerms } from '#core/domain/words.ts';
import { readShape } from '../question/read-shape.ts';
import type { ResolvedQuestion } from '../question/resolve-follow-up.ts';
import { chooseBlocks, type Group, proseLength, textOf } from './choose-blocks.ts';
import { asksOff, type Candidate, rankCandidates, showsHow } from './rank-candidates.ts';
import { coverage, passageTerms, type WordWeights, weighWords } from './weigh-words.ts';

/** What an answer takes from one passage. */
export type Quote = { readonly passage: Passage; readonly groups: readonly Group[] };

/** What a visitor reads without scrolling twice; code is not counted. */
const MAX_PROSE_CHARACTERS = 1_200;
const MAX_PASSAGES = 3;
/** A further source adds a remark and no second answer. */
const FURTHER_CHARACTERS = 450;
/** It has to speak to at least this share of the question that the answer does not cover yet … */
const MIN_NEW_COVERAGE = 0.35;
/** … with more than one word, as one in common is chance … */
const MIN_NEW_TERMS = 2;
/** … to a good part of the whole question … */
const MIN_FURTHER_COVERAGE = 0.5;
/** … and be about as near to the question as the best one. */
const NEAR_BEST_CONFIDENCE = 0.8;
/** A section that shows how is about as near to the question as other parts of its page. */
const SAME_PAGE_CONFIDENCE = 0.5;

/** The best passage and the few that add to it, best section first, each with the parts of it to quote. */
export function chooseSources(question: ResolvedQuestion, passages: readonly Passage[]): Quote[] {
  const weights = weighWords(question, passages);
  const candidates = rankCandidates(question, passages);
  const quotes: Quote[] = [];
  let room = MAX_PROSE_CHARACTERS;
  const add = ({ passage, blocks }: Candidate, limit: number) => {
    const groups = chooseBlocks({ title: passage.title, blocks }, question.text, weights, Math.min(room, limit));
    const fresh = groups.filter((group) => !isSaid(group, quotes));
    if (fresh.length) quotes.push({ passage, groups: fresh });
    room -= fresh.reduce((sum, group) => sum + proseLength(group), 0);
  };
  for (const candidate of candidates) {
    if (quotes.length >= MAX_PASSAGES || room <= 0) break;
    const best = quotes[0]?.passage;
    if (best && !adds(candidate.passage, best, question, quotes, weights)) continue;
    const isFurther = best !== undefined && withoutPart(best.url) !== withoutPart(candidate.passage.url);
    add(candidate, isFurther ? FURTHER_CHARACTERS : room);
  }
  const also = sectionThatShowsHow(question, candidates, quotes) ?? sectionForCircumstances(question, candidates, quotes);
  if (also && room > 0) add(also, FURTHER_CHARACTERS);
  return inReadingOrder(quotes);
}

/** Where a question asks how and the answer so far is talk: the section of the same page that shows most of how. */
function sectionThatShowsHow(
  question: ResolvedQuestion,
  candidates: readonly Candidate[],
  quotes: readonly Quote[],
): Candidate | undefined {
  const [best] = quotes;
  if (!best || quotes.length > 1 || readShape(question.text) !== 'steps' || asksOff(question.text) || best.groups.flat().some(showsHow))
    return undefined;
  const page = (passage: Passage) => passage.url.split('#')[0];
  const shown = ({ blocks }: Candidate) => blocks.filter(showsHow).reduce((sum, block) => sum + textOf(block).split('\n').length, 0);
  return candidates
    .filter(({ passage }) => page(passage) === page(best.passage) && passage.confidence >= SAME_PAGE_CONFIDENCE * best.passage.confidence)
    .filter((candidate) => shown(candidate) > 0)
    .sort((a, b) => shown(b) - shown(a))[0];
}

/**
 * Where an error code is explained and the question says more, `FW-2001 only on Runtime Fabric`: the section about those circumstances
 * that speaks most of what the cure speaks of, here of ports and outbound rules.
 */
function sectionForCircumstances(
  question: ResolvedQuestion,
  candidates: readonly Candidate[],
  quotes: readonly Quote[],
): Candidate | undefined {
  const [explained] = quotes;
  const codes = errorCodes(question.text);
  if (!explained || quotes.length > 1 || !errorCodes(explained.passage.title).some((code) => codes.includes(code))) return undefined;
  const parts = new Set([...contentTerms(codes.join(' ')), ...contentTerms(explained.passage.title)]);
  const circumstances = contentTerms(question.text).filter((term) => !parts.has(term));
  if (circumstances.length === 0) return undefined;
  const described = candidates
    .filter(({ passage }) => passage.url !== explained.passage.url)
    .map((candidate) => ({ candidate, terms: passageTerms(candidate.passage) }));
  // An explanation ends in what to do, and that is what differs from place to place.
  const cure = explained.groups.flat().findLast((block) => block.kind === 'prose' || block.kind === 'list');
  const spokenOf = contentTerms(cure ? textOf(cure) : '').filter((term) => !circumstances.includes(term));
  // A word that most of the sections have in common with the explanation tells none of them from the others.
  const rarity = new Map(spokenOf.map((term) => [term, 1 / described.filter(({ terms }) => terms.has(term)).length]));
  const kinship = (terms: ReadonlySet<string>) =>
    terms.values().reduce((sum, term) => sum + (rarity.get(term) ?? 0), 0) / Math.sqrt(terms.size);
  return described
    .filter(({ terms }) => circumstances.every((term) => terms.has(term)))
    .filter(({ terms }) => spokenOf.filter((term) => terms.has(term)).length >= MIN_NEW_TERMS)
    .sort((a, b) => kinship(b.terms) - kinship(a.terms))[0]?.candidate;
}

/** Whether a further passage says something about the question that is not said yet. */
function adds(passage: Passage, best: Passage, question: ResolvedQuestion, quotes: readonly Quote[], weights: WordWeights): boolean {
  const said = quotes.map(quotedText).join('\n');
  const explained = quotes.flatMap((quote) => errorCodes(quote.passage.title));
  if (errorCodes(passage.title).some((code) => errorCodes(question.text).includes(code) && !explained.includes(code))) return true;
  // A procedure goes on in the next part of its section.
  if (withoutPart(passage.url) === withoutPart(best.url) && ['steps', 'list'].includes(readShape(question.text))) return true;
  if (passage.confidence < NEAR_BEST_CONFIDENCE * best.confidence || coverage(passage, weights) < MIN_FURTHER_COVERAGE) return false;
  const has = passageTerms(passage);
  const covered = new Set(contentTerms(said));
  // Words of earlier turns were answered there.
  const own = new Set(contentTerms(question.text));
  const fresh = [...weights].filter(([term]) => own.has(term) && has.has(term) && !covered.has(term));
  const all = weights.values().reduce((sum, weight) => sum + weight, 0);
  return fresh.length >= MIN_NEW_TERMS && fresh.reduce((sum, [, weight]) => sum + weight, 0) >= MIN_NEW_COVERAGE * all;
}

/** The title and everything quoted, as text. */
export function quotedText({ passage, groups }: Quote): string {
  return `${passage.title}\n${groups.flat().map(textOf).join('\n')}`;
}

function isSaid(group: Group, quotes: readonly Quote[]): boolean {
  const said = quotes.map(quotedText).join('\n');
  return group.every((block) => said.includes(textOf(block)));
}

/** Parts of one section stand together in the order of the page; sections stay in the order of their best part. */
function inReadingOrder(quotes: readonly Quote[]): Quote[] {
  const section = ({ passage }: Quote) => withoutPart(passage.url);
  const part = ({ passage }: Quote) => Number(/:~:part=(\d+)$/.exec(passage.url)?.[1] ?? 1);
  const sections = [...new Set(quotes.map(section))];
  return quotes.toSorted((a, b) => sections.indexOf(section(a)) - sections.indexOf(section(b)) || part(a) - part(b));
}
