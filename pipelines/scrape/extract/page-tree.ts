import { type ChildNode, type Element, isTag, isText, type ParentNode } from 'domhandler';

/** What an element holds. */
export type Measure = {
  readonly chars: number;
  /** Of these, in links. */
  readonly linkChars: number;
  /** Of these, neither in links nor in boilerplate. */
  readonly prose: number;
  readonly hasCode: boolean;
  /** An `h1` is in it. */
  readonly hasTitle: boolean;
};

const SILENT = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'noframes',
  'svg',
  'iframe',
  'datalist',
  'object',
  'canvas',
  'head',
  'audio',
  'video',
  'math',
]);

/** Elements whose text nobody reads. */
export function isSilent(element: Element): boolean {
  return SILENT.has(element.name);
}

/** Measures every element below `root` in one pass. `isBoilerplate` says whose text is not prose. */
export function measureTree(
  root: ParentNode,
  isBoilerplate: (element: Element, measure: Measure) => boolean,
): ReadonlyMap<ParentNode, Measure> {
  const measures = new Map<ParentNode, Measure>();
  const visit = (node: ParentNode, inLink: boolean): Measure => {
    const sum = {
      chars: 0,
      linkChars: 0,
      prose: 0,
      hasCode: isTag(node) && node.name === 'pre',
      hasTitle: isTag(node) && node.name === 'h1',
    };
    for (const child of node.children) {
      if (isText(child)) {
        const { length } = child.data.trim();
        sum.chars += length;
        if (inLink) sum.linkChars += length;
        else sum.prose += length;
      } else if (isTag(child) && !isSilent(child)) {
        const inner = visit(child, inLink || child.name === 'a');
        sum.chars += inner.chars;
        sum.linkChars += inner.linkChars;
        sum.prose += inner.prose;
        sum.hasCode ||= inner.hasCode;
        sum.hasTitle ||= inner.hasTitle;
      }
    }
    if (isTag(node) && isBoilerplate(node, sum)) sum.prose = 0;
    measures.set(node, sum);
    return sum;
  };
  visit(root, false);
  return measures;
}

/** All text below a node, white space collapsed; with `enough`, reading stops after some more than so many characters. */
export function textOf(node: ChildNode | ParentNode, enough = Number.POSITIVE_INFINITY): string {
  const parts: string[] = [];
  collectText(node, parts, enough);
  return parts
    .join('')
    .replace(/[\s\u200b\u00ad]+/g, ' ')
    .trim();
}

/** Whether {@link textOf} would give anything. */
export function hasText(node: ChildNode | ParentNode): boolean {
  if (isText(node)) return /[^\s\u200b\u00ad]/.test(node.data);
  return 'children' in node && !(isTag(node) && isSilent(node)) && node.children.some(hasText);
}

/** Gives what is still wanted. */
function collectText(node: ChildNode | ParentNode, parts: string[], enough: number): number {
  if (isText(node)) {
    parts.push(node.data);
    return enough - node.data.trim().length;
  }
  if (!('children' in node) || (isTag(node) && isSilent(node))) return enough;
  const isBlock = isTag(node) && BLOCKS.has(node.name);
  if (isBlock) parts.push(' ');
  let wanted = enough;
  for (const child of node.children) if (wanted > 0) wanted = collectText(child, parts, wanted);
  if (isBlock) parts.push(' ');
  return wanted;
}

const BLOCKS = new Set(
  (
    'address article aside blockquote body br center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 ' +
    'header hgroup hr legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
);

/** Starts a line of its own, `br` aside. */
export function isBlock(element: Element): boolean {
  return BLOCKS.has(element.name) && element.name !== 'br';
}

/** Elements below `root` in document order. Steps that look at the same tree share one list, since walking it is most of their cost. */
export function elementsOf(root: ParentNode): Element[] {
  const list: Element[] = [];
  const visit = (node: ParentNode) => {
    for (const child of node.children)
      if (isTag(child)) {
        list.push(child);
        visit(child);
      }
  };
  visit(root);
  return list;
}

/** The words of the class attribute, lower case, also split at `-`, `_` and capitals: `admonitionHeading_Gvgb` gives admonition, heading. */
export function classWords(element: Element): ReadonlySet<string> {
  return readClass(element).words;
}

/** The class names as written. */
export function classNames(element: Element): readonly string[] {
  return readClass(element).names;
}

type ClassAttribute = { readonly names: readonly string[]; readonly words: ReadonlySet<string> };
const NO_CLASS: ClassAttribute = { names: [], words: new Set() };
/** Longer ones are cut; no writer needs them. */
const MAX_CLASS = 1_000;
/** The pages of a site share their class attributes, so that nearly all of them were taken apart before. */
const known = new Map<string, ClassAttribute>();
const MAX_KNOWN = 2_000;

function readClass(element: Element): ClassAttribute {
  const text = element.attribs.class;
  if (!text) return NO_CLASS;
  const before = known.get(text);
  if (before) return before;
  const names = text.slice(0, MAX_CLASS).split(/\s+/).filter(Boolean);
  const words = names.flatMap((name) =>
    name
      .replace(/([a-z])([A-Z])/g, '$1-$2')
      .toLowerCase()
      .split(/[_-]+/)
      .filter(Boolean),
  );
  const read = { names, words: new Set(words) };
  if (known.size >= MAX_KNOWN) known.clear();
  if (text.length <= MAX_CLASS) known.set(text, read);
  return read;
}

/** The element children. */
export function childElements(node: ParentNode): Element[] {
  return node.children.filter(isTag);
}

/** The closest ancestor for which `test` holds, the node itself left out. */
export function closest(node: Element, test: (element: Element) => boolean): Element | null {
  for (let parent = node.parent; parent && isTag(parent); parent = parent.parent) if (test(parent)) return parent;
  return null;
}
