import { errorCodes } from '#core/domain/error-codes.ts';
import { contentTerms } from '#core/domain/words.ts';
import { readIntent, saysEnough } from '../../assistant/conversation/read-intent.ts';
import type { ReadRequest } from './read-request.ts';

/** Up to here the assistant takes a message for a question as it stands. */
const MAX_QUESTION_CHARACTERS = 500;
/** A sentence that is longer is a list or a paste. */
const MAX_SENTENCE_CHARACTERS = 400;
/** What is wanted stands at the beginning or at the end of a long letter. */
const MAX_READ_SENTENCES = 100;
/** An error code says more than any word. */
const CODE_WEIGHT = 4;
const QUESTION_WEIGHT = 3;
const MAX_WEIGHED_TERMS = 12;

type Weighed = { readonly text: string; readonly index: number; readonly isQuestion: boolean; readonly weight: number };

/**
 * What the assistant is asked for a request: the question that says most, with the sentences before it that fit, as a question often
 * leans on them. Without a question the sentence that says most of the problem. Null where nothing is said that could be looked up.
 */
export function mainQuestion({ written, sentences, pasted }: ReadRequest): string | null {
  const weighed = written.flatMap((text, index): Weighed[] => {
    if (index >= MAX_READ_SENTENCES / 2 && index < written.length - MAX_READ_SENTENCES / 2) return [];
    if (text.length > MAX_SENTENCE_CHARACTERS || readIntent(text).kind !== 'ask' || !saysEnoughOf(text)) return [];
    const isQuestion = sentences[index]!.isQuestion;
    return [{ text, index, isQuestion, weight: weightOf(text) + (isQuestion ? QUESTION_WEIGHT : 0) }];
  });
  const questions = weighed.filter(({ isQuestion }) => isQuestion);
  const main = heaviest(questions.length ? questions : weighed);
  if (!main) return codesOf(pasted);
  const told = weighed.filter(({ index, isQuestion }) => index < main.index && !isQuestion).toReversed();
  let question = main.text;
  for (const { text } of told) {
    if (question.length + 1 + text.length > MAX_QUESTION_CHARACTERS) break;
    question = `${text} ${question}`;
  }
  const codes = errorCodes(question).length ? null : codesOf(pasted);
  return codes ? `${question} ${codes}` : question;
}

/** The codes of pasted output, which often say what is wrong where the letter only says that something is. */
function codesOf(pasted: string): string | null {
  return errorCodes(pasted).slice(0, 2).join(' ').toUpperCase() || null;
}

function weightOf(text: string): number {
  return Math.min(MAX_WEIGHED_TERMS, contentTerms(text).length) + CODE_WEIGHT * Math.min(1, errorCodes(text).length);
}

/** Words of help alone ask for nothing; a sentence in a script without spaces is one word. */
function saysEnoughOf(text: string): boolean {
  return saysEnough(text) || /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{6}/u.test(text);
}

function heaviest(sentences: readonly Weighed[]): Weighed | null {
  let best: Weighed | null = null;
  for (const sentence of sentences) if (!best || sentence.weight > best.weight) best = sentence;
  return best;
}
