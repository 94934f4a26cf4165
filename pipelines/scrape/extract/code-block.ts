import { type ChildNode, type Element, isTag, isText } from 'domhandler';
import { childElements, classNames, closest, isBlock, isSilent } from './page-tree.ts';

/** Elements that highlighters wrap around one line each. */
const LINE_CLASS =
  /^(?:line|code-line|token-line|view-line|CodeMirror-line|cl|crayon-line|EnlighterJSRAW-line|code__line|highlight-line|ec-line|hljs-line|codeline)$/;
const LINE_TAGS = new Set(['div', 'p', 'li', 'tr']);
/** As deep as a wrapper that names the language hangs above its `pre`; with line numbers a table lies between. */
const WRAPPERS = 8;

/** A `pre` as a fenced Markdown block with its language and every line break. Empty for an empty one. */
export function codeBlock(pre: Element): string {
  const code = codeText(pre).replace(/^\n+/, '').trimEnd();
  if (!code.trim()) return '';
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${languageOf(pre)}\n${code}\n${fence}`;
}

/** The text of code with one line break a line, whether the page has them as characters, as `br` or as elements. */
export function codeText(pre: Element): string {
  const lines = new CodeText();
  lines.add(pre);
  return lines.text
    .replace(/\r\n?/g, '\n')
    .replace(/\u00a0/g, ' ')
    .replace(/[\u200b\ufeff]/g, '');
}

/** Code in something else than `pre`: lines one a `div`, as Doxygen writes them, what its style calls preformatted, code with line breaks. */
export function isBareCode(element: Element): boolean {
  const { name, attribs } = element;
  if (name === 'xmp' || name === 'listing') return true;
  if (name === 'code') return isPreformatted(attribs.style) || element.children.some((child) => isTag(child) && child.name === 'br');
  if (name !== 'div') return false;
  return isPreformatted(attribs.style)
    ? !holdsBlock(element)
    : classNames(element).includes('fragment') && childElements(element).some(isLine);
}

function isPreformatted(style: string | undefined): boolean {
  return style !== undefined && /white-space\s*:\s*(?:pre|break-spaces)(?:-wrap)?\s*(?:;|!|$)/i.test(style.slice(0, 2_000));
}

function holdsBlock(element: Element): boolean {
  return childElements(element).some((child) => isBlock(child) && child.name !== 'div');
}

class CodeText {
  text = '';
  /** The line just ended with its element; a line break right after it is the same one. */
  #hasEnded = false;

  add(node: ChildNode): void {
    if (isText(node)) {
      const isSameBreak = this.#hasEnded && /^\r?\n/.test(node.data);
      if (node.data) this.#hasEnded = false;
      this.text += isSameBreak ? node.data.replace(/^\r?\n/, '') : node.data;
    } else if (isTag(node) && isCallout(node)) this.text = this.text.replace(/ {1,4}$/, '');
    else if (isTag(node) && !isSilent(node) && node.name !== 'button') {
      if (node.name === 'br') this.#break();
      else if (isLine(node)) this.#line(node);
      else for (const child of node.children) this.add(child);
    }
  }

  #line(element: Element): void {
    if (this.text && !this.text.endsWith('\n')) this.text += '\n';
    this.#hasEnded = false;
    const start = this.text.length;
    for (const child of element.children) this.add(child);
    if (!this.text.endsWith('\n') || this.text.length === start) this.text += '\n';
    this.#hasEnded = true;
  }

  #break(): void {
    if (!this.#hasEnded) this.text += '\n';
    this.#hasEnded = false;
  }
}

/** The number that a remark below refers to; browsers leave it out when the code is copied. */
function isCallout(element: Element): boolean {
  const before = element.prev;
  const isPair = element.name === 'b' && before !== null && isTag(before) && before.name === 'i' && classNames(before).includes('conum');
  return isPair || classNames(element).includes('conum');
}

function isLine(element: Element): boolean {
  if (LINE_TAGS.has(element.name)) return true;
  if (element.name === 'code')
    return element.parent !== null && element.parent.children.filter((child) => isTag(child) && child.name === 'code').length > 1;
  return classNames(element).some((name) => LINE_CLASS.test(name));
}

const NO_LANGUAGE = new Set([
  'plaintext',
  'text',
  'none',
  'default',
  'txt',
  'plain',
  'nohighlight',
  'raw',
  'highlighter',
  'guess',
  'console-output',
  'unknown',
]);
const LANGUAGE_CLASS = /^(?:language|lang|highlight-source|syntax)[-:_]([a-z0-9+#.-]{1,30})$/i;
/** Sphinx: `highlight-python3`; other themes name parts of the block in the same way. */
const HIGHLIGHT_CLASS = /^highlight-([a-z0-9+#.-]{1,30})$/i;
/** Pandoc and Hexo write the bare language beside these. */
const BARE_BESIDE = new Set(['sourcecode', 'highlight', 'prettyprint', 'listingblock', 'hljs']);

function languageOf(pre: Element): string {
  const inner = pre.children.find((child): child is Element => isTag(child) && child.name === 'code');
  const around: Element[] = [];
  closest(pre, (parent) => {
    if (hasProse(parent)) return true;
    around.push(parent);
    return around.length === WRAPPERS;
  });
  for (const element of [...(inner ? [inner] : []), pre, ...around]) {
    const { attribs } = element;
    const named =
      attribs['data-lang'] ??
      attribs['data-language'] ??
      attribs['data-code-lang'] ??
      (element === pre || element === inner ? attribs.lang : undefined);
    const found = clean(named) ?? classLanguage(element);
    if (found) return found;
  }
  return '';
}

/** Paragraphs or headings stand in it, so it wraps more than one block of code. Known by node, since a page has many blocks in one place. */
function hasProse(element: Element): boolean {
  const known = proseKnown.get(element);
  if (known !== undefined) return known;
  const found = element.children.some((child) => isTag(child) && /^(?:h[1-6]|p)$/.test(child.name));
  proseKnown.set(element, found);
  return found;
}

const proseKnown = new WeakMap<Element, boolean>();

function classLanguage(element: Element): string | null {
  // SyntaxHighlighter: `class="brush: yaml; gutter: false"`.
  const brush = clean(/(?:^|\s)brush:\s*([a-z0-9+#.-]{1,30})/i.exec(element.attribs.class?.slice(0, 1_000) ?? '')?.[1]);
  if (brush) return brush;
  const names = classNames(element);
  for (const name of names) {
    const highlighted = HIGHLIGHT_CLASS.exec(name)?.[1];
    const found =
      clean(LANGUAGE_CLASS.exec(name)?.[1]) ?? (highlighted && KNOWN_LANGUAGES.has(highlighted.toLowerCase()) ? clean(highlighted) : null);
    if (found) return found;
  }
  const bare = names.find((name) => !BARE_BESIDE.has(name.toLowerCase()));
  return names.length > 1 && names.some((name) => BARE_BESIDE.has(name.toLowerCase())) && bare && KNOWN_LANGUAGES.has(bare.toLowerCase())
    ? clean(bare)
    : null;
}

const KNOWN_LANGUAGES = new Set(
  'bash c c++ console cpp csharp css dart diff dockerfile go graphql groovy html ini java javascript js json jsonc jsx kotlin lua make markdown perl php powershell properties py python python3 rb ruby rust scala sh shell sql swift toml ts tsx typescript xml yaml yml'.split(
    ' ',
  ),
);

function clean(name: string | undefined): string | null {
  const language = name?.toLowerCase().trim() ?? '';
  return /^[a-z0-9+#.-]{1,30}$/.test(language) && !NO_LANGUAGE.has(language) ? language : null;
}
