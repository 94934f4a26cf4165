import type { EvidenceMessage } from '#core/domain/draft.ts';
import { ASKS } from './question-step.ts';
import { type Role, roleOf } from './sentence-roles.ts';
import { type Block, blocksOf, isCodeLine, isListing, type Span, sentencesOf } from './sentences.ts';
import { isCore, opensWithCause, substanceOf } from './substance.ts';

/** A paragraph, list item or piece of code of an answer with the parts of it that guide. */
export type Guidance = {
  readonly message: EvidenceMessage;
  readonly kind: Block['kind'];
  readonly spans: readonly Span[];
  /** The same place as in {@link SaidSentence}. */
  readonly block: string;
};

/** A sentence of a message with what it does; `block` counts the paragraphs, so that talk beside an answer is told from small talk. */
export type SaidSentence = { readonly role: Role; readonly text: string; readonly block: string };

const INTERJECTION =
  /^(?:yes|no|nope|yep|right|exactly|correct|indeed|sure|of course|absolutely|probably|ok(?:ay)?|odd|super|great|enjoy|good (?:point|luck)|just a thought|ja|nein|nee|nej|oui|non|s[ií]|sim|tak|nie)[\s.!,]*$/i;
/** Tokens of people and of what belongs to them: code with one belongs to somebody. */
const PERSONAL = /<(?:PERSON|EMAIL|PHONE|ADDRESS|ACCOUNT|CARD|IBAN)_\d+>/;
/** A name at the beginning or end of a sentence only says who is spoken to. */
const VOCATIVE_START = /^(?:(?:hi|hello|dear|hallo|bonjour|hola|ciao|olá|hej|yes|no|right|ok(?:ay)?)[ ,]+)?<PERSON_\d+>\s*[,:–-]\s*/i;
const VOCATIVE_END = /,?\s{0,9}<PERSON_\d+>(?=[.!?]?$)/;
/** "I checked: the folder is full" – what stands behind the colon is the finding. */
const FINDING =
  /^(?:(?:ok|so|well|right)[, ]+)?(?:(?:I|we)(?: have|['’]ve)?(?: just| now)? (?:checked|looked|asked|tested|tried|found|see|saw|reproduced|discussed)|(?:ich|wir) (?:habe|haben)|(?:j['’]ai|nous avons)|(?:he|hemos) \p{L}+|(?:ho|abbiamo) \p{L}+)\b[^:;.]{0,80}:\s+(?=\S+ \S+ \S+ \S+)/iu;
/** "This", "it", "so" with what they mean left out. */
const LEANS_BACK =
  /^\W*(?:(?:and|but|so|or|then|also) )?(?:that|this|these|those|it|they|he|she|there|so|hence|thus|though|however|das|dies\p{L}{0,2}|es|ces?|cela|ça|eso|esto|ese|este|quest[oi]|ciò|dat|dit|isso|isto|det|detta|dette|to)(?![\p{L}])/iu;
