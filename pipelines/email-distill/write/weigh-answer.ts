import { termCounts } from '../compare/text-likeness.ts';
import type { Guidance, SaidSentence } from './guidance.ts';
import { isPointer } from './pointers.ts';
import { isCore, substanceOf } from './substance.ts';

/** What an answer must hold by itself: the less, the more others say about it. */
export type Bar = {
  /** With fewer words of guidance it explains nothing to somebody who was not there. */
  readonly words: number;
  /** Points of substance (see {@link substanceOf}): a step and what it is done with, or a reason and two facts. */
  readonly substance: number;
  /** Two pieces of code say more than one; more are often what a program printed. */
  readonly codePoints: number;
  /** Question and answer in two languages still share names; without this they are about different things. */
  readonly sharedTerms: number;
  /** With more stories, guesses and remarks among its sentences it is talk. */
  readonly talkShare: number;
  /** Whether a guess counts as true. */
  readonly takesGuesses: boolean;
  /** Whether facts are an answer though nothing is told to be done: "The API allows 60 calls per minute and key." */
  readonly takesStatements: boolean;
};

/** A bare statement names a thing and says as much about it as a sentence holds. */
const MIN_STATED_POINTS = 1;
const MIN_STATED_WORDS = 10;

/** An answer that nobody says anything about must hold more by itself. */
const UNCONFIRMED: Bar = {
  words: 20,
  substance: 4,
  codePoints: 1,
  sharedTerms: 2,
  talkShare: 0.25,
  takesGuesses: false,
  takesStatements: false,
};
const CONFIRMED: Bar = { ...UNCONFIRMED, substance: 3, codePoints: 2, talkShare: 0.4, takesGuesses: true };
/** Agents answer in a line: "Set queue.capacity to 20000" is whole beside its question. That it ends the matter is said by who solved the ticket. */
const SOLVED: Bar = { ...CONFIRMED, words: 5, sharedTerms: 1, takesGuesses: false, takesStatements: true };

/** The bar of a thread: whether its ticket was solved, and whether the customer said that the answer helped. */
export function barOf({ isSolved, confirmed }: { readonly isSolved: boolean; readonly confirmed: boolean }): Bar {
  if (isSolved) return { ...SOLVED, takesGuesses: confirmed };
  return confirmed ? CONFIRMED : UNCONFIRMED;
}

const TALK = new Set(['story', 'aside', 'passing']);
const STEM_LENGTH = 4;
/** And of the whole mails, with their small talk, at most this share. */
const MAX_SMALL_TALK_SHARE = 0.5;

/** Whether the guidance instructs or explains, and names enough to act on. Where to read about it is no answer. */
export function holdsAnswer(guidance: readonly Guidance[], bar: Bar): boolean {
  const sentences = sentencesOf(guidance).filter((sentence) => !isPointer(sentence));
  const pieces = guidance.filter(({ kind }) => kind === 'code').length;
  const code = Math.min(pieces, bar.codePoints);
  const points = sentences.map(substanceOf).reduce((sum, point) => sum + point, code);
  if (sentences.some(isCore) && points >= bar.substance) return true;
  return bar.takesStatements && points >= MIN_STATED_POINTS && wordsOf(guidance) >= MIN_STATED_WORDS;
}

/** Whether question and answer are about the same thing, as far as words tell. */
export function sharesWords(question: string, guidance: readonly Guidance[], bar: Bar): boolean {
  // The first letters of a word are the same in most of its forms.
  const terms = (text: string) => new Set([...termCounts(text.replace(/[._/:-]/g, ' ')).keys()].map((term) => term.slice(0, STEM_LENGTH)));
  const asked = terms(question);
  return [...terms(sentencesOf(guidance).join('\n'))].filter((term) => asked.has(term)).length >= bar.sharedTerms;
}

/** Whether stories, remarks and unconfirmed guesses outweigh the answer: in its own paragraphs, or in the mails as a whole. */
export function isMostlyTalk(said: readonly SaidSentence[], guidance: readonly Guidance[], bar: Bar): boolean {
  const talk = said.filter(({ role }) => TALK.has(role) || (role === 'guess' && !bar.takesGuesses));
  if (talk.length > said.length * MAX_SMALL_TALK_SHARE) return true;
  const blocks = new Set(guidance.map(({ block }) => block));
  const beside = talk.filter(({ block }) => blocks.has(block)).length;
  const pieces = guidance.filter(({ kind }) => kind === 'code').length;
  return beside > (beside + sentencesOf(guidance).length + pieces) * bar.talkShare;
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
