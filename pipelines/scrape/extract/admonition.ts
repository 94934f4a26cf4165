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
const TAGS = new Set(['div', 'aside', 'section', 'p', 'blockquote', 'details', 'article', 'dl']);
const TITLE_WORDS = /^(?:title|heading|label|header|caption)$/;
/** Of a box, not the box. */
const PARTS = /^(?:title|heading|label|header|caption|content|container|body|text|icon|message|inner|wrapper|list)$/;
const TITLE_TAGS = /^(?:summary|h[1-6]|dt)$/;
/** Titles are lines; longer text is content. */
const MAX_TITLE = 120;

/** Reads an element as an admonition, or null where it is none. */
export function admonitionOf(element: Element): Admonition | null {
  if (!TAGS.has(element.name)) return null;
  const kind = kindOf(element);
  if (!kind) return null;
  const body = asciidocBody(element) ?? element;
  const title = titleOf(element, body) ?? titleByName(element);
  // Where the title is drawn for the eye alone, the box says it again.
  const said = title ? textOf(title, 2 * MAX_TITLE) : (element.attribs['aria-label'] ?? '');
  const own = said
    .slice(0, MAX_TITLE)
    .replace(/^(?:\p{Extended_Pictographic}|\ufe0f|\s)+|[:：]\s*$/gu, '')
    .trim();
  const label =
    own && own.toLowerCase() !== kind.toLowerCase() ? (own.toLowerCase().startsWith(kind.toLowerCase()) ? own : `${kind} — ${own}`) : kind;
  return { label, title, body };
}

/** Whether {@link admonitionOf} finds one, without reading its title. */
export function isAdmonition(element: Element): boolean {
  return TAGS.has(element.name) && kindOf(element) !== null;
}

function kindOf(element: Element): string | null {
  const names = classNames(element).map((name) => name.toLowerCase());
  const words = [...classWords(element)];
  const kinds = words.filter((word) => Object.hasOwn(KINDS, word));
  // `hint hint-info`: hint is the box, info the kind.
  const kind = kinds.find((word) => word !== 'hint' && word !== 'note') ?? kinds[0];
  if (kind && names.some((name) => PLAIN.has(name))) return KINDS[kind]!;
  // Docusaurus draws every collapsible in the colours of an alert.
  if (element.name === 'details') return null;
  // Doxygen writes a note as a list of one definition.
  if (element.name === 'dl') return kind && words.includes('section') ? KINDS[kind]! : null;
  // The bar on pages of old versions, the announcement on all.
  if (words.some((word) => /^(?:banner|announcement|cookies?|consent|gdpr)$/.test(word))) return null;
  const parts = classNames(element).map((name) =>
    name
      .replace(/([a-z])([A-Z])/g, '$1-$2')
      .toLowerCase()
      .split(/[_-]+/),
  );
  if (parts.some(isBox)) {
    const declared = kind ?? Object.values(element.attribs).find((value) => Object.hasOwn(KINDS, value));
    if (declared) return KINDS[declared]!;
    if (words.some((word) => /^(?:admonition|callout|alert|notice)$/.test(word))) return 'Note';
  }
  if (element.name === 'blockquote' && kind && PLAIN.has(kind)) return KINDS[kind]!;
  return element.attribs.role === 'note' ? 'Note' : null;
}

/** A class name that says box, and not a part of one: `callout-warning`, not `callout-body`. */
function isBox(words: readonly string[]): boolean {
  return words.some((word) => BOXES.test(word)) && !isPart(words) && !(words.includes('custom') && !words.includes('block'));
}

function isPart(words: readonly string[]): boolean {
  return words.some((word) => PARTS.test(word));
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

/** Just the Docs: `note-title` on the quote says that its first paragraph is the title. */
function titleByName(element: Element): Element | null {
  const [first, second] = childElements(element);
  const isNamed = classNames(element).some((name) => /^[a-z]+-title$/.test(name) && PLAIN.has(name.slice(0, -'-title'.length)));
  return isNamed && first && second ? first : null;
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
