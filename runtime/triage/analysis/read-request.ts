import { addressesAssistant } from '../../assistant/extract/drop-instructions.ts';
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

/** Reads a request. */
export function readRequest(content: string): ReadRequest {
  const { text, pasted } = ownWords(content);
  // What speaks to whoever reads it for somebody else says nothing of the request.
  const written = sentencesOf(text).filter((sentence) => !addressesAssistant(sentence));
  const language = readLanguage(text);
  return { written, sentences: written.map((sentence) => readSentence(sentence)), language, pasted };
}

/** So many lines of output tell what it is about. */
const MAX_PASTED_LINES = 50;

/** The same with what the writer quotes and pastes: it says what is wrong, though not how bad it is. */
export function withPasted({ written, pasted, language }: ReadRequest): Reading {
  const lines = pasted.split('\n').slice(0, MAX_PASTED_LINES).filter(Boolean);
  return { sentences: [...written, ...lines].map((sentence) => readSentence(sentence, true)), language };
}
