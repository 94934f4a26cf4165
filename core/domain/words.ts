import { stem } from './stem.ts';

/** A word or identifier of a text, with its place: UTF-16 offsets. */
export type Word = {
  /** Lower case, without accents: `FW-2002` is `fw-2002`. */
  readonly text: string;
  /** What a search compares: the stem of a word, an identifier as it is. */
  readonly term: string;
  /** The words inside an identifier, as terms: `DD_API_KEY` has `dd`, `api` and `kei`. Empty for a plain word. */
  readonly parts: readonly string[];
  readonly start: number;
  readonly end: number;
};

/** A token longer than this is a key, a hash or a picture in base64: nobody searches for it. */
const MAX_WORD_LENGTH = 64;

const WORD = /[\p{L}\p{N}_]+(?:[.:'’@+-]+[\p{L}\p{N}_]+)*/gu;

/** The words of a text in order, identifiers (`queue.capacity`, `HTTP:TIMEOUT`, `nonProxyHosts`, `4.6.x`) whole with their parts. */
export function words(text: string): Word[] {
  const found: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const word = readWord(match[0]);
    if (word) found.push({ ...word, start: match.index, end: match.index + match[0].length });
  }
  return found;
}

type ReadWord = Omit<Word, 'start' | 'end'> | null;

/** About as many different words as ten thousand articles have. When they are that many all are forgotten, so that strangers fill no memory. */
const MAX_KNOWN_WORDS = 50_000;
/** Cut from a text, a longer word is a view of the whole text and would keep it alive: a copy of it is kept. */
const MAX_COPIED_LENGTH = 12;
const knownWords = new Map<string, ReadWord>();

/** A text says the same words again and again: reading each once makes cutting an article twice as fast. */
function readWord(token: string): ReadWord {
  const known = knownWords.get(token);
  if (known !== undefined) return known;
  const own = token.length > MAX_COPIED_LENGTH ? (JSON.parse(JSON.stringify(token)) as string) : token;
  const word = readNewWord(own);
  // Keys and hashes are read as none, and each is another.
  if (token.length > MAX_WORD_LENGTH) return word;
  if (knownWords.size >= MAX_KNOWN_WORDS) knownWords.clear();
  knownWords.set(own, word);
  return word;
}

function readNewWord(token: string): ReadWord {
  const raw = token.replace(/^_+|_+$/g, '').replace(/['’](s|S)$/, '');
  if (!raw || raw.length > MAX_WORD_LENGTH) return null;
  const plain = fold(raw).replace(/['’]/g, '');
  const parts = identifierParts(raw);
  return { text: plain, term: parts.length ? plain : stem(plain), parts };
}

/** True for a word, as in {@link Word.text}, that gives no hint at a subject: `the`, `how`, `please`. */
export function isStopWord(text: string): boolean {
  return STOP_WORDS.has(text);
}

/** The same of a term, which is the stem of a word. */
export function isStopTerm(term: string): boolean {
  return STOP_TERMS.has(term);
}

/** True for a code that names one thing exactly: `FW-2002`, `MULE:RETRY_EXHAUSTED`, `DD_API_KEY`, `queue.capacity`. */
export function isIdentifier(word: Word): boolean {
  return word.parts.length > 0 && /[\d_.:]/.test(word.text);
}

/** The terms of a text that carry meaning, without doubles, in order. */
export function contentTerms(text: string): string[] {
  const terms = new Set<string>();
  // Without places, as every sentence of every passage is read for an answer.
  for (const token of text.match(WORD) ?? []) {
    const word = readWord(token);
    if (!word || isStopWord(word.text)) continue;
    terms.add(word.term);
    for (const part of word.parts) terms.add(part);
  }
  return [...terms];
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** `[]` for a plain word. A version has its prefixes (`4.6.3`: `4.6`), since a question about 4.6.3 is answered under 4.6. */
function identifierParts(raw: string): string[] {
  if (/^[\p{L}\p{M}]\p{Ll}*$/u.test(raw)) return [];
  if (/^\d+(\.\d+)*(\.x)?$/i.test(raw)) {
    const prefix = /^(\d+\.\d+)\./.exec(raw)?.[1];
    return prefix ? [prefix] : [];
  }
  const versioned = /^([A-Za-z]{2,}?)v?(\d+(?:\.\d+)*)$/.exec(raw);
  if (versioned) return [stem(fold(versioned[1]!)), versioned[2]!];
  const pieces = raw
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[\s._:@+-]+/)
    .filter((piece) => piece && !/^['’]/.test(piece));
  if (pieces.length < 2) return [];
  return [...new Set(pieces.map((piece) => stem(fold(piece))))];
}

/** Function words, question words and the small talk of support questions. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about after again against all also am an and any anybody anyone anything are aren arent as at be because been before being
  below between both but by came can cannot cant come comes could couldnt did didnt do does doesnt doing dont down during each either else
  ever every everything few for from further get gets getting give given go goes going gone got had hadnt has hasnt have havent having he
  hello hence her here hers hey hi him his how howto however i id if ill im in instead into is isnt it its itself ive just keep keeps know
  let lets like lot made make makes making many may maybe me might more most much must my myself need needs no nor not nothing now of
  off ok okay on once one only onto or other others our ours out over own per please possible put question quite rather really right
  said same say says see seem seems seen she should shouldnt since so some somebody somehow someone something still such sure take taken tell than
  thank thanks that thats the their them themselves then there theres these they theyre thing things this those though through to today
  together too toward towards try trying under until up upon us use used uses using very want wants was wasnt way we well were werent what
  whatever whats when whenever where whether which while who whole whom whose why will with within without wont would wouldnt yes yet you
  your youre yours yourself able across actually already although always among another anyhow anyway around away become becomes
  best better behind beyond certain definitely done exactly happen happened happening happens help kind looking look mean means
  nobody none often perhaps simply sometimes somewhere suddenly wonder wondering`.split(/\s+/),
);

const STOP_TERMS: ReadonlySet<string> = new Set([...STOP_WORDS].map(stem));
