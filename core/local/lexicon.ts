import { readFileSync } from 'node:fs';
import { STOP_WORDS, words } from '#core/domain/words.ts';
import { type Correction, spellingOf } from './spelling.ts';
import { parseSynonyms, type Synonyms } from './synonyms.ts';

/** What is known of words without any article. */
export type Lexicon = {
  readonly synonyms: Synonyms;
  /** True for words of ordinary talk, by their term: see `everyday-words.txt`. */
  isEveryday(term: string): boolean;
  /** Words of the lists, and stop words, that a misspelt one may mean: `aplication` where all articles say `app`, `wich`. */
  corrections(word: string): Correction[];
};

/** Reads the word lists beside this file; `ownSynonyms` is the text of a synonyms file that adds to them. */
export function readLexicon(ownSynonyms: string): Lexicon {
  const groups = `${readWordFile('synonyms.txt')}\n${ownSynonyms}`;
  const everyday = words(withoutComments(readWordFile('everyday-words.txt')));
  const terms = new Set(everyday.map((word) => word.term));
  const known = new Set([...STOP_WORDS, ...[...words(withoutComments(groups)), ...everyday].map((word) => word.text)]);
  return {
    synonyms: parseSynonyms(groups),
    isEveryday: (term) => terms.has(term),
    corrections: spellingOf([...known].map((word) => ({ word, articles: 0 }))),
  };
}

function readWordFile(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

function withoutComments(text: string): string {
  return text.replace(/#.*/g, '');
}
