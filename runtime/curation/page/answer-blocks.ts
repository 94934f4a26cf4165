/** A block of an answer as visitors see it. */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly isNumbered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] };
/** A piece of a line. */
export type Inline = { readonly kind: 'text' | 'code' | 'strong' | 'mark'; readonly text: string };

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const ITEM = /^ {0,8}(?:[-*+]|\d{1,9}[.)]) +/;
const NUMBER = /^ {0,8}\d/;
const TABLE_RULE = /^[\s:|-]+$/;

/** The Markdown subset of answers: paragraphs, lists, code and tables. Each line is looked at once; whatever is none of these is text. */
export function answerBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  const lines = markdown.split('\n');
  for (let at = 0; at < lines.length; ) {
    const line = lines[at]!;
    const fence = FENCE.exec(line)?.[1];
    if (fence) {
      let last = at + 1;
      while (last < lines.length && !lines[last]!.trimStart().startsWith(fence)) last++;
      blocks.push({ kind: 'code', text: lines.slice(at + 1, last).join('\n') });
      at = last + 1;
      continue;
    }
    const isOf = line.trim() === '' ? isEmpty : ITEM.test(line) ? isListed : line.trimStart().startsWith('|') ? isRow : isText;
    let end = at + 1;
    while (end < lines.length && isOf(lines[end]!)) end++;
    const own = lines.slice(at, end);
    if (isOf === isListed) blocks.push(listOf(own));
    else if (isOf === isRow) blocks.push({ kind: 'table', rows: own.filter((row) => !TABLE_RULE.test(row)).map(cellsOf) });
    else if (isOf === isText) blocks.push({ kind: 'text', text: own.join('\n').replace(/^#{1,6} /, '') });
    at = end;
  }
  return blocks;
}

const isEmpty = (line: string) => line.trim() === '';
const isRow = (line: string) => line.trimStart().startsWith('|');
const isText = (line: string) => !isEmpty(line) && !isRow(line) && !ITEM.test(line) && !FENCE.test(line);
/** An item, or a line that goes on with one. */
const isListed = (line: string) => ITEM.test(line) || (isText(line) && line.startsWith(' '));

function listOf(lines: readonly string[]): Block {
  const items: string[] = [];
  for (const line of lines) {
    if (ITEM.test(line) || items.length === 0) items.push(line.replace(ITEM, ''));
    else items[items.length - 1] += `\n${line.trim()}`;
  }
  return { kind: 'list', isNumbered: NUMBER.test(lines[0]!), items };
}

function cellsOf(row: string): string[] {
  return row
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** The pieces of a line: code, bold, and the marks of citations. Bounded, so that a line of nothing but asterisks takes no time. */
export function inlineOf(text: string): Inline[] {
  const pieces: Inline[] = [];
  let position = 0;
  for (const match of text.matchAll(/`([^`\n]{1,2000})`|\*\*([^*\n]{1,500})\*\*|\[(\d{1,3})\]/g)) {
    if (match.index > position) pieces.push({ kind: 'text', text: text.slice(position, match.index) });
    const [whole, code, strong, mark] = match;
    pieces.push(code ? { kind: 'code', text: code } : strong ? { kind: 'strong', text: strong } : { kind: 'mark', text: mark! });
    position = match.index + whole.length;
  }
  if (position < text.length) pieces.push({ kind: 'text', text: text.slice(position) });
  return pieces;
}
