import { isStopWord } from '../words.ts';
import { type Charge, chargeOf, REPORTING } from './charged-words.ts';
import { canonicalTerm, numberWord } from './interchangeable.ts';

/**
 * A word as the evidence check sees it. `exact`: a number, version, identifier, path, address, sign: it must be in the mail as it is.
 * `plain`: a word that means something, compared by stem. `free`: grammar. `mark`: punctuation that ends a clause or a sentence.
 */
export type ClaimWord = {
  readonly kind: 'exact' | 'plain' | 'free' | 'mark';
  /** What is compared. */
  readonly term: string;
  readonly charge?: Charge;
  /** Says of what kind the identifier beside it is, which claims nothing: `the file config.xml`, `version 4.6.3`. */
  readonly isLabel?: boolean;
  /** Written with a capital: `to Datadog` is a place, `to restart` is none. */
  readonly isName?: boolean;
};

/** Body and joints share no sign, so that the pattern is linear. */
const WORD =
  /https?:\/\/[^\s<>"')\]`]+|<[A-Z]+_\d+>|(?<![\p{L}\p{N}])--?[A-Za-z][\w.:=/,-]*|[\p{L}\p{N}\p{M}_/\\$~@#%*{}]+(?:[.:'’=+&?-]+[\p{L}\p{N}\p{M}_/\\$~@#%*{}]+)*|[.!?…]{1,8}(?=\s|["'”’»)\]*`]|$)|[,;:()[\]–—]|\s-\s|[\p{Sm}\p{Sc}\p{So}]+/gu;

/** What is longer is a key, a hash or a picture in base64. */
const MAX_WORD_LENGTH = 100;

/** Words whose letters say little but whose meaning can be turned round: they are compared, though a search leaves them out. */
const MEANINGFUL = new Set(
  'keep put take given own same other another instead together both over out up behind possible here now'.split(' '),
);
const LABELS = new Set('version setting file command flag variable code class module header'.split(' ').map(canonicalTerm));
/** As terms: some are grammar to a search and kept as they are. */
const REPORTS = new Set([...REPORTING].flatMap((word) => [word, canonicalTerm(word)]));
const FREE = new Set(
  'e.g i.e eg ie etc resp vs also additionally furthermore therefore thus hence please simply just note following make sure ensure'.split(
    ' ',
  ),
);

/** The words of a text in order, marks included. */
export function claimWords(text: string): ClaimWord[] {
  const words = [...text.matchAll(WORD)].flatMap(([raw]) => readWord(raw)).map(reportedBefore);
  return words.map((word, index) =>
    LABELS.has(word.term) && (isNamed(words[index - 1]) || isNamed(words[index + 1])) ? { ...word, isLabel: true } : word,
  );
}

function reportedBefore(word: ClaimWord, index: number, words: readonly ClaimWord[]): ClaimWord {
  return REPORTS.has(word.term) && words[index + 1]?.term === 'that' ? { ...word, charge: 'reported' } : word;
}

function isNamed(word: ClaimWord | undefined): boolean {
  return word?.kind === 'exact' && /[\p{L}.]/u.test(word.term);
}

function readWord(raw: string): ClaimWord[] {
  if (/^(?:[.!?…]+|[,;:()[\]–—]|\s-\s)$/u.test(raw)) return [{ kind: 'mark', term: /^[.!?…]/.test(raw) ? '.' : ',' }];
  if (/^https?:|^-/.test(raw)) return [exact(raw.replace(/[.,;:!?]+$/, ''))];
  const bare = raw.replace(/^[*_]+|[*_]+$/g, '').replace(/['’][sS]$/, '');
  if (!bare) return [];
  if (bare.length > MAX_WORD_LENGTH) return [exact(bare)];
  const measured = /^(\d+(?:[.,]\d+)?)(%|[A-Za-z]{1,5})$/.exec(bare);
  if (measured) return [exact(measured[1]!), ...readWord(measured[2]!)];
  if (/^[\p{L}\p{M}]+\/[\p{L}\p{M}]+$/u.test(bare)) return bare.split('/').flatMap(readWord);
  if (FREE.has(bare.toLowerCase())) return [{ kind: 'free', term: bare.toLowerCase() }];
  if (/[^\p{L}\p{M}'’-]|\p{Ll}\p{Lu}|^-/u.test(bare)) return [exact(bare)];
  // `X-Request-ID` is a name; `dead-letter` is two words.
  if (/\p{Lu}[^-]*-.*\p{Lu}/u.test(bare)) return [exact(bare)];
  if (bare.includes('-')) return bare.split('-').filter(Boolean).flatMap(readWord);
  return [plainWord(bare)];
}

function exact(term: string): ClaimWord {
  return { kind: 'exact', term };
}

function plainWord(raw: string): ClaimWord {
  const word = raw
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase();
  const number = numberWord(word);
  if (number) return exact(number);
  const charge = chargeOf(word) ?? chargeOf(raw.toLowerCase());
  const isName = /^\p{Lu}/u.test(raw);
  // `disable` is the word `turn` and the charge `off`.
  const isBare = charge !== undefined && canonicalTerm(word) !== 'turn';
  if (isBare || FREE.has(word) || (isStopWord(word) && !MEANINGFUL.has(word)))
    return { kind: 'free', term: word, ...(charge ? { charge } : {}) };
  return { kind: 'plain', term: canonicalTerm(word), ...(charge ? { charge } : {}), isName };
}
