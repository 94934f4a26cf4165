import type { ReadLanguage } from './read-language.ts';
import type { Sentence } from './sentences.ts';
import { isLongAgo, type Stance, stanceOf } from './stance.ts';
import { termFinder } from './terms.ts';

/** A cue in a sentence, as it is meant. */
export type Cue = {
  readonly term: string;
  readonly stance: Stance;
  readonly sentence: Sentence;
  /** Told of as weeks past. */
  readonly isLongAgo: boolean;
};

/** What is read for cues: the sentences of a request, and their language. */
export type Reading = { readonly sentences: readonly Sentence[]; readonly language: ReadLanguage };

/** Finds the cues of a list, each with its stance. The list is one text: commas between terms. */
export function cueFinder(list: string | readonly string[], by: 'term' | 'text' = 'term'): (reading: Reading) => Cue[] {
  const find = termFinder(typeof list === 'string' ? terms(list) : list, by);
  return ({ sentences, language }) =>
    sentences.flatMap((sentence, index) => {
      const hits = find(sentence);
      if (hits.length === 0) return [];
      const longAgo = isLongAgo(sentence, language);
      return hits.map((hit) => ({
        term: hit.term,
        stance: stanceOf(hit, sentence, sentences[index + 1], language),
        sentence,
        isLongAgo: longAgo,
      }));
    });
}

/** The terms of a list that is written as one text. */
export function terms(list: string): string[] {
  return list.split(',').map((term) => term.replace(/\s+/g, ' ').trim());
}
