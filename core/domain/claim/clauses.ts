import { type Charge, NARROWING } from './charged-words.ts';
import { type ClaimWord, claimWords } from './claim-words.ts';
import { isRoving } from './interchangeable.ts';

/** A word that means something, and the preposition that leads to it. */
export type Placed = ClaimWord & { readonly preposition: string };

/** The smallest part of a sentence that states something by itself: what belongs together in it may not be mixed with its neighbours. */
export type Clause = {
  readonly words: readonly Placed[];
  readonly charges: ReadonlyMap<Charge, number>;
  /** Counts sentences up. */
  readonly sentence: number;
  /** It leans on what was said before: by a pronoun, or by `and` without a subject of its own. */
  readonly leans: boolean;
  /** It begins with `and`, `or`, `but` and the like. */
  readonly isCoordinate: boolean;
  /** It begins with `which` or `who`: what it says holds whatever the rest of the sentence asks. */
  readonly isRelative: boolean;
  /** It begins with `if`, `unless`, `only` and the like: what stands beside it must not be told without it. */
  readonly narrows: boolean;
  /** It begins with `then`: it comes after what was told before it. */
  readonly isNext: boolean;
  /** In the passive the subject is what something is done to. */
  readonly isPassive: boolean;
};

const CONNECTIVES = new Set(
  `and or but which who because since so if when whenever unless until till before after while whereas although though then once otherwise
  und oder aber wenn falls weil denn et ou mais quand lorsque parce y pero cuando porque e ma quando perche en maar`.split(/\s+/),
);
const LISTS = new Set('and or und oder et ou y e en'.split(' '));
const COORDINATE = new Set('and or but then which who und oder aber et ou mais y pero e ma en maar'.split(' '));
const NEXT = new Set('then afterwards dann danach ensuite puis luego despues poi daarna'.split(' '));
const PRONOUNS = new Set(
  'it its yours ours mine this that these those they them their he she one there both er sie es dies diese das il elle ils cela ce lo la eso esto'.split(
    ' ',
  ),
);
const PREPOSITIONS = new Set(
  `to from into onto in inside within on at of for with by via through as about over under without against per between
  zu zum zur von vom in im auf mit für bei nach aus durch à au de du des dans sur avec pour par al del con por para`.split(/\s+/),
);
const DETERMINERS = new Set(
  'a an the your our my their its this that these those his her any some der die das den dem ein eine einen einem le la les un une el los las una'.split(
    ' ',
  ),
);
const TO_BE = new Set('is are was were be been being gets got get'.split(' '));
const ABBREVIATION = /(?:\b(?:e\.g|i\.e|etc|approx|resp|vs|cf|no|nr|incl|min|max|ca|bzw|usw)\.)$/i;
/** A list mark at the beginning of a line says where a point stands, nothing more. */
const LIST_MARK = /^[ \t]{0,8}(?:\d{1,2}[.)]|[-*•–])[ \t]+/gm;

/** The clauses of a text. Line ends inside a paragraph are spaces; empty lines and list marks end a sentence. */
export function clausesOf(text: string): Clause[] {
  const sentences = sentencesOf(text);
  return sentences.flatMap((sentence, index) => splitSentence(claimWords(sentence), index));
}

