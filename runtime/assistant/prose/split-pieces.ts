/** What can be judged by itself: a sentence with its marks, or a list, a block of code or a table in one. */
export type Piece = {
  readonly kind: 'sentence' | 'label' | 'list' | 'code' | 'table';
  readonly text: string;
  /** It begins a paragraph. */
  readonly opens: boolean;
};

const ITEM = /^ {0,3}(?:[-*+]|\d{1,3}[.)])\s+\S/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const TABLE = /^ {0,3}\|/;
const HEADING = /^ {0,3}#{1,6}\s+/;
/** A shorter beginning of a line does not tell what the line is: ` ``` `, `12. a`, `###### `. */
const TELLING_CHARACTERS = 8;
const ABBREVIATION = /(?:\b(?:e\.g|i\.e|etc|approx|vs|cf|incl|no|fig|resp|min|max|bzw|usw|z\.B)\.)$/i;
/** `**Cause.**` is the beginning of what follows. */
const LEAD = /^\s*\*\*[^*]+\*\*\s*$/;
/** A sentence's end with the marks behind it, and what shows that another one begins. */
const SENTENCE_END = /[.!?…]["')”’*]{0,3}(?:\s*\[\d{1,3}(?:\s*,\s*\d{1,3})*\])*(?=\s+["'“(`*_]?[\p{Lu}\d`])/gu;

/**
 * Cuts text that arrives in parts of any size into pieces, each as soon as it is known to be whole. `end` gives what is left of text
 * that came to its end; whoever was cut off does not ask for it.
 */
export function pieceSplitter(): { push(text: string): Piece[]; end(): Piece[] } {
  let rest = '';
  let opens = true;
  const take = (isEnd: boolean): Piece[] => {
    const pieces: Piece[] = [];
    while (true) {
      const gap = /^\s*\n/.exec(rest)?.[0] ?? '';
      if (/\n[ \t]*\n/.test(gap) || (gap && !rest.trim())) opens = true;
      rest = rest.slice(gap.length);
      const next = rest.trim() ? nextPiece(rest, isEnd) : null;
      if (!next) return pieces;
      const isBlock = next.kind !== 'sentence';
      if (next.text.trim()) pieces.push({ kind: next.kind, text: next.text.trim(), opens: opens || isBlock });
      rest = rest.slice(next.length);
      opens = isBlock || next.closes;
    }
  };
  return {
    push(text) {
      rest += text.replace(/\r\n?/g, '\n').replace(/[\p{Cf}\p{Co}]|(?![\n\t])\p{Cc}/gu, '');
      return take(false);
    },
    end: () => take(true),
  };
}

type Next = { readonly kind: Piece['kind']; readonly text: string; readonly length: number; readonly closes: boolean };

/** The piece that the text begins with; null while more is needed to tell. */
function nextPiece(text: string, isEnd: boolean): Next | null {
  const line = text.split('\n', 1)[0]!;
  if (!isEnd && line.length === text.length && line.length < TELLING_CHARACTERS) return null;
  const fence = FENCE.exec(line)?.[1];
  if (fence) return code(text, fence, isEnd);
  if (ITEM.test(line)) return lines('list', text, isEnd, isOfList);
  if (TABLE.test(line)) return lines('table', text, isEnd, (one) => TABLE.test(one));
  if (HEADING.test(line)) {
    if (line.length === text.length && !isEnd) return null;
    return { kind: 'label', text: line.replace(HEADING, '').replace(/[\s#]+$/, ''), length: line.length, closes: true };
  }
  return sentence(text, isEnd);
}

/** Code whose fence never closes is no code. */
function code(text: string, fence: string, isEnd: boolean): Next | null {
  const close = new RegExp(`\\n {0,3}${fence[0] === '~' ? '~' : '`'}{${fence.length},}[ \\t]*(?=\\n${isEnd ? '|$' : ''})`).exec(text);
  if (!close) return isEnd ? { kind: 'code', text: '', length: text.length, closes: true } : null;
  const length = close.index + close[0].length;
  return { kind: 'code', text: text.slice(0, length), length, closes: true };
}

function isOfList(line: string): boolean {
  return ITEM.test(line) || /^\s+\S/.test(line);
}

/** Lines of one kind, with single empty ones between them. The last one counts only when another line follows. */
function lines(kind: 'list' | 'table', text: string, isEnd: boolean, belongs: (line: string) => boolean): Next | null {
  const all = text.split('\n');
  let count = 1;
  let last = 1;
  for (; count < all.length; count++) {
    const line = all[count]!;
    const isWhole = isEnd || count < all.length - 1;
    if (!line.trim()) continue;
    if (belongs(line) && (kind === 'list' || count === last)) last = count + 1;
    else if (isWhole || line.length >= TELLING_CHARACTERS) break;
  }
  if (count === all.length && !isEnd) return null;
  const taken = all.slice(0, last).join('\n');
  return { kind, text: taken, length: taken.length, closes: true };
}

function sentence(text: string, isEnd: boolean): Next | null {
  const end = paragraphEnd(text, isEnd);
  const paragraph = text.slice(0, end ?? text.length);
  for (const match of paragraph.matchAll(SENTENCE_END)) {
    const at = match.index + match[0].length;
    const said = paragraph.slice(0, at);
    if (ABBREVIATION.test(said) || isOpen(said) || LEAD.test(said)) continue;
    return { kind: 'sentence', text: oneLine(said), length: at, closes: false };
  }
  return end === null ? null : { kind: 'sentence', text: oneLine(paragraph), length: end, closes: true };
}

/** Inside code between backticks nothing ends. */
function isOpen(said: string): boolean {
  return (said.match(/`/g)?.length ?? 0) % 2 === 1;
}

/** Where an empty line, a list, a fence, a table or a heading ends the paragraph; null while it may go on. */
function paragraphEnd(text: string, isEnd: boolean): number | null {
  let at = text.indexOf('\n');
  for (; at >= 0; at = text.indexOf('\n', at + 1)) {
    const rest = text.slice(at + 1);
    const line = rest.split('\n', 1)[0]!;
    if (!isEnd && line.length === rest.length && line.length < TELLING_CHARACTERS) return null;
    if (!line.trim() || [FENCE, ITEM, TABLE, HEADING].some((opening) => opening.test(line))) return at;
  }
  return isEnd ? text.length : null;
}

function oneLine(text: string): string {
  return text
    .replace(/\s*\n\s*(?:>\s?)?/g, ' ')
    .replace(/^\s*>\s?/, '')
    .trim();
}
