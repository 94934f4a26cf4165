import type { Citation } from './chat-event.ts';
import { button, make, outLink } from './dom.ts';
import { fill, words } from './strings.ts';

export type MarkdownContext = {
  readonly citations: readonly Citation[];
  /** Origins that links may lead to without https. */
  readonly origins: readonly string[];
  readonly onCite: (citation: Citation, opener: HTMLElement) => void;
};

/** A block as it was written, and how to build it. */
type Block = { readonly source: string; readonly build: () => HTMLElement };

/** Lists in lists in quotes: deeper ones are read as text, so that no input can exhaust the stack. */
const MAX_DEPTH = 4;

const FENCE = /^ {0,3}(`{3,}|~{3,})\s*([\w+#.-]*)/;
const HEADING = /^ {0,3}#{1,6} +(\S.*)$/;
const BULLET = /^( {0,3})(?:[-*+]|(\d{1,9})[.)])(?: {1,4}|$)(.*)$/;
const QUOTE = /^ {0,3}> ?(.*)$/;
const TABLE_RULE = /^[\s|:]*-[\s|:-]*$/;
/** Every repetition is bounded or ends at its own delimiter, so that no text takes more than linear time. */
const INLINE =
  /\\([!-/:-@[-`{-~])|``([^\n]{1,300}?)``|`([^`\n]+)`|\*\*([^*\n]+(?:\*[^*\n]+\*[^*\n]*)?)\*\*|\*([^*\s][^*\n]*)\*|\[(\d{1,3})\](?!\()|\[([^[\]\n]{1,300})\]\(((?:[^\s()]|\([^\s()]{0,200}\)){1,2000})\)/g;

/** A letter that no line ends before or behind, round a mark: a line begins neither with it nor with the stop after it. */
const JOINER = '\u2060';

const shown = new WeakMap<Element, readonly string[]>();

/**
 * Shows Markdown as created elements: paragraphs, headings, lists, quotes, tables, fenced code; bold, italic, code, `[n]` marks, and links,
 * which lead only to the citations. Everything else, HTML and images too, is text. Takes any input, half a block at the end of a stream
 * as well. A growing answer replaces only the blocks that changed, so that selection and focus in the others stay.
 */
export function showMarkdown(target: HTMLElement, text: string, context: MarkdownContext): void {
  const blocks = parseBlocks(text, context, 0);
  // A mark becomes a button once its citation is there.
  const sources = blocks.map(({ source }) => context.citations.length + source);
  const before = shown.get(target) ?? [];
  let same = 0;
  while (same < sources.length && sources[same] === before[same]) same += 1;
  while (target.childNodes.length > same) target.lastChild?.remove();
  for (const { build } of blocks.slice(same)) target.append(build());
  shown.set(target, sources);
}

function parseBlocks(text: string, context: MarkdownContext, depth: number): Block[] {
  const lines = text.split(/\r?\n/);
  const blocks: Block[] = [];
  let at = 0;
  let begin = 0;
  const takeWhile = (holds: (line: string, index: number) => boolean): string[] => {
    const from = at;
    while (at < lines.length && holds(lines[at]!, at)) at += 1;
    return lines.slice(from, at);
  };
  const add = (build: () => HTMLElement) => blocks.push({ source: lines.slice(begin, at).join('\n'), build });
  const inner = (body: readonly string[]) => parseBlocks(body.join('\n'), context, depth + 1).map(({ build }) => build());
  const inline = (part: string) => parseInline(part, context, 0);

  while (at < lines.length) {
    begin = at;
    const line = lines[at]!;
    const [, fence, language = ''] = FENCE.exec(line) ?? [];
    const [, heading] = HEADING.exec(line) ?? [];
    const bullet = depth < MAX_DEPTH ? bulletOf(line) : null;
    if (!line.trim()) at += 1;
    else if (fence) {
      at += 1;
      const body = takeWhile((next) => !next.trim().startsWith(fence)).join('\n');
      at += 1;
      add(() => codeBlock(body, language));
    } else if (heading) {
      at += 1;
      add(() => make('h3', inline(heading)));
    } else if (line.includes('|') && TABLE_RULE.test(lines[at + 1] ?? '')) {
      const [head = '', , ...rows] = takeWhile((next, index) => index < begin + 2 || next.includes('|'));
      const row = (source: string, tag: 'th' | 'td') =>
        make(
          'tr',
          cells(source).map((cell) => make(tag, inline(cell))),
        );
      // Reachable by keyboard, so that a wide table can be scrolled.
      add(() =>
        make(
          'div.wide',
          { tabindex: '0' },
          make(
            'table',
            row(head, 'th'),
            rows.map((source) => row(source, 'td')),
          ),
        ),
      );
    } else if (depth < MAX_DEPTH && QUOTE.test(line)) {
      const body = takeWhile((next) => QUOTE.test(next)).map((next) => next.replace(QUOTE, '$1'));
      add(() => make('blockquote', inner(body)));
    } else if (bullet) {
      const belongs = (next = ''): boolean => {
        const other = bulletOf(next);
        return other && other.at < bullet.indent ? !other.start === !bullet.start : /^ {2,}\S/.test(next);
      };
      const body = takeWhile((next, index) =>
        next.trim() ? belongs(next) || (!startsBlock(next) && !!lines[index - 1]?.trim()) : belongs(lines[index + 1]),
      );
      const { start } = bullet;
      add(() =>
        make(
          start ? 'ol' : 'ul',
          start ? { start } : {},
          entries(body).map((entry) => make('li', inner(entry))),
        ),
      );
    } else {
      const body = takeWhile((next, index) => index === begin || (!!next.trim() && !startsBlock(next)));
      add(() => make('p', inline(body.map((next) => next.trim()).join(' '))));
    }
  }
  return blocks;
}

const startsBlock = (line: string): boolean => [FENCE, HEADING, BULLET, QUOTE].some((block) => block.test(line));

/** Where a bullet stands and where its text begins, in spaces; `start` is the number of a numbered one. */
function bulletOf(line: string): { at: number; indent: number; start: string | undefined; text: string } | null {
  const [, space, start, text] = BULLET.exec(line) ?? [];
  return space === undefined || text === undefined ? null : { at: space.length, indent: line.length - text.length, start, text };
}

/** Splits the lines of a list at its bullets of the outermost level; what is indented belongs to the entry above. */
function entries(lines: readonly string[]): string[][] {
  const split: string[][] = [];
  let indent = 99;
  for (const line of lines) {
    const bullet = bulletOf(line);
    if (bullet && bullet.at < indent) {
      indent = bullet.indent;
      split.push([bullet.text]);
    } else split.at(-1)?.push(line.slice(Math.min(indent, line.search(/\S|$/))));
  }
  return split;
}

/** A pipe after a backslash belongs to the cell. */
const cells = (row: string): string[] =>
  row
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());

function parseInline(text: string, context: MarkdownContext, depth: number): (Node | string)[] {
  const { citations, origins, onCite } = context;
  const parts: (Node | string)[] = [];
  const deeper = (part: string) => (depth < MAX_DEPTH ? parseInline(part, context, depth + 1) : [part]);
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, escaped, spacedCode, code = spacedCode, strong, em, mark, label, url] = match;
    const citation = citations.find((one) => (mark ? one.n === Number(mark) : one.url === url));
    const before = text.slice(end, match.index);
    const isMark = mark && citation;
    parts.push(isMark ? before.trimEnd() : before);
    end = match.index + whole.length;
    if (code) parts.push(make('code', code));
    else if (strong) parts.push(make('strong', deeper(strong)));
    else if (em) parts.push(make('em', deeper(em)));
    else if (isMark) {
      const name = fill(words.source, { n: mark, title: citation.title });
      const open = button('.mark', ({ currentTarget }) => onCite(citation, currentTarget as HTMLElement), { 'aria-label': name }, mark);
      parts.push(make('span.keep', JOINER, open, JOINER));
    } else if (label) parts.push((citation && outLink(citation.url, origins, label)) ?? label);
    else parts.push(escaped ?? whole);
  }
  return [...parts, text.slice(end)];
}

/**
 * Copies a text. Absent where the browser has no clipboard for this page; says `Copied` only when it was. Refused by the browser, as in a
 * frame, the code or the answer is selected instead, ready to be copied by hand.
 */
export function copyButton(text: string): HTMLElement | null {
  const select = () => getSelection()?.selectAllChildren(copy.closest('.code,.answer')!.querySelector('pre,.body')!);
  const copy = button(
    '.quiet',
    () => navigator.clipboard.writeText(text).then(() => copy.replaceChildren(words.copied), select),
    words.copy,
  );
  return navigator.clipboard && copy;
}

function codeBlock(text: string, language: string): HTMLElement {
  const code = make('pre', { tabindex: '0', dir: 'ltr' }, make('code', text));
  return make('div.code', make('div.bar', language, copyButton(text)), code);
}
