import { isErrorCode, withHyphen } from '#core/domain/error-codes.ts';
import type { Reading } from '#core/domain/search-explanation.ts';
import { isIdentifier, isStopWord, type Word, words } from '#core/domain/words.ts';
import type { Correction } from './spelling.ts';
import type { Phrase, Synonym, Synonyms } from './synonyms.ts';

/** What the index knows of words. */
export type Vocabulary = {
  readonly articles: number;
  /** In how many articles a term is. */
  frequency(term: string): number;
  corrections(word: string): readonly Correction[];
  /** True for words of ordinary talk, by their term: see `everyday-words.txt`. */
  isEveryday(term: string): boolean;
};

/** A way to say something; `certainty` 0 to 1 says how surely the phrase means what was asked. */
type AskedPhrase = { readonly phrase: Phrase; readonly certainty: number; readonly how: Reading };

/** One thing that the question asks about, with the ways an article may say it. */
export type Ask = {
  /** As it stands in the question, in lower case. */
  readonly said: string;
  /** How telling it is: the rarer the term, the higher (IDF). */
  readonly weight: number;
  /** Best first. Empty when no article has a word for it. */
  readonly phrases: readonly AskedPhrase[];
  /** It is an error code: the article that explains it is meant, and no other. */
  readonly isCode?: boolean;
};

const SYNONYM_CERTAINTY = 0.7;
/** Of a word that only points the same way. */
const LOOSE_CERTAINTY = 0.55;
/** `4.6` for a question about 4.6.3; `queue capacity` for `queue.capacity`. */
const PARTS_CERTAINTY = 0.6;
/** `truststore` for "trust store" and the other way round. */
const JOINED_CERTAINTY = 0.9;
/** Of a correction that is no other letter in place of the right one: `theme` does not mean `there`. */
const SLIP_CERTAINTY = 0.9;
/** An exact code names its article more surely than rarity alone says. */
const IDENTIFIER_BOOST = 1.5;
/** A word that no article has names a subject that no article has (`Kafka`), unless it is ordinary talk (`wise`). */
const UNKNOWN_WEIGHT = 1.5;
const UNKNOWN_EVERYDAY_WEIGHT = 0.3;
/** `how big` may be answered by `capacity`; an article without any such word is no worse. */
const MEASURE_FACTOR = 0.4;
/** Rare in a small base, but still ordinary talk. */
const EVERYDAY_WEIGHT = 0.85;
/** A package or class name that no article has (`java.lang`) is no subject either; the number of an unknown code is. */
const UNKNOWN_PART_FACTOR = 0.2;
/** With more capitals than this, capitals are the style of a headline and mark no names. */
const MOST_CAPITALS = 0.75;
/** A pasted log has hundreds of words; the rarest of them tell what it is about. */
const MAX_ASKS = 40;

/** The things a question asks about: content words with synonyms, spelling corrections and the parts of identifiers. */
export function readQuestion(text: string, vocabulary: Vocabulary, synonyms: Synonyms): Ask[] {
  const found = words(text).flatMap((word) => openUnknown(word, vocabulary));
  const asks = new Map<string, Ask>();
  const add = (key: string, ask: Ask) => asks.set(key, asks.get(key) ?? ask);
  for (let index = 0; index < found.length; index++) {
    const word = found[index]!;
    const phrase = longestPhrase(found, index, vocabulary, synonyms);
    if (phrase) {
      add(phrase.join(' '), askPhrase(textOf(found.slice(index, index + phrase.length)), phrase, vocabulary, synonyms));
      index += phrase.length - 1;
    } else if (word.parts.length) add(word.term, askIdentifier(word, vocabulary));
    else if (!isStopWord(word.text) && !isMisspeltStopWord(word, vocabulary)) {
      const ask = askWord(word, neighbours(found, index), vocabulary, synonyms);
      add(word.term, word.isPart && ask.phrases.length === 0 ? { ...ask, weight: ask.weight * UNKNOWN_PART_FACTOR } : ask);
    }
  }
  for (const named of namesIn(text)) {
    const [said, name] = [textOf(named), named.map((word) => word.term)];
    const weights = name.map((term) => inverseFrequency(vocabulary.frequency(term), vocabulary.articles));
    const phrases = [{ phrase: name, certainty: 1, how: 'said' }] as const;
    add(name.join(' '), { said, weight: weights.reduce((a, b) => a + b) / name.length, phrases });
  }
  return [...asks.values()].toSorted((a, b) => b.weight - a.weight).slice(0, MAX_ASKS);
}

