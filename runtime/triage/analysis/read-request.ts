import type { Reading } from './cues.ts';
import { ownWords } from './own-words.ts';
import { readLanguage } from './read-language.ts';
import { readSentence, sentencesOf } from './sentences.ts';

/** A request as rules read it: the writer's own sentences, and the output that came with them. */
export type ReadRequest = Reading & {
  /** As they were written, in the order of `sentences`. */
  readonly written: readonly string[];
  readonly pasted: string;
};

/** Reads a request. One that is nothing but pasted output or quotations is read as it stands. */
export function readRequest(content: string): ReadRequest {
  const { text, pasted } = ownWords(content);
  const written = sentencesOf(text);
  const language = readLanguage(text);
  return { written, sentences: written.map(readSentence), language, pasted };
}
