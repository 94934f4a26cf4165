import { type ChildNode, type Element, isTag, isText } from 'domhandler';
import { isSilent } from './page-tree.ts';

/** Stands for `br` until white space has been collapsed. */
const BREAK = '\u2028';

export type InlineOptions = {
  /** Links are made absolute against this. */
  readonly url: string;
  /** In headings and titles: no links, no emphasis, only words and code. */
  readonly isPlain?: boolean;
};

/** Running text as one Markdown paragraph, white space collapsed as a browser does. */
export function inlineMarkdown(nodes: readonly ChildNode[], options: InlineOptions): string {
  const raw = nodes.map((node) => inline(node, options)).join('');
  return (
    raw
      .replace(/[\u200b\u00ad\ufeff]/g, '')
      // Links drawn as buttons stand side by side without a space.
      .replace(/(\]\(https?:[^\s()]*\))(?=\[)/g, '$1 ')
      .replace(/[ \t\r\n\f\u00a0]+/g, ' ')
      .replace(/ ?\u2028 ?/g, BREAK)
      .replace(/^[\u2028 ]+|[\u2028 ]+$/g, '')
      .replace(/\u2028+/g, options.isPlain ? ' ' : '\n')
  );
}

function inline(node: ChildNode, options: InlineOptions): string {
  if (isText(node)) return node.data.replaceAll(BREAK, ' ');
  if (!isTag(node) || isSilent(node)) return '';
  const inner = () => node.children.map((child) => inline(child, options)).join('');
  switch (node.name) {
    case 'br':
      return BREAK;
    case 'code':
    case 'kbd':
    case 'samp':
    case 'tt': // biome-ignore format: one kind
      return codeSpan(plainText(node));
    case 'strong':
    case 'b': // biome-ignore format: one kind
      return options.isPlain ? inner() : wrap(inner(), '**');
    case 'em':
    case 'i':
    case 'var':
    case 'dfn':
    case 'cite': // biome-ignore format: one kind
      return options.isPlain ? inner() : wrap(inner(), '*');
    case 'del':
    case 's': // biome-ignore format: one kind
      return wrap(inner(), '~~');
    case 'q':
      return `“${inner()}”`;
    case 'sup':
      return superscript(node, inner);
    case 'img':
      return picture(node);
    case 'a':
      return options.isPlain ? inner() : link(node, inner(), options.url);
    default:
      return inner();
  }
}

/** Code keeps no markup; a fence longer than any backtick inside. */
export function codeSpan(text: string): string {
  const code = text.replace(/\s+/g, ' ').trim();
  if (!code) return '';
  const longest = Math.max(0, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${code} ${fence}` : `${fence}${code}${fence}`;
}

/** Marks stand next to words: spaces go outside. Nothing to emphasise, or marks that are there already, stay as they are. */
function wrap(text: string, mark: string): string {
  const [, before = '', core = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  return core && !core.includes(BREAK) && !core.startsWith('*') && !core.endsWith('*') ? `${before}${mark}${core}${mark}${after}` : text;
}

function link(element: Element, text: string, base: string): string {
  const label = text.replace(/\s+/g, ' ').trim();
  if (!label || isNoteReference(element, label)) return label && ' ';
  if (isWayBack(element, label)) return /[\p{L}\p{N}]/u.test(label) ? text : '';
  const url = URL.parse(element.attribs.href ?? '', base);
  if (!element.attribs.href || !url || !/^(?:https?|mailto):$/.test(url.protocol)) return text;
  const [before, after] = [/^\s/.test(text) ? ' ' : '', /\s$/.test(text) ? ' ' : ''];
  // An address that shows itself needs no second copy.
  if (label === url.href || `${label}/` === url.href || `mailto:${label}` === url.href) return text;
  return `${before}[${label.replace(/(?<!\\)([[\]])/g, '\\$1')}](${url.href
    .replace(/[()\s]/g, encodeURIComponent)
    .replace(/\(/g, '%28')
    .replace(/\)/g, '%29')})${after}`;
}

/** The number of a footnote: it points to the foot of a page that is not there any more, and looks like a citation. */
function isNoteReference({ attribs }: Element, label: string): boolean {
  return (
    attribs.role === 'doc-noteref' ||
    (/^\^?\[?(?:\d{1,3}|[*†‡↩])\]?$/.test(label) && /#(?:fn|cite|ref|note|_?footnotedef)(?!ref)/i.test(attribs.href ?? ''))
  );
}

/** From the note back to where it is made: its number stays, an arrow says nothing. */
function isWayBack({ attribs }: Element, label: string): boolean {
  return (
    attribs.role === 'doc-backlink' ||
    /footnote-?back|backref|reversefootnote/i.test(attribs.class ?? '') ||
    (/^(?:\d{1,3}|[\^↩⤴↑]\ufe0e?)$/.test(label) && /#_?(?:fnref|footnoteref|cite_ref)/i.test(attribs.href ?? ''))
  );
}

/** A power as `^2`; the mark of a footnote not at all. */
function superscript(element: Element, inner: () => string): string {
  const label = plainText(element).trim();
  if (!hasLink(element)) return /^\d{1,3}$/.test(label) ? `^${label}` : inner();
  return /^\[?(?:\d{1,3}|[*†‡])\]?$/.test(label) ? '' : inner();
}

/** What a picture shows, where its author said so. File names and badges say nothing. */
function picture(element: Element): string {
  const alt = (element.attribs.alt ?? '').replace(/\s+/g, ' ').trim();
  return /^(?:|image|img|logo|icon|screenshot|[\w./-]{1,200}\.(?:png|jpe?g|gif|svg|webp))$/i.test(alt) ||
    /shields\.io|badge/i.test(element.attribs.src ?? '')
    ? ''
    : alt;
}

function plainText(node: ChildNode): string {
  if (isText(node)) return node.data;
  if (!isTag(node)) return '';
  return node.name === 'br' ? ' ' : node.children.map(plainText).join('');
}

function hasLink(element: Element): boolean {
  return element.children.some((child) => isTag(child) && (child.name === 'a' || hasLink(child)));
}
