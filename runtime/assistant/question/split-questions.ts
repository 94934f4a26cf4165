import { contentTerms } from '#core/domain/words.ts';
import { splitSentences } from '../extract/read-passage.ts';
import { isFollowUp } from './resolve-follow-up.ts';

/** More questions in one message than this are answered as one: each answer would be too short to help. */
const MAX_QUESTIONS = 3;
/** A question that cannot stand by itself belongs to its neighbours. */
const MIN_TERMS = 2;

/** The questions of a message that asks several things: `Does it need Java 17? And what does Starter cost?`. One element otherwise. */
export function splitQuestions(text: string): string[] {
  const sentences = splitSentences(text.replace(/\s+/g, ' ')).map((sentence) =>
    sentence.replace(/^(?:and|also|or|plus)[, ]+(?=\w+ \w+ \w)/i, ''),
  );
  const apart =
    sentences.length > 1 &&
    sentences.length <= MAX_QUESTIONS &&
    sentences.every(
      (sentence, index) => sentence.endsWith('?') && contentTerms(sentence).length >= MIN_TERMS && (index === 0 || !isFollowUp(sentence)),
    );
  return apart ? sentences : [text];
}