/** `isPart`: a word inside an identifier, other than its number. */
type QuestionWord = Word & { readonly isPart?: boolean };

/** An identifier that no article has, even misspelt, is as good as its parts: `4.6.2` where only 4.6 is known, `java.lang.OutOfMemoryError`. */
function openUnknown(word: Word, vocabulary: Vocabulary): QuestionWord[] {
  const code = withHyphen(word.text);
  if (code && vocabulary.frequency(code)) return words(code);
  if (!word.parts.length || isErrorCode(word.term) || vocabulary.frequency(word.term) || meantIdentifier(word, vocabulary)) return [word];
  // `IPsec`, `GitHub`: the name of something that no article knows.
  if (/^\p{L}+$/u.test(word.text)) return [vocabulary.frequency(word.parts.at(-1)!) ? word : { ...word, parts: [] }];
  return word.parts.map((part) => ({ ...word, text: part, term: part, parts: [], isPart: !/\d/.test(part) }));
}

/** Names of several words (`Runtime Fabric`): capitals in a question that has small letters too. */
function namesIn(text: string): Word[][] {
  const found = words(text);
  const isCapital = (word: Word) => /^\p{Lu}/u.test(text.slice(word.start, word.end)) && !isStopWord(word.text) && !word.parts.length;
  if (found.filter(isCapital).length > MOST_CAPITALS * found.length) return [];
  const runs: Word[][] = [[]];
  for (const word of found) {
    if (isCapital(word) && (runs.at(-1)!.length === 0 || text.slice(runs.at(-1)!.at(-1)!.end, word.start) === ' ')) runs.at(-1)!.push(word);
    else runs.push(isCapital(word) ? [word] : []);
  }
  return runs.filter((run) => run.length > 1);
}

function textOf(found: readonly Word[]): string {
  return found.map((word) => word.text).join(' ');
}

/** Robertson's IDF, which is never negative; a term that no article has weighs most. */
export function inverseFrequency(frequency: number, articles: number): number {
  return Math.log(1 + (articles - frequency + 0.5) / (frequency + 0.5));
}

/** `wich`, `dose`: a slip in a word that asks for nothing must not count as a subject that no article has. */
function isMisspeltStopWord(word: Word, vocabulary: Vocabulary): boolean {
  const [meant] = vocabulary.frequency(word.term) ? [] : vocabulary.corrections(word.text);
  return meant !== undefined && meant.certainty >= SLIP_CERTAINTY && isStopWord(meant.word);
}

/** The longest phrase of two or more words at this place that the synonyms know and an article may have: `sign in`, `end of life`. */
function longestPhrase(found: readonly Word[], index: number, vocabulary: Vocabulary, synonyms: Synonyms): Phrase | undefined {
  for (let length = synonyms.longest; length > 1; length--) {
    const phrase = found.slice(index, index + length).map((word) => word.term);
    const isSaid = !isStopWord(found[index]!.text) && phrase.every((term) => vocabulary.frequency(term));
    if (phrase.length === length && synonyms.of(phrase).length && (isSaid || indexed(synonyms.of(phrase), vocabulary).length))
      return phrase;
  }
  return undefined;
}

function askPhrase(said: string, phrase: Phrase, vocabulary: Vocabulary, synonyms: Synonyms): Ask {
  const others = indexed(synonyms.of(phrase), vocabulary);
  // How rare a phrase is, is not counted: its rarest word is the nearest guess, and that of its synonyms where it is in no article.
  const frequencies = phrase.map((term) => vocabulary.frequency(term));
  const isMeasure = isStopWord(phrase[0]!);
  const frequency =
    (isMeasure ? 0 : Math.min(...frequencies)) || Math.max(0, ...others.map(({ phrase: [term] }) => vocabulary.frequency(term!)));
  return {
    said,
    weight: inverseFrequency(frequency, vocabulary.articles) * (isMeasure ? MEASURE_FACTOR : 1),
    phrases: [{ phrase, certainty: 1, how: 'said' }, ...others.map((other) => askedSynonym(other, 1))],
  };
}

function askedSynonym({ phrase, isLoose }: Synonym, certainty: number): AskedPhrase {
  return isLoose
    ? { phrase, certainty: certainty * LOOSE_CERTAINTY, how: 'loose' }
    : { phrase, certainty: certainty * SYNONYM_CERTAINTY, how: 'synonym' };
}

/** A number is never a misspelt other one: FW-2008 is not FW-2001. */
function meantIdentifier(word: Word, vocabulary: Vocabulary): Correction | undefined {
  return /\d/.test(word.text) ? undefined : vocabulary.corrections(word.text)[0];
}

