import { type ChildNode, type Element, isTag, type ParentNode } from 'domhandler';
import { admonitionOf } from './admonition.ts';
import { codeBlock, codeText, isBareCode } from './code-block.ts';
import { codeSpan, inlineMarkdown } from './inline-markdown.ts';
import { childElements, classNames, elementsOf, hasText, isBlock, isSilent, textOf } from './page-tree.ts';
import { formatGrid, type Grid, hasBlockCells, readGrid } from './table.ts';

/** A page's content as a flat sequence: what opens a section, and Markdown blocks between. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly id: string; readonly text: string }
  | { readonly kind: 'text'; readonly markdown: string };

/** Headings down to this level open a section; deeper ones stay inside, as Markdown headings. */
const SECTION_LEVELS = 3;

type Context = {
  readonly url: string;
  /** Elements that have block elements below them. */
  readonly holdsBlocks: ReadonlySet<Element>;
  /** Headings open sections here; not within lists, cells, boxes. */
  readonly opensSections: boolean;
  /** Lists, boxes and cells around. */
  readonly depth: number;
};

/** Deeper nesting is written flat: each level indents all below it, and no writer goes so far. */
const MAX_NESTING = 12;
const NESTING = /^(?:blockquote|dl|menu|ol|table|ul)$/;

/** The Markdown blocks of cleaned content. Linear in its size. */
export function toBlocks(content: ParentNode, url: string): Block[] {
  const holdsBlocks = new Set<Element>();
  for (const element of elementsOf(content))
    if (isBlock(element))
      for (let parent = element.parent; parent && isTag(parent) && !holdsBlocks.has(parent); parent = parent.parent)
        holdsBlocks.add(parent);
  return flow(content.children, { url, holdsBlocks, opensSections: true, depth: 0 });
}

/** Blocks in their order; running text between them becomes paragraphs. */
function flow(nodes: readonly ChildNode[], context: Context): Block[] {
  const blocks: Block[] = [];
  let running: ChildNode[] = [];
  const flush = () => {
    const text = paragraph(inlineMarkdown(running, context));
    if (text) blocks.push({ kind: 'text', markdown: text });
    running = [];
  };
  for (const node of nodes) {
    if (isTag(node) && (isBlock(node) || context.holdsBlocks.has(node) || isBareCode(node)) && !isSilent(node)) {
      flush();
      blocks.push(...block(node, context));
    } else running.push(node);
  }
  flush();
  return blocks;
}

function block(element: Element, context: Context): Block[] {
  if (context.depth > MAX_NESTING && NESTING.test(element.name)) return flow(element.children, context);
  const box = context.depth > MAX_NESTING ? null : admonitionOf(element);
  if (box) {
    if (box.title) box.title.children = [];
    return quoted(
      inside(
        box.body.children.filter((child) => !isIcon(child)),
        context,
      ),
      `**${box.label}${/[.!?]$/.test(box.label) ? '' : ':'}** `,
    );
  }
  switch (element.name) {
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6': // biome-ignore format: one kind
      return heading(element, context);
    case 'pre':
      return text(codeBlock(element));
    case 'ul':
    case 'ol':
    case 'menu': // biome-ignore format: one kind
      return isLayoutList(element, context)
        ? childElements(element).flatMap((item) => flow(item.children, context))
        : text(list(element, context));
    case 'dl':
      return text(definitionList(element, context));
    case 'table':
      return table(element, context);
    case 'blockquote':
      return quoted(inside(element.children, context), '');
    case 'summary':
      return text(bold(inlineMarkdown(element.children, { ...context, isPlain: true })));
    case 'figcaption':
    case 'legend': // biome-ignore format: one kind
      return text(inlineMarkdown(element.children, context));
    case 'hr':
      return [];
    default:
      return isCodeFigure(element) || isBareCode(element) ? text(codeBlock(element)) : flow(element.children, context);
  }
}

/** A sign such as ⚠ in an element of its own. */
function isIcon(node: ChildNode): boolean {
  return isTag(node) && hasText(node) && /^(?:\p{Extended_Pictographic}|\ufe0f)+$/u.test(textOf(node, 8));
}

