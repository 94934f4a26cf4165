import { type ChildNode, type Element, isTag, isText, type ParentNode } from 'domhandler';
import { childElements, elementsOf, hasText, textOf } from './page-tree.ts';
import { detachAll, setChildren } from './removal.ts';

const HEADING = /^h[1-6]$/;

/** Signs that stand for "link to this heading", alone in their link. */
const PERMALINK = /^(?:[#¶§🔗⚓☍∞\s\u200b\uf0c1]*|link|permalink|anchor|copy link|direct link.*|permalink.*|anchor link.*)$/iu;

/**
 * Gives each heading the id that a link to it uses, wherever the generator keeps it, and takes the permalink sign out of its text.
 * Comes before anything is removed, since the id often hangs on what goes.
 */
export function pinHeadings(root: ParentNode, elements: readonly Element[]): void {
  if (elements.some(isUnclosed)) endHeadings(root);
  const gone = new Set<Element>();
  for (const heading of elements.filter(({ name }) => HEADING.test(name))) {
    const inner = elementsOf(heading);
    const id = heading.attribs.id || insideId(inner) || aroundId(heading, gone);
    if (id) heading.attribs.id = id;
    for (const link of inner.filter((element) => isPermalink(element))) {
      if (PERMALINK.test(textOf(link)) || link.attribs['aria-hidden'] === 'true') gone.add(link);
      // The whole heading as a link to itself: its words stay.
      else if (link.name === 'a') link.name = 'span';
    }
    // A button that opens its section carries the title.
    for (const button of inner) if (button.name === 'button') button.name = 'span';
  }
  // Terms, captions and figures have such signs too.
  for (const link of elements) if (link.name === 'a' && link.attribs.href?.includes('#') && isSign(link)) gone.add(link);
  detachAll(gone);
}

/** Nothing but a sign in it, as `¶`; a word may be a link that the writer made. */
function isSign(link: Element): boolean {
  if (link.children.length !== 1 || !isText(link.children[0]!)) return false;
  const text = link.children[0].data.trim();
  return text.length <= 2 && /^[#¶§🔗⚓☍∞\uf0c1]+$/u.test(text);
}

const NO_HEADING = /^(?:blockquote|dl|figure|h[1-6]|ol|p|pre|section|table|ul)$/;

/** Real headings hold a line; only those that were never closed have blocks in them. */
function isUnclosed(element: Element): boolean {
  return HEADING.test(element.name) && element.children.some((inner) => isTag(inner) && NO_HEADING.test(inner.name));
}

/** A heading that was never closed has the rest of the page in it: it ends where its first paragraph begins. Linear: each node moves once. */
function endHeadings(root: ParentNode): void {
  const ended: ChildNode[] = [];
  const waiting = root.children.toReversed();
  for (let child = waiting.pop(); child; child = waiting.pop()) {
    ended.push(child);
    const end =
      isTag(child) && HEADING.test(child.name) ? child.children.findIndex((inner) => isTag(inner) && NO_HEADING.test(inner.name)) : 0;
    if (end <= 0 || !isTag(child) || !child.children.slice(0, end).some(hasText)) continue;
    waiting.push(...child.children.slice(end).reverse());
    setChildren(child, child.children.slice(0, end));
  }
  if (ended.length > root.children.length) setChildren(root, ended);
  for (const child of childElements(root)) endHeadings(child);
}

function isPermalink({ name, attribs }: Element): boolean {
  if (name === 'a') return !attribs.href || attribs.href.includes('#');
  return /(?:^|[\s_-])(?:headerlink|permalink|hash-link|heading-anchor|anchor-link)(?=$|[\s_-])/.test(attribs.class ?? '');
}

/** An id on an element within, or the fragment that the permalink points to. */
function insideId(inner: readonly Element[]): string | undefined {
  const named = inner.find(({ attribs, name }) => attribs.id || (name === 'a' && attribs.name));
  if (named) return named.attribs.id || named.attribs.name;
  const link = inner.find(({ name, attribs }) => name === 'a' && attribs.href?.startsWith('#') && attribs.href.length > 1);
  return link ? decode(link.attribs.href!.slice(1)) : undefined;
}

/** `<section id><h2>` as Sphinx writes it, a heading group or wrapper with the link beside it, or `<a name>` just before. */
function aroundId(heading: Element, gone: Set<Element>): string | undefined {
  const { parent } = heading;
  const before = previousElement(heading);
  if (before && !hasText(before)) {
    const named = [before, ...elementsOf(before)].find(({ attribs, name }) => attribs.id || (name === 'a' && attribs.name));
    if (named) return named.attribs.id || named.attribs.name;
  }
  if (!parent || !isTag(parent) || !isFirstElement(heading)) return undefined;
  if (parent.attribs.id && /^(?:section|div|article|header|hgroup)$/.test(parent.name)) return parent.attribs.id;
  // A wrapper of the heading and its permalink.
  const link = nextElement(heading);
  if (link && link.name === 'a' && link.attribs.href?.startsWith('#') && !nextElement(link)) {
    gone.add(link);
    return decode(link.attribs.href.slice(1));
  }
  return undefined;
}

function isFirstElement(node: Element): boolean {
  for (let before = node.prev; before; before = before.prev) if (isTag(before)) return false;
  return true;
}

function nextElement(node: Element): Element | null {
  for (let next = node.next; next; next = next.next) if (isTag(next)) return next;
  return null;
}

function previousElement(node: Element): Element | null {
  for (let before = node.prev; before; before = before.prev) {
    if (isTag(before)) return before;
    if (hasText(before)) return null;
  }
  return null;
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch (error) {
    // A stray percent sign: the id is spelled as it stands.
    if (error instanceof URIError) return fragment;
    throw error;
  }
}
