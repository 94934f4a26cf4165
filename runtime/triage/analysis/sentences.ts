import { words } from '#core/domain/words.ts';

/** A word of a sentence as cues are compared with it. */
type SaidWord = {
  /** Lower case, without accents. */
  readonly text: string;
  readonly term: string;
  /** Which clause of the sentence it stands in, from 0. */
  readonly clause: number;
};

/** A sentence of a request, without what it quotes. */
export type Sentence = {
  readonly text: string;
  readonly words: readonly SaidWord[];
  readonly isQuestion: boolean;
};

/** After the end of a sentence, at a blank line, and before an item of a list. */
const BREAK = /(?<=[.!?…]["')”’»]?)\s+|(?<=[。！？])|\n\s*\n|\n(?=\s*(?:[-*•]|\d{1,2}[.)])\s)/u;
/** What somebody else said: the words of a message, of a screen, of a log line. An apostrophe opens no quotation. */
const QUOTATION = /"[^"\n]{1,300}"|“[^“”\n]{1,300}”|„[^„“”\n]{1,300}[“”]|«[^«»\n]{1,300}»|`[^`\n]{1,300}`|「[^「」\n]{1,300}」/g;
/** `l'arrêt`, `n'est`: two words. */
const ELISION = /(?<!\p{L})([cdjlmnst]|qu)['’](?=\p{L}{2})/giu;
const CLAUSE_END = /[,;:()–—。、]|\s-\s|\b(?:but|however|although|though|aber|jedoch|sondern|obwohl|mais|pero|aunque)\b/i;

/** A longer sentence is a list or a paste. It is read in pieces, so that what a cue leans on is never far and hostile text costs no more. */
const MAX_SENTENCE_CHARACTERS = 600;

/** The sentences of a text in their order. */
export function sentencesOf(text: string): string[] {
  return text
    .split(BREAK)
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .flatMap(inPieces);
}

function inPieces(sentence: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  while (sentence.length - start > MAX_SENTENCE_CHARACTERS) {
    const space = sentence.lastIndexOf(' ', start + MAX_SENTENCE_CHARACTERS);
    const end = space > start ? space : start + MAX_SENTENCE_CHARACTERS;
    pieces.push(sentence.slice(start, end).toWellFormed());
    start = space > start ? end + 1 : end;
  }
  return [...pieces, sentence.slice(start).toWellFormed()];
}

/** Reads a sentence for cues. With `withQuotations` what it quotes is read as if its writer said it. */
export function readSentence(written: string, withQuotations = false): Sentence {
  const text = withoutElisions(withQuotations ? written : withoutQuotations(written));
  const found = words(text);
  let clause = 0;
  const said = found.map((word, index) => {
    const before = found[index - 1];
    if (before && CLAUSE_END.test(text.slice(before.end, word.end))) clause += 1;
    return { text: word.text, term: word.term, clause };
  });
  return { text, words: said, isQuestion: /[?？]["')”’»]?$/.test(written) || /(?:です|ます|でしょう)か[。]?$/.test(written) };
}

/** `l'arrêt` as the two words that it is. */
export function withoutElisions(text: string): string {
  return text.replace(ELISION, '$1 ');
}

/** The text without what it quotes. */
function withoutQuotations(text: string): string {
  return text.replace(QUOTATION, ' … ');
}
