import { errorCodes } from '#core/domain/error-codes.ts';
import type { Passage } from '#core/domain/passage.ts';
import { contentTerms } from '#core/domain/words.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';
import { toQuery } from '../conversation/screen-message.ts';
import type { ResolvedQuestion } from './resolve-follow-up.ts';

/** The right passage is nearly always among the first eight; more would only cost time. */
const PASSAGES = 8;
/** A passage at this share of the threshold is near enough to be named when there is no answer. */
const NEARLY = 0.8;
const MAX_NEAREST = 2;
/** A question with fewer words of its own cannot be looked up without what it leans on. */
const MIN_QUESTION_TERMS = 2;

/** A pasted log may name dozens of codes; an answer explains a few. */
const MAX_CODES = 3;

export type Found = {
  /** At or above the threshold, best first. */
  readonly usable: readonly Passage[];
  /** Titles of the nearest misses; empty when there are usable ones. */
  readonly nearest: readonly string[];
};

/** Looks up a question. What it leans on is searched with it; alone it is searched only when that finds nothing. */
export async function findPassages(question: ResolvedQuestion, knowledgeBase: KnowledgeBase, minConfidence: number): Promise<Found> {
  let misses: Passage[] = [];
  for (const query of queriesFor(question)) {
    const passages = await knowledgeBase.retrieve({ text: query, limit: PASSAGES });
    const usable = passages.filter((passage) => passage.confidence >= minConfidence);
    if (usable.length) return { usable: [...usable, ...(await named(question.text, usable, knowledgeBase, minConfidence))], nearest: [] };
    misses = [...misses, ...passages];
  }
  const near = misses.filter((passage) => passage.confidence >= NEARLY * minConfidence).sort((a, b) => b.confidence - a.confidence);
  return { usable: [], nearest: [...new Set(near.map((passage) => passage.title))].slice(0, MAX_NEAREST) };
}

/** The articles of the single codes, where a message names several: each of them holds only a part of the question. */
async function named(text: string, found: readonly Passage[], knowledgeBase: KnowledgeBase, minConfidence: number): Promise<Passage[]> {
  const codes = errorCodes(text).slice(0, MAX_CODES);
  if (codes.length < 2) return [];
  const lists = await Promise.all(codes.map((code) => knowledgeBase.retrieve({ text: code, limit: 1 })));
  return lists.flat().filter(({ url, confidence }) => confidence >= minConfidence && !found.some((passage) => passage.url === url));
}

function queriesFor({ text, context }: ResolvedQuestion): string[] {
  const alone = toQuery(text);
  if (!alone.trim()) return [];
  return context ? [`${alone} ${context}`, ...(contentTerms(alone).length >= MIN_QUESTION_TERMS ? [alone] : [])] : [alone];
}