function heading(element: Element, context: Context): Block[] {
  const level = Number(element.name.slice(1));
  const title = inlineMarkdown(element.children, { ...context, isPlain: true });
  // A logo is set as the first heading on many home pages.
  if (!title || (level === 1 && !hasText(element))) return [];
  if (context.opensSections && level <= SECTION_LEVELS) return [{ kind: 'heading', level, id: element.attribs.id ?? '', text: title }];
  return text(context.opensSections ? `${'#'.repeat(level)} ${title}` : bold(title));
}

/** The blocks of a list item, cell or box as Markdown strings. */
function inside(nodes: readonly ChildNode[], context: Context): string[] {
  return flow(nodes, { ...context, opensSections: false, depth: context.depth + 1 }).map((found) =>
    found.kind === 'text' ? found.markdown : bold(found.text),
  );
}

/** Javadoc lays its pages out as lists: their items are sections, with headings that have anchors. */
function isLayoutList(element: Element, { opensSections }: Context): boolean {
  return (
    opensSections &&
    element.name === 'ul' &&
    childElements(element).some((item) => elementsOf(item).some(({ name, attribs }) => /^h[2-4]$/.test(name) && attribs.id !== undefined))
  );
}

function list(element: Element, context: Context): string {
  let number = Number.parseInt(element.attribs.start ?? '1', 10) || 1;
  const lines: string[] = [];
  for (const node of element.children) {
    if (!isTag(node)) continue;
    const parts = node.name === 'li' ? inside(node.children, context) : inside([node], context);
    if (parts.length === 0) continue;
    // A list right inside a list belongs to the item before it.
    if (node.name !== 'li') lines.push(indent(parts.join('\n'), 2));
    else lines.push(listItem(element.name === 'ol' ? `${number++}. ` : '- ', parts));
  }
  return lines.join('\n');
}

