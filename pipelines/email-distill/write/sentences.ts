import { codeLines } from '../clean/code-lines.ts';
import { isQuoteLine } from '../clean/quote-marks.ts';

/** A stretch of a text: UTF-16 offsets, so that it can be pointed at. */
export type Span = { readonly start: number; readonly end: number };
/** What a cleaned mail is made of, in order. */
export type Block = Span & { readonly kind: 'paragraph' | 'item' | 'code' | 'quote'; readonly sentences: readonly Span[] };

const ITEM = /^\s{0,6}(?:\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})\)|\d{1,2}\.|[-*•–])\s+\S/;
/** A point that ends no sentence. */
const ABBREVIATION = /(?:\b(?:e\.g|i\.e|etc|approx|resp|vs|cf|no|nr|incl|min|max|ca|bzw|usw|z\. ?b|d\. ?h|p\. ?ex|[A-Z])|^\s*\d{1,2})\.$/i;

const SPACE = /\s*/y;

/** The paragraphs, list items, code and kept quotes of a cleaned mail. A list item is one sentence: its parts belong together. */
export function blocksOf(text: string): Block[] {
  const lines = text.split('\n');
  const code = codeLines(lines);
  const blocks: Block[] = [];
  const isCodeNext = nextFilled(lines, code);
  let offset = 0;
  let open: { kind: Block['kind']; start: number; end: number } | null = null;
  const close = () => {
    if (open)
      blocks.push({ ...open, sentences: open.kind === 'paragraph' ? sentencesOf(text, open) : [{ start: open.start, end: open.end }] });
    open = null;
  };
  lines.forEach((line, index) => {
    const start = offset;
    offset += line.length + 1;
    const filled = line.trim() !== '';
    if (!filled) {
      // Empty lines inside code are part of it.
      if (!(open?.kind === 'code' && isCodeNext[index])) close();
      return;
    }
    const kind = isQuoteLine(line) ? 'quote' : code[index] ? 'code' : ITEM.test(line) ? 'item' : null;
    if (kind === 'item' || (kind !== null && open?.kind !== kind) || (kind === null && (open?.kind === 'code' || open?.kind === 'quote')))
      close();
    // Code keeps the indent of its first line.
    const from = kind === 'code' ? start : start + (line.length - line.trimStart().length);
    open ??= { kind: kind ?? 'paragraph', start: from, end: from };
    open.end = start + line.trimEnd().length;
  });
  close();
  return blocks;
}

/** For each line, whether the next one that is not empty is code. */
function nextFilled(lines: readonly string[], code: readonly boolean[]): boolean[] {
  const next: boolean[] = new Array(lines.length).fill(false);
  for (let index = lines.length - 2; index >= 0; index--) next[index] = lines[index + 1]!.trim() ? code[index + 1]! : next[index + 1]!;
  return next;
}

/** The sentences between two places of a text. */
export function sentencesOf(text: string, block: Span): Span[] {
  const sentences: Span[] = [];
  let start = block.start;
  const body = text.slice(block.start, block.end);
  for (const match of body.matchAll(/[.!?…]{1,3}["'”’)»]{0,2}(?=\s+["'“‘(«¿¡`<]?[\p{Lu}\p{N}`<])/gu)) {
    const end = block.start + match.index + match[0].length;
    if (ABBREVIATION.test(text.slice(start, end).slice(-12))) continue;
    sentences.push({ start, end });
    SPACE.lastIndex = end;
    start = end + (SPACE.exec(text)?.[0].length ?? 0);
  }
  if (start < block.end) sentences.push({ start, end: block.end });
  return sentences;
}

/** Fewer tokens than this are a line, not a listing. */
const MIN_LISTING = 8;
const LISTING_SHARE = 0.4;

/** What a program printed or a file holds, though nothing marks it: lines of names and numbers without a full stop, comments and statements. */
export function isListing(text: string): boolean {
  if (text.split('\n').every((line) => /^\s*(?:#+|\/\/)\s|<-|[;{}]\s*$/.test(line))) return true;
  const tokens = text.split(/\s+/);
  if (tokens.length < MIN_LISTING || /[.!?:]$/m.test(text)) return false;
  return tokens.filter((token) => /[\d_=|\\/]|[a-z][.:]\w|[a-z]-[a-z]|^-/i.test(token)).length > tokens.length * LISTING_SHARE;
}

const MAX_CODE_LINE_TOKENS = 8;
/** Words that tie a sentence together and that no command takes. */
const TIES =
  /(?<![\p{L}\p{N}_.-])(?:the|a|an|is|are|was|be|will|you|it|of|that|which|this|if|not|der|die|das|ist|sie|le|la|les|est|vous|el|los|es|il|lo|è|het|de|een|är|att|jest|o|os)(?![\p{L}\p{N}_.-])/iu;

/** Whether a short text below a sentence that leads to it is a command, a call or a setting, though nothing marks it. */
export function isCodeLine(text: string): boolean {
  const tokens = text.split(/\s+/);
  if (tokens.length > MAX_CODE_LINE_TOKENS || /[.!?:,;]$/.test(text) || TIES.test(text) || /^https?:/i.test(text)) return false;
  const signs = tokens.filter((token) => /[_=/\\$<>()]|[\p{L}\p{N}][.:-]+[\p{L}\p{N}]/u.test(token)).length;
  return tokens.length === 1 ? signs === 1 : signs > 0 && /^(?:\p{Ll}[\p{Ll}\p{N}_.-]*|[\w.$-]+ ?(?:<-|=).*)(?=\s|$)/u.test(text);
}