function askIdentifier(word: Word, vocabulary: Vocabulary): Ask {
  const isCode = isErrorCode(word.term);
  if (isCode && !vocabulary.frequency(word.term))
    return { said: word.text, isCode, weight: UNKNOWN_WEIGHT * inverseFrequency(1, vocabulary.articles), phrases: [] };
  const corrected = vocabulary.frequency(word.term) ? undefined : meantIdentifier(word, vocabulary);
  const term = corrected?.word ?? word.term;
  const rarity = inverseFrequency(vocabulary.frequency(term) || 1, vocabulary.articles);
  return {
    said: word.text,
    isCode,
    weight: rarity * (isIdentifier(word) ? IDENTIFIER_BOOST : 1),
    phrases: [
      { phrase: [term], certainty: corrected?.certainty ?? 1, how: corrected ? 'spelling' : 'said' },
      { phrase: word.parts, certainty: PARTS_CERTAINTY, how: 'parts' },
    ],
  };
}

function askWord(word: Word, around: readonly string[], vocabulary: Vocabulary, synonyms: Synonyms): Ask {
  const { text: said, term } = word;
  const joined: AskedPhrase[] = around
    .filter((pair) => vocabulary.frequency(pair))
    .map((pair) => ({ phrase: [pair], certainty: JOINED_CERTAINTY, how: 'joined' }));
  if (vocabulary.frequency(term)) return askTerm({ said, term, certainty: 1 }, joined, vocabulary, synonyms);
  const apart = splitWord(word.text, vocabulary);
  if (apart) joined.push({ phrase: apart, certainty: JOINED_CERTAINTY, how: 'joined' });
  const corrected = joined.length || indexed(synonyms.of([term]), vocabulary).length ? [] : vocabulary.corrections(said);
  const [best] = corrected.flatMap(({ word: text, certainty }) => words(text).map((right) => ({ term: right.term, certainty })));
  return askTerm(best ? { said, ...best, isCorrected: true } : { said, term, certainty: 1 }, joined, vocabulary, synonyms);
}

/** A word of the question as the term it is taken for. */
type ReadTerm = { readonly said: string; readonly term: string; readonly certainty: number; readonly isCorrected?: true };

function askTerm({ said, term, certainty, isCorrected }: ReadTerm, more: Ask['phrases'], vocabulary: Vocabulary, synonyms: Synonyms): Ask {
  const frequency = vocabulary.frequency(term);
  const others = indexed(synonyms.of([term]), vocabulary).map((other) => askedSynonym(other, certainty));
  const own: AskedPhrase[] = frequency ? [{ phrase: [term], certainty, how: isCorrected ? 'spelling' : 'said' }] : [];
  const phrases = [...own, ...more, ...others].toSorted((a, b) => b.certainty - a.certainty);
  const rarity = frequency || Math.max(0, ...phrases.map(({ phrase }) => Math.min(...phrase.map((part) => vocabulary.frequency(part)))));
  const [known, unknown] = vocabulary.isEveryday(term) ? [EVERYDAY_WEIGHT, UNKNOWN_EVERYDAY_WEIGHT] : [1, UNKNOWN_WEIGHT];
  const factor = phrases.length ? known : unknown;
  return { said, weight: factor * inverseFrequency(Math.max(rarity, 1), vocabulary.articles), phrases };
}

/** The word joined with the one before and the one behind it. */
function neighbours(found: readonly Word[], index: number): string[] {
  const joined = [found.slice(index - 1, index + 1), found.slice(index, index + 2)].filter(
    (pair) => pair.length === 2 && pair.every((word) => !word.parts.length && !isStopWord(word.text)),
  );
  return joined.flatMap((pair) => words(pair.map((word) => word.text).join('')).map((word) => word.term));
}

/** Two known words written as one: `flushinterval`. */
function splitWord(text: string, vocabulary: Vocabulary): Phrase | undefined {
  for (let at = 3; at <= text.length - 3; at++) {
    const pair = words(`${text.slice(0, at)} ${text.slice(at)}`);
    if (pair.length === 2 && pair.every((part) => !isStopWord(part.text) && vocabulary.frequency(part.term)))
      return pair.map((part) => part.term);
  }
  return undefined;
}

function indexed(synonyms: readonly Synonym[], vocabulary: Vocabulary): Synonym[] {
  return synonyms.filter(({ phrase }) => phrase.every((term) => vocabulary.frequency(term)));
}