/** The first block stands on the marker's line. Lists and code follow without a gap, paragraphs with one. */
function listItem(marker: string, parts: readonly string[]): string {
  const [first, ...rest] = parts;
  const opensWithCode = /^(?:`{3,}|\|)/.test(first!);
  let item = opensWithCode ? `${marker.trimEnd()}\n${indent(first!, marker.length)}` : marker + indent(first!, marker.length).trimStart();
  for (const part of rest) item += `${/^(?:[-`|]|\d+\. )/.test(part) ? '\n' : '\n\n'}${indent(part, marker.length)}`;
  return item;
}

function definitionList(element: Element, context: Context): string {
  const items: string[] = [];
  let terms: string[] = [];
  let definition: string[] = [];
  const flush = () => {
    const name = terms.filter(Boolean).join(', ');
    const [first = '', ...rest] = definition;
    const opensInline = !/^(?:[-`>|]|\d+\. )/.test(first) || /^`[^`]/.test(first);
    const parts = opensInline ? [[name, first].filter(Boolean).join(': '), ...rest] : [name, first, ...rest];
    if (parts.some(Boolean)) items.push(listItem('- ', parts.filter(Boolean)));
    terms = [];
    definition = [];
  };
  // Terms and definitions may be grouped in `div`.
  for (const entry of childElements(element).flatMap((child) => (child.name === 'div' ? childElements(child) : [child]))) {
    if (entry.name === 'dt') {
      if (definition.length > 0) flush();
      terms.push(term(entry, context));
    } else if (entry.name === 'dd') definition.push(...inside(entry.children, context));
  }
  if (definition.length > 0) flush();
  for (const name of terms.filter(Boolean)) items.push(`- ${name}`);
  return items.join('\n');
}

/** A signature of an API is code, stars and underscores and all; other terms are words. */
function term(element: Element, context: Context): string {
  if (classNames(element).some((name) => /^sig(?:-object)?$/.test(name))) return codeSpan(textOf(element));
  return bold(inlineMarkdown(element.children, { ...context, isPlain: true }).replace(/\s*[:：]$/, ''));
}

function table(element: Element, context: Context): Block[] {
  if (classNames(element).some((name) => /^(?:highlighttable|rouge-table|lntable|codehilitetable|hljs-ln)$/.test(name))) {
    const code =
      elementsOf(element)
        .filter(({ name }) => name === 'pre')
        .at(-1) ?? element;
    return text(codeBlock(code));
  }
  // The signature of a function, drawn as a table by Doxygen.
  if (classNames(element).includes('memname')) return text(codeSpan(textOf(element)));
  const grid = readGrid(element);
  if (!grid) return childElements(element).flatMap((child) => flow([child], context));
  const caption = grid.caption ? text(bold(grid.caption)) : [];
  if (hasBlockCells(grid))
    return [
      ...caption,
      ...grid.rows.flatMap((row) =>
        row.flatMap((cell, column) => {
          const parts = inside(cell.children, context);
          const name = grid.header[column];
          if (parts.length === 0) return [];
          const labelled = name
            ? /^[`|>-]/.test(parts[0]!)
              ? [`${bold(name)}:`, ...parts]
              : [`${bold(name)}: ${parts[0]}`, ...parts.slice(1)]
            : parts;
          return labelled.flatMap(text);
        }),
      ),
    ];
  if (grid.rows.length === 0) return caption;
  if (isNumbered(grid))
    return [
      ...caption,
      ...text(grid.rows.map(([, cell], index) => listItem(`${index + 1}. `, inside(cell!.children, context))).join('\n')),
    ];
  return [...caption, ...text(formatGrid(grid, (cell) => cellText(cell, context)))];
}

/** A list laid out as a table, as Asciidoctor writes the remarks on a listing: `1 | …`, `2 | …`. */
function isNumbered({ header, rows }: Grid): boolean {
  return (
    header.length === 0 && rows.every((row, index) => row.length === 2 && textOf(row[0]!, 4) === String(index + 1) && hasText(row[1]!))
  );
}

/** A cell on one line: paragraphs one after the other, list items apart. */
function cellText(cell: Element, context: Context): string {
  if (!context.holdsBlocks.has(cell)) return inlineMarkdown(cell.children, context);
  const pre = childElements(cell).find(({ name }) => name === 'pre');
  if (pre && childElements(cell).length === 1) return codeSpan(codeText(pre));
  return inside(cell.children, context)
    .map((part) =>
      part
        .replace(/^`{3,}\S*\n([^\n]*)\n`{3,}$/, (_, code: string) => codeSpan(code))
        .replace(/^(?:- |\d+\. )/, '')
        .replace(/\n\s*(?:- |\d+\. )/g, '; '),
    )
    .join(' ');
}

/** Quote marks before text; code and tables stand unquoted between, so that they can be cut and copied like all others. */
function quoted(parts: readonly string[], label: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  const flush = () => {
    if (lines.length > 0) blocks.push({ kind: 'text', markdown: lines.join('\n>\n') });
    lines = [];
  };
  const quote = (part: string) => part.replace(/^/gm, '> ').replace(/^> $/gm, '>');
  const [first = ''] = parts;
  const isApart = (part: string) => /^(?:`{3,}|\|)/.test(part);
  if (label && (isApart(first) || /^(?:[->#]|\d+\. )/.test(first))) lines.push(quote(label.trimEnd()));
  parts.forEach((part, index) => {
    if (isApart(part)) {
      flush();
      blocks.push({ kind: 'text', markdown: part });
    } else lines.push(quote(index === 0 && lines.length === 0 ? label + part : part));
  });
  flush();
  return blocks;
}

/** Hexo and Chroma put code into a table within a figure or a wrapper. */
function isCodeFigure(element: Element): boolean {
  return element.name === 'figure' && classNames(element).includes('highlight') && !elementsOf(element).some(({ name }) => name === 'pre');
}

/** A line that would open a heading or a fence is none. */
function paragraph(text: string): string {
  return text.replace(/^(#{1,6} |`{3,}|~{3,})/gm, '\\$1');
}

function bold(text: string): string {
  return text ? `**${text.replace(/^\*+|\*+$/g, '')}**` : '';
}

function indent(text: string, width: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(width));
}

function text(markdown: string): Block[] {
  return markdown.trim() ? [{ kind: 'text', markdown }] : [];
}