/** The sentences of a text, without list marks. */
export function sentencesOf(text: string): string[] {
  return text
    .replace(LIST_MARK, '\n\n')
    .split(/\n[ \t]*\n/)
    .flatMap((paragraph) => {
      const sentences: string[] = [];
      for (const part of paragraph.replace(/\s+/g, ' ').split(/(?<=[.!?…]["'”’»)]{0,2})\s+/u)) {
        const last = sentences.at(-1);
        if (last !== undefined && ABBREVIATION.test(last.slice(-12))) sentences[sentences.length - 1] = `${last} ${part}`;
        else sentences.push(part);
      }
      return sentences;
    })
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

const SIDE_BY_SIDE: ClaimWord = { kind: 'free', term: 'but' };

function splitSentence(words: readonly ClaimWord[], sentence: number): Clause[] {
  const parts: ClaimWord[][] = [[]];
  for (const [index, next] of words.entries()) {
    // `A does this, while B does that` sets two things side by side; without the comma it tells when.
    const word = next.charge === 'while' && words[index - 1]?.kind === 'mark' && index > 1 ? SIDE_BY_SIDE : next;
    if (word.kind === 'mark') {
      if (parts.at(-1)!.length && !isFrontedPlace(parts.at(-1)!)) parts.push([]);
      continue;
    }
    const joins = isConnective(word) && parts.at(-1)!.some((other) => !isConnective(other)) && !isAdverb(word, parts.at(-1)!);
    if (joins && !(LISTS.has(word.term) && isFrontedPlace(parts.at(-1)!))) parts.push([]);
    parts.at(-1)!.push(word);
  }
  return parts.filter((part) => part.length).map((part) => clauseOf(part, sentence));
}

function isConnective(word: ClaimWord): boolean {
  return word.kind === 'free' && CONNECTIVES.has(word.term);
}

/** `The agent then warns` is one clause. */
function isAdverb(word: ClaimWord, before: readonly ClaimWord[]): boolean {
  return NEXT.has(word.term) && before.filter(({ kind }) => kind !== 'free').length < 2;
}

/** A place in front of a sentence is short. */
const MAX_PLACE_WORDS = 3;

/** `For logs and metrics, use port 1`: nothing is separated there, the place belongs to what follows. */
function isFrontedPlace(words: readonly ClaimWord[]): boolean {
  const first = words.find((word) => !isConnective(word));
  const isShort = words.filter(({ kind }) => kind !== 'free').length <= MAX_PLACE_WORDS;
  return isShort && first?.kind === 'free' && first.charge === undefined && PREPOSITIONS.has(first.term);
}

function clauseOf(words: readonly ClaimWord[], sentence: number): Clause {
  const placed: Placed[] = [];
  const charges = new Map<Charge, number>();
  let preposition = '';
  let afterDeterminer = false;
  let afterPreposition = false;
  for (const word of words) {
    if (word.charge) charges.set(word.charge, (charges.get(word.charge) ?? 0) + 1);
    if (word.kind === 'free') {
      if (PREPOSITIONS.has(word.term)) preposition = word.term;
      // `Without a proxy | the setting`: an article behind the place begins something else.
      else if (DETERMINERS.has(word.term) ? placed.at(-1)?.preposition === preposition && !afterPreposition : !word.charge)
        preposition = '';
      afterPreposition = PREPOSITIONS.has(word.term) || (afterPreposition && DETERMINERS.has(word.term));
      afterDeterminer = DETERMINERS.has(word.term);
      continue;
    }
    afterPreposition = false;
    if (isRoving(word.term)) preposition = '';
    // `to restart` is no place: only a name, an identifier or a word behind an article is.
    const isPlace =
      preposition !== 'to' || afterDeterminer || word.kind === 'exact' || word.isName === true || placed.at(-1)?.preposition === 'to';
    placed.push({ ...word, preposition: isPlace ? preposition : '' });
    if (!isPlace) preposition = '';
  }
  const terms = words.map(({ term }) => term);
  return {
    words: placed,
    charges,
    sentence,
    leans: terms.some((term) => PRONOUNS.has(term)) || COORDINATE.has(words[0]!.term),
    isRelative: /^wh(?:ich|o)$/.test(words[0]!.term),
    narrows: words.slice(0, 2).some(({ charge }) => charge && NARROWING.includes(charge)),
    isNext: words.slice(0, 2).some(({ term }) => NEXT.has(term)),
    isCoordinate: COORDINATE.has(words[0]!.term),
    isPassive: words.some((word, index) => TO_BE.has(word.term) && isParticiple(words.slice(index + 1, index + 4))),
  };
}

/** Told by the verbs of the mail: a plain word soon after a form of `to be` (`is sent`, `is not sent`). */
function isParticiple(words: readonly ClaimWord[]): boolean {
  const next = words.find(({ kind }) => kind === 'plain');
  return next !== undefined && words.slice(0, words.indexOf(next)).every(({ term }) => !DETERMINERS.has(term) && !PREPOSITIONS.has(term));
}
