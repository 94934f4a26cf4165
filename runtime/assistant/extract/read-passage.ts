import { remember } from '#core/domain/remember.ts';
import { markdownBlocks } from '#core/domain/split-article.ts';
import { addressesAssistant } from './drop-instructions.ts';

/** A passage taken apart into what an answer may quote. Inline marks (bold, code) stay; links are reduced to their text. */
export type Block =
  | { readonly kind: 'prose'; readonly sentences: readonly string[] }
  | { readonly kind: 'label'; readonly text: string }
  /** `first` is the number of the first item: a list may go on in the next part of its section. */
  | { readonly kind: 'list'; readonly ordered: boolean; readonly first: number; readonly items: readonly string[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'table'; readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** About 5 MB: a passage has 2 KB. */
const MAX_KNOWN_PASSAGES = 1_000;

/** The blocks of an article's body without its title, and without any block that speaks to the assistant instead of the reader. */
export const readPassage: (markdown: string) => readonly Block[] = remember((markdown) => {
  const blocks = markdownBlocks(withoutComments(markdown).replace(/^# .*(?:\n|$)/, ''))
    .filter((block) => !addressesAssistant(block))
    .flatMap(readBlock);
  return joinLists(blocks);
}, MAX_KNOWN_PASSAGES);

function readBlock(block: string): Block[] {
  const lines = block.split('\n');
  const fence = /^\s*(`{3,}|~{3,})\s*([\w+-]*)/.exec(lines[0] ?? '');
  if (fence) return [{ kind: 'code', language: fence[2] ?? '', text: dedent(lines.slice(1, isFence(lines.at(-1)) ? -1 : undefined)) }];
  if (lines.length > 1 && lines.every((line) => line.trimStart().startsWith('|'))) return readTable(lines);
  if (lines.every((line) => /^\s*>/.test(line)))
    return readBlock(lines.map((line) => line.replace(/^\s*> ?/, '')).join('\n')).flatMap(nonEmpty);
  const heading = /^\s*#{1,6}\s+(.*)$/.exec(lines[0] ?? '');
  if (heading)
    return [
      { kind: 'label' as const, text: plainInline(heading[1] ?? '') },
      ...(lines.length > 1 ? readBlock(lines.slice(1).join('\n')) : []),
    ];
  const firstItem = lines.findIndex((line) => ITEM.test(line));
  if (firstItem > 0) return [...readBlock(lines.slice(0, firstItem).join('\n')), ...readBlock(lines.slice(firstItem).join('\n'))];
  if (firstItem === 0) return [readList(lines)];
  const text = plainInline(lines.map((line) => line.trim()).join(' '));
  const label = /^\*\*([^*]+)\*\*:?$/.exec(text);
  if (label) return [{ kind: 'label', text: label[1]!.replace(/:$/, '') }];
  return text ? [{ kind: 'prose', sentences: splitSentences(text) }] : [];
}

const ITEM = /^\s*(?:[-*+]|\d{1,3}[.)])\s+/;

function readList(lines: readonly string[]): Block {
  const items: string[] = [];
  for (const line of lines) {
    const text = plainInline(
      line
        .replace(ITEM, '')
        .replace(/^\[[ xX]\]\s+/, '')
        .trim(),
    );
    if (ITEM.test(line) || items.length === 0) items.push(text);
    else items[items.length - 1] = `${items.at(-1)} ${text}`.trim();
  }
  const number = /^\s*(\d+)/.exec(lines[0] ?? '')?.[1];
  return { kind: 'list', ordered: number !== undefined, first: Number(number ?? 1), items: items.filter(Boolean) };
}

function readTable(lines: readonly string[]): Block[] {
  const rows = lines.map((line) => line.trim().replace(/^\||\|$/g, '').split(/(?<!\\)\|/).map((cell) => plainInline(cell.trim()))); // biome-ignore format: one step a word
  const isRule = (row: readonly string[]) => row.every((cell) => /^:?-+:?$/.test(cell));
  const [header, ...rest] = rows.filter((row) => !isRule(row));
  return header && rest.length ? [{ kind: 'table', header, rows: rest }] : [];
}

/** Items with a blank line between them arrive as lists of one; together they are one list again. */
function joinLists(blocks: readonly Block[]): Block[] {
  const joined: Block[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    if (block.kind === 'list' && last?.kind === 'list' && block.ordered === last.ordered)
      joined[joined.length - 1] = { ...last, items: [...last.items, ...block.items] };
    else joined.push(block);
  }
  return joined;
}

const ABBREVIATION = /(?:\b(?:e\.g|i\.e|etc|approx|vs|cf|incl|no|fig|resp|min|max)\.)$/i;

/** A sentence ends at `.`, `!` or `?` before a space and a capital, digit, quote or code, unless that dot shortens a word. */
export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  for (const piece of text.split(/(?<=[.!?]["')”’]?)\s+(?=[\p{Lu}\d"'“(`*_<])/u)) {
    const last = sentences.at(-1);
    if (last !== undefined && ABBREVIATION.test(last)) sentences[sentences.length - 1] = `${last} ${piece}`;
    else sentences.push(piece);
  }
  return sentences.filter((sentence) => sentence.trim());
}

/** Inline code as it is; or a picture; or a link, whose text may hold code. */
const INLINE =
  /(`+)[^`]+\1|!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])?|\[((?:`[^`]*`|[^[\]`])*)\]\((?:<[^>]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+"[^"]*")?\)/g;

/** Links become their text, pictures vanish, and `[1]` outside code goes, since in an answer it would be a mark. */
function plainInline(text: string): string {
  return text
    .replace(INLINE, (whole: string, code: string | undefined, linkText: string | undefined) => (code ? whole : (linkText ?? '')))
    .split(/((?<!`)`{1,4}(?!`)[^`]+`{1,4})/)
    .map((piece, index) => (index % 2 ? piece : plainProse(piece)))
    .join('')
    .replace(/[ \t]+/g, ' ')
    .replace(/ ([.,;:!?])(?=\s|$)/g, '$1')
    .trim();
}

function plainProse(text: string): string {
  return text
    .replace(/<br\s*\/?>/gi, ' ')
    .replace(/(^|[\s(“"])([*_])(?=[^\s*_])([^*_\n]*[^\s*_])\2(?=[\s).,;:!?”"]|$)/g, '$1$3')
    .replace(/\[\^?\d{1,3}\]/g, '')
    .replace(/<(https?:\/\/[^>\s]+)>/g, '$1')
    .replace(/\\([|*_[\]<>#`-])/g, '$1');
}

function withoutComments(markdown: string): string {
  return markdown.replace(/<!--[\s\S]*?(?:-->|$)/g, '');
}

function nonEmpty(block: Block): Block[] {
  return block.kind === 'prose' && block.sentences.length === 0 ? [] : [block];
}

function isFence(line: string | undefined): boolean {
  return /^\s*(`{3,}|~{3,})\s*$/.test(line ?? '');
}

/** A block inside a list item is indented as a whole. */
function dedent(lines: readonly string[]): string {
  const indents = lines.filter((line) => line.trim()).map((line) => /^ */.exec(line)![0].length);
  const indent = indents.length ? Math.min(...indents) : 0;
  return lines
    .map((line) => line.slice(indent))
    .join('\n')
    .replace(/\s+$/, '');
}
