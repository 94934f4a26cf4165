import { sha256 } from '#core/domain/digest.ts';
import type { Draft } from '#core/domain/draft.ts';

/** A digest of the words of a draft, by which those of the mail are known again when a model has replaced them. */
export function wordsDigest({ title, question, steps }: Pick<Draft, 'title' | 'question' | 'steps'>): string {
  return sha256(JSON.stringify([title, question.text, steps.map(({ text }) => text)]));
}
