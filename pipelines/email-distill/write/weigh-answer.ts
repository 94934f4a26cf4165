import { termCounts } from '../compare/text-likeness.ts';
import type { Guidance, SaidSentence } from './guidance.ts';
import { isPointer } from './pointers.ts';
import { isCore, substanceOf } from './substance.ts';

/** Points of substance (see {@link substanceOf}) that an answer needs: a step and what it is done with, or a reason and two facts. */
const MIN_SUBSTANCE = 3;
/** An answer that nobody says anything about must hold more by itself. */
const MIN_UNCONFIRMED_SUBSTANCE = 4;
/** With more stories, guesses and remarks among the sentences of an answer it is talk. */
const MAX_TALK_SHARE = 0.4;
const MAX_UNCONFIRMED_TALK_SHARE = 0.25;
const TALK = new Set(['story', 'aside', 'passing']);
/** Question and answer in two languages still share names; without this they are about different things. */
const MIN_SHARED_TERMS = 2;
const STEM_LENGTH = 4;
/** And of the whole mails, with their small talk, at most this share. */
const MAX_SMALL_TALK_SHARE = 0.5;

/** Two pieces of code say more than one; more are often what a program printed. */
const MAX_CODE_POINTS = 2;

/** Whether the guidance instructs or explains, and names enough to act on. Where to read about it is no answer. */
export function holdsAnswer(guidance: readonly Guidance[], confirmed: boolean): boolean {
  const sentences = sentencesOf(guidance).filter((sentence) => !isPointer(sentence));
  const pieces = guidance.filter(({ kind }) => kind === 'code').length;
  const code = Math.min(pieces, confirmed ? MAX_CODE_POINTS : 1);
  const points = sentences.map(substanceOf).reduce((sum, point) => sum + point, code);
  return sentences.some(isCore) && points >= (confirmed ? MIN_SUBSTANCE : MIN_UNCONFIRMED_SUBSTANCE);
}

/** Whether question and answer are about the same thing, as far as words tell. */
export function sharesWords(question: string, guidance: readonly Guidance[]): boolean {
  // The first letters of a word are the same in most of its forms.
  const terms = (text: string) => new Set([...termCounts(text.replace(/[._/:-]/g, ' ')).keys()].map((term) => term.slice(0, STEM_LENGTH)));
  const asked = terms(question);
  return [...terms(sentencesOf(guidance).join('\n'))].filter((term) => asked.has(term)).length >= MIN_SHARED_TERMS;
}

/** Whether stories, remarks and unconfirmed guesses outweigh the answer: in its own paragraphs, or in the mails as a whole. */
export function isMostlyTalk(said: readonly SaidSentence[], guidance: readonly Guidance[], confirmed: boolean): boolean {
  const talk = said.filter(({ role }) => TALK.has(role) || (role === 'guess' && !confirmed));
  if (talk.length > said.length * MAX_SMALL_TALK_SHARE) return true;
  const blocks = new Set(guidance.map(({ block }) => block));
  const beside = talk.filter(({ block }) => blocks.has(block)).length;
  const pieces = guidance.filter(({ kind }) => kind === 'code').length;
  return beside > (beside + sentencesOf(guidance).length + pieces) * (confirmed ? MAX_TALK_SHARE : MAX_UNCONFIRMED_TALK_SHARE);
}

export function wordsOf(guidance: readonly Guidance[]): number {
  return guidance
    .flatMap(({ message, spans }) => spans.map(({ start, end }) => message.text.slice(start, end)))
    .reduce((sum, text) => sum + (text.match(/[\p{L}\p{N}]+/gu) ?? []).length, 0);
}

/** The guidance in prose, by sentence. */
function sentencesOf(guidance: readonly Guidance[]): string[] {
  return guidance
    .filter(({ kind }) => kind !== 'code')
    .flatMap(({ message, spans }) => spans.map(({ start, end }) => message.text.slice(start, end)));
}