/** "... but not always": the end of what somebody else began. */
const FRAGMENT = /^(?:\.{2,}|…|--\s)/;
/** A word in small letters, not a name from code, where a sentence should begin. */
const TAIL = /^\p{Ll}[\p{L}'’-]*(?=[\s,])/u;
/** A verb or a joining word in small letters: the paragraph goes on from a quote or a piece of code that it needs. */
const GOES_ON = /^(?:is|are|was|were|has|does|which|because|ist|sind|wird|est|sont|sono|zijn)\s/;
/** A paragraph with fewer words says something only as an answer, a step or the lead to one. */
const MIN_WORDS = 4;
/** A remark of a few words that names and demands nothing. */
const MAX_OPENER_WORDS = 6;
/** The same between two sentences, where it may also carry on what the first one says. */
const MAX_REMARK_WORDS = 3;
const ANSWERS = /^\W{0,3}(?:yes|no|nope|yep|both|neither|also|ja|nein|nee|nej|oui|non|s[ií]|sim|não|tak|nie|harmless)(?![\p{L}])/iu;
/** A block of nothing but a name, perhaps behind a closing. With a comma after it, it would speak to somebody. */
const SIGNED = /^(?:[\p{L}' -]{2,40}(?:,\s{1,9}|\n))?\s{0,9}[-–—]{0,2} ?<PERSON_\d+>\.?$/u;
const POSTSCRIPT = /^(?:P\. ?S\.?|PS)[\s:,-]/i;
/** A lead that names what must follow it in the form of code or a list. */
const NEEDS_CODE = /\bfollowing (?:lines?|commands?|code|output|script|files?)\b[^:]{0,40}:$/i;
/** A colon, a comma or no sign at all: the sentence goes on in the next block. */
const LEADS_ON = /[:,]$|[\p{L}\p{N}]$/u;
/** A longer quote is a story with a question mark. */
const MAX_LEAD = 240;

/** Every sentence of a message with what it does. Code guides; what was quoted is somebody else's. */
export function rolesOf(message: EvidenceMessage): readonly SaidSentence[] {
  const known = said.get(message);
  if (known) return known;
  const sentences = sentencesWithRoles(message);
  said.set(message, sentences);
  return sentences;
}

/** Several questions are asked about each message of a thread. */
const said = new WeakMap<EvidenceMessage, readonly SaidSentence[]>();

function sentencesWithRoles(message: EvidenceMessage): SaidSentence[] {
  return ownBlocks(message.text).flatMap((block): SaidSentence[] => {
    const place = placeOf(message, block);
    if (block.kind === 'quote') return [];
    if (block.kind === 'code') return [{ role: 'guidance', text: message.text.slice(block.start, block.end), block: place }];
    return block.sentences.map((sentence) => ({
      role: roleOf(trimmed(message.text, sentence).text),
      text: message.text.slice(sentence.start, sentence.end),
      block: place,
    }));
  });
}

/**
 * The guiding parts of a message, in its order; only a reason that a paragraph of its own gives stands first. A guess guides when the customer
 * confirmed it. Code goes with the sentence that leads to it.
 */
export function guidanceOf(message: EvidenceMessage, confirmed: boolean): Guidance[] {
  let quoted: Block | null = null;
  let leadDropped = false;
  let broken = false;
  let isLead = false;
  let trailsOff = false;
  const blocks = ownBlocks(message.text);
  const parts = blocks.flatMap((block): Guidance[] => {
    // The question that an answer between quoted lines belongs to: without it "No." means nothing.
    const lead = quoted;
    quoted = block.kind === 'quote' ? block : null;
    if (block.kind === 'quote') return [];
    if (block.kind === 'code') {
      const code = message.text.slice(block.start, block.end);
      // A row of marks points at the line that was quoted above it.
      broken = leadDropped;
      return leadDropped || PERSONAL.test(code) || !/[\p{L}\p{N}]/u.test(code)
        ? []
        : [{ message, kind: 'code', spans: [block], block: placeOf(message, block) }];
    }
    const last = block.sentences.at(-1)!;
    const isOpen = LEADS_ON.test(message.text.slice(last.start, last.end));
    // The list that a dropped sentence leads to goes with it, and so does what has no end itself: a heading, the first line of a file.
    if (leadDropped && (block.kind === 'item' || isOpen)) {
      broken = true;
      return [];
    }
    const spans = guidingSpans(message.text, block, { confirmed, broken, continued: trailsOff });
    if (spans.length) trailsOff = /(?:\.\.|…)$/.test(message.text.slice(spans.at(-1)!.start, spans.at(-1)!.end));
    broken = spans.length === 0;
    const wasLead: boolean = isLead;
    isLead = isOpen;
    const wasDropped = leadDropped;
    leadDropped = isOpen && spans.at(-1)?.end !== last.end;
    const isCode =
      isListing(message.text.slice(block.start, block.end)) || (wasLead && isCodeLine(message.text.slice(block.start, block.end)));
    if (isCode && (wasDropped || spans.length === 0)) return [];
    const question = lead ? questionIn(message.text, lead) : null;
    if (!question && spans.length === 1 && isBare(message.text, spans[0]!, block)) return [];
    if (isCode) return [{ message, kind: 'code', spans: [{ start: block.start, end: block.end }], block: placeOf(message, block) }];
    return spans.length
      ? [{ message, kind: block.kind, spans: question ? [question, ...spans] : spans, block: placeOf(message, block) }]
      : [];
  });
  const next = new Map(blocks.map((block, index) => [placeOf(message, block), blocks[index + 1] && placeOf(message, blocks[index + 1]!)]));
  return causesFirst(withoutLooseLeads(parts, next));
}

/** What stands above the writer's name. Below it hang logs and listings; only a postscript is still the mail. */
function ownBlocks(text: string): Block[] {
  const blocks = blocksOf(text);
  // A masked name looks like a tag, and so like the first line of the listing below it.
  const isName = ({ kind, start, end }: Block) =>
    (kind === 'paragraph' && SIGNED.test(text.slice(start, end))) ||
    (kind === 'code' && SIGNED.test(text.slice(start, end).split('\n', 1)[0]!));
  const name = blocks.findIndex((block, index) => index > 0 && blocks[index - 1]!.kind !== 'quote' && isName(block));
  if (name < 0) return blocks;
  const postscript = blocks.findIndex(({ start }, index) => index > name && POSTSCRIPT.test(text.slice(start, start + 20)));
  return [...blocks.slice(0, name), ...(postscript < 0 ? [] : blocks.slice(postscript))];
}

function placeOf({ id }: EvidenceMessage, { start }: Span): string {
  return `${id} ${start}`;
}

/** How many stretches of a message answer what was quoted and is no question: without the quote their reader does not know what they mean. */
export function repliesToStatements({ text }: EvidenceMessage): number {
  const blocks = ownBlocks(text);
  return blocks.filter(({ kind }, index) => kind === 'quote' && blocks[index + 1] && !questionIn(text, blocks[index]!)).length;
}

/** What stands before a paragraph. */
type Before = {
  /** The customer says that the answer works. */
  readonly confirmed: boolean;
  /** What stood there is not in the article, so a sentence that began there has lost its head. */
  readonly broken: boolean;
  /** The last sentence of the article ends in "…", and the next one may take it up. */
  readonly continued: boolean;
};

function guidingSpans(text: string, block: Block, { confirmed, broken, continued }: Before): Span[] {
  const kept: Span[] = [];
  let previousKept = true;
  for (const sentence of block.sentences) {
    const part = trimmed(text, sentence);
    const role = roleOf(part.text);
    const guides = (role === 'guidance' || (role === 'guess' && confirmed)) && /[\p{L}\p{N}]/u.test(part.text);
    // Without the sentence before it, "That usually does it" says nothing.
    const hangs: boolean = !previousKept && LEANS_BACK.test(part.text) && !isCore(part.text);
    const isTail =
      (FRAGMENT.test(part.text) && !(continued && sentence === block.sentences[0])) ||
      (sentence === block.sentences[0] && (broken ? TAIL : GOES_ON).test(part.text));
    previousKept = guides && !hangs && !isTail && !isRemark(part.text, block) && !(kept.length === 0 && isOpener(part.text, block));
    if (previousKept) kept.push({ start: part.start, end: part.end });
  }
  return kept;
}

/** "Gotta go." among what matters. */
function isRemark(text: string, block: Block): boolean {
  return (
    block.sentences.length > 1 &&
    block.kind === 'paragraph' &&
    wordCount(text) <= MAX_REMARK_WORDS &&
    substanceOf(text) === 0 &&
    !ANSWERS.test(text) &&
    !/:$/.test(text)
  );
}

/** "Interesting." before what matters. */
function isOpener(text: string, block: Block): boolean {
  return (
    block.sentences.length > 1 &&
    block.kind === 'paragraph' &&
    wordCount(text) <= MAX_OPENER_WORDS &&
    substanceOf(text) === 0 &&
    !ANSWERS.test(text)
  );
}

function wordCount(text: string): number {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).length;
}

/** "Yes." answers what stands above it, or nothing; "Huh?" and "Neat." are no steps. */
function isBare(text: string, span: Span, block: Block): boolean {
  const part = text.slice(span.start, span.end);
  if (INTERJECTION.test(part)) return true;
  const isLead = /:$/.test(part);
  return block.kind !== 'item' && !isLead && wordCount(part) < MIN_WORDS && substanceOf(part) === 0;
}

/** The last question of a quote, unless it is about a person. */
function questionIn(text: string, quote: Block): Span | null {
  const last = sentencesOf(text, quote).at(-1);
  if (!last) return null;
  const question = text.slice(last.start, last.end);
  return /\?\s{0,9}$/.test(question) && question.length <= MAX_LEAD && ASKS.test(question) && !PERSONAL.test(question)
    ? { start: last.start, end: last.end }
    : null;
}

/** "It prints:" is nothing when what it leads to, the next block of the mail, is not in the article. */
function withoutLooseLeads(parts: readonly Guidance[], nextOf: ReadonlyMap<string, string | undefined>): Guidance[] {
  return parts.flatMap((part, index) => {
    const last = part.spans.at(-1)!;
    if (part.kind === 'code' || !/:$/.test(part.message.text.slice(last.start, last.end))) return [part];
    const next = parts[index + 1];
    const isProse = next?.kind === 'paragraph' && NEEDS_CODE.test(part.message.text.slice(last.start, last.end));
    if (next && !isProse && next.block === nextOf.get(part.block)) return [part];
    return part.spans.length > 1 ? [{ ...part, spans: part.spans.slice(0, -1) }] : [];
  });
}

/** A paragraph that opens with the reason of it all comes before the first step of its message. */
function causesFirst(parts: readonly Guidance[]): Guidance[] {
  const isCause = ({ kind, spans, message }: Guidance) =>
    kind === 'paragraph' && opensWithCause(message.text.slice(spans[0]!.start, spans[0]!.end));
  const causes = parts.filter(isCause);
  return causes.length ? [...causes, ...parts.filter((part) => !isCause(part))] : [...parts];
}

/** A sentence without the name it speaks to and without "I checked:". */
function trimmed(text: string, span: Span): Span & { text: string } {
  const sentence = text.slice(span.start, span.end);
  const name = VOCATIVE_START.exec(sentence)?.[0].length ?? 0;
  const head = name + (FINDING.exec(sentence.slice(name))?.[0].length ?? 0);
  const tail = VOCATIVE_END.exec(sentence.slice(head));
  const end = tail ? span.start + head + tail.index : span.end;
  return { start: span.start + head, end, text: text.slice(span.start + head, end) };
}
