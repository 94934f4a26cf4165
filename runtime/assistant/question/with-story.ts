import { errorCodes } from '#core/domain/error-codes.ts';
import { contentTerms } from '#core/domain/words.ts';
import { isQuestion } from '../conversation/read-intent.ts';
import { addressesAssistant } from '../extract/drop-instructions.ts';
import { splitSentences } from '../extract/read-passage.ts';
import { isFollowUp, type ResolvedQuestion } from './resolve-follow-up.ts';

/** A question with fewer words of its own needs the story to be understood. */
const MIN_QUESTION_TERMS = 2;

/**
 * Takes a message that tells a story around its question apart: the question is looked up, and the story only helps to choose between
 * what was found. A story with an error in it is the question. Sentences that give the assistant orders are left out.
 */
export function withStory(question: ResolvedQuestion): ResolvedQuestion {
  const all = splitSentences(question.text.replace(/\n+/g, ' '));
  const sentences = all.filter((sentence) => !addressesAssistant(sentence));
  const text = sentences.length === all.length ? question.text : sentences.join(' ');
  const asked = sentences.filter(isQuestion);
  const alone = asked.join(' ');
  const story = sentences.filter((sentence) => !isQuestion(sentence)).join(' ');
  const standsAlone = contentTerms(alone).length >= MIN_QUESTION_TERMS && !asked.some(isFollowUp);
  if (!story || !standsAlone || question.context || isError(story)) return { ...question, text };
  return { ...question, text: alone, story };
}

function isError(text: string): boolean {
  return errorCodes(text).length > 0 || /exception|\berror\b|\bfailed\b|\bHTTP [45]\d\d\b/i.test(text);
}
