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

/** All text below a node, white space collapsed. */
export function textOf(node: ChildNode | ParentNode): string {
  const parts: string[] = [];
  collectText(node, parts);
  return parts
    .join('')
    .replace(/[\s\u200b\u00ad]+/g, ' ')
    .trim();
}

function collectText(node: ChildNode | ParentNode, parts: string[]): void {
  if (isText(node)) parts.push(node.data);
  else if ('children' in node && !(isTag(node) && isSilent(node))) {
    const isBlock = isTag(node) && BLOCKS.has(node.name);
    if (isBlock) parts.push(' ');
    for (const child of node.children) collectText(child, parts);
    if (isBlock) parts.push(' ');
  }
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

/** Elements below `root` in document order. */
export function elementsOf(root: ParentNode): Element[] {
  const found: Element[] = [];
  collectElements(root, found);
  return found;
}

function collectElements(node: ParentNode, found: Element[]): void {
  for (const child of node.children) {
    if (!isTag(child)) continue;
    found.push(child);
    collectElements(child, found);
  }
}

/** The words of the class attribute, lower case, also split at `-`, `_` and capitals: `admonitionHeading_Gvgb` gives admonition, heading. */
export function classWords(element: Element): Set<string> {
  const names = element.attribs.class ?? '';
  return new Set(
    names
      .slice(0, 1_000)
      .replace(/([a-z])([A-Z])/g, '$1-$2')
      .toLowerCase()
      .split(/[\s_-]+/),
  );
}

/** The class names as written. */
export function classNames(element: Element): readonly string[] {
  return (element.attribs.class ?? '').slice(0, 1_000).split(/\s+/).filter(Boolean);
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
