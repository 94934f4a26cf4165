import { type Element, isTag, type ParentNode } from 'domhandler';
import { childElements, classNames, classWords, hasText, textOf } from './page-tree.ts';

/** A note, warning or tip that a theme draws as a box. */
export type Admonition = {
  /** `Warning`, or `Note — Changed in 4.7` where it has a title of its own. */
  readonly label: string;
  /** The element that shows the label, not to be shown again. */
  readonly title: Element | null;
  readonly body: ParentNode;
};

const KINDS: Readonly<Record<string, string>> = {
  note: 'Note', info: 'Info', tip: 'Tip', hint: 'Hint', important: 'Important', warning: 'Warning', caution: 'Caution', danger: 'Danger',
  error: 'Error', attention: 'Attention', success: 'Success', seealso: 'See also', deprecated: 'Deprecated', example: 'Example', question: 'Question',
  todo: 'To do', bug: 'Bug', abstract: 'Abstract', quote: 'Quote', failure: 'Failure', secondary: 'Note', primary: 'Note', warn: 'Warning',
}; // biome-ignore format: a list reads as a list
const BOXES =
  /^(?:admonition|admonitionblock|admonitions|alert|callout|calloutbox|custom|hint|notice|notification|aside|infobox|messagebox|panel|markdownalert|box)$/;
/** Class names that stand alone on hand-made boxes; the others also name icons and badges. */
const PLAIN = new Set(['note', 'tip', 'important', 'warning', 'caution', 'danger', 'attention', 'hint', 'seealso']);
const TAGS = new Set(['div', 'aside', 'section', 'p', 'blockquote', 'details', 'article']);
const TITLE_WORDS = /^(?:title|heading|label|header|caption)$/;
const TITLE_TAGS = /^(?:summary|h[1-6])$/;
/** Titles are lines; longer text is content. */
const MAX_TITLE = 120;

/** Reads an element as an admonition, or null where it is none. */
export function admonitionOf(element: Element): Admonition | null {
  if (!TAGS.has(element.name)) return null;
  const kind = kindOf(element);
  if (!kind) return null;
  const body = asciidocBody(element) ?? element;
  const title = titleOf(element, body);
  const own = title
    ? textOf(title, 2 * MAX_TITLE)
        .slice(0, MAX_TITLE)
        .replace(/[:：]\s*$/, '')
        .trim()
    : '';
  const label =
    own && own.toLowerCase() !== kind.toLowerCase() ? (own.toLowerCase().startsWith(kind.toLowerCase()) ? own : `${kind} — ${own}`) : kind;
  return { label, title, body };
}

function kindOf(element: Element): string | null {
  const names = classNames(element).map((name) => name.toLowerCase());
  const plain = names.find((name) => PLAIN.has(name));
  if (plain) return KINDS[plain]!;
  // Docusaurus draws every collapsible in the colours of an alert.
  if (element.name === 'details') return null;
  const words = [...classWords(element)];
  // The bar on pages of old versions, the announcement on all.
  if (words.includes('banner') || words.includes('announcement')) return null;
  // `hint hint-info`: hint is the box, info the kind.
  const kind = words.find((word) => word in KINDS && word !== 'hint' && word !== 'note') ?? words.find((word) => word in KINDS);
  const isBox = words.some((word) => BOXES.test(word)) && (words.includes('block') || !words.includes('custom'));
  if (isBox && !words.some((word) => TITLE_WORDS.test(word) || word === 'content' || word === 'icon')) {
    if (kind) return KINDS[kind]!;
    if (words.some((word) => /^(?:admonition|callout|alert|notice)$/.test(word))) return 'Note';
  }
  return element.attribs.role === 'note' ? 'Note' : null;
}

/** Asciidoctor lays an admonition out as a table: icon cell, content cell. */
function asciidocBody(element: Element): ParentNode | null {
  if (!classNames(element).includes('admonitionblock')) return null;
  let node: Element | undefined = element;
  for (const name of ['table', 'tbody', 'tr'])
    node = node && (childElements(node).find((child) => child.name === name) ?? (name === 'tbody' ? node : undefined));
  return (node && childElements(node).find((child) => child.name === 'td' && classNames(child).includes('content'))) ?? null;
}

/** The first element that is marked as the title, at most three levels in, with nothing but pictures before it. */
function titleOf(element: Element, body: ParentNode): Element | null {
  let node: ParentNode = body;
  for (let depth = 0; depth < 3; depth++) {
    const first: Element | undefined = childElements(node).find((child) => hasText(child));
    if (!first) return null;
    const isTitle = TITLE_TAGS.test(first.name) || [...classWords(first)].some((word) => TITLE_WORDS.test(word));
    const isMarked = /^(?:strong|b)$/.test(first.name) && isLeading(first);
    const text = isTitle || isMarked ? textOf(first, 2 * MAX_TITLE) : '';
    if (isTitle && text.length <= MAX_TITLE && first !== element) return first;
    // `<p><strong>Note:</strong> …`
    if (isMarked && isKindWord(text)) return first;
    node = first;
  }
  return null;
}

function isKindWord(text: string): boolean {
  const word = text
    .replace(/[:：!.]\s*$/, '')
    .replace(/\s/g, '')
    .toLowerCase();
  return word in KINDS;
}

function isLeading(element: Element): boolean {
  for (let before = element.prev; before; before = before.prev)
    if (isTag(before) ? hasText(before) : 'data' in before && before.data.trim()) return false;
  return true;
}
