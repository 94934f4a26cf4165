import type { CheerioAPI } from 'cheerio';
import { type Element, isTag, isText, type ParentNode } from 'domhandler';
import { InvalidInput } from '#core/domain/errors.ts';
import { childElements, type Measure } from './page-tree.ts';
import { isMatch, keyOf, keysOf, parseSelector } from './selector.ts';

/** Where documentation generators and themes put the page's own text, the tightest first. */
const KNOWN_CONTAINERS = [
  '.theme-doc-markdown', // Docusaurus
  'article.doc', // Antora
  'article.md-content__inner, .md-content', // Material for MkDocs
  '.sl-markdown-content', // Starlight
  '.vp-doc, .theme-default-content', // VitePress, VuePress
  'article.bd-article, #furo-main-content, .rst-content [itemprop=articleBody], div.document div.body[role=main]', // Sphinx themes
  '.td-content, article.book-article, .book-page', // Docsy, Hugo Book
  '#content > main', // mdBook
  'article.markdown-body',
  'main article',
  'article',
  'main',
  '[role=main]',
] as const;

const CONTAINERS = Map.groupBy(
  KNOWN_CONTAINERS.flatMap((known) => known.split(/,\s*/).map((text) => ({ known, selector: parseSelector(text)! }))),
  ({ selector }) => keyOf(selector),
);

/** A named container with less of the page's text than this is not the content but, say, a teaser. */
const MIN_SHARE = 0.3;
/** A child with this share of the text is taken for the content, unless its siblings read on like it. */
const DESCEND_SHARE = 0.75;

export type Content = { readonly element: ParentNode; readonly why: string };

/** The element that holds the page's own text. `selector` is the site's own; a page where it matches nothing is searched as usual. */
export function findContent(
  $: CheerioAPI,
  selector: string | undefined,
  elements: readonly Element[],
  measures: ReadonlyMap<ParentNode, Measure>,
): Content {
  if (selector) {
    const [chosen] = select($, selector);
    if (chosen) return { element: chosen, why: selector };
  }
  const body: ParentNode = elements.find(({ name }) => name === 'body') ?? $.root().get(0)!;
  const ownText = (node: ParentNode) => measures.get(node)?.prose ?? 0;
  const all = ownText(body);
  const candidates = candidatesOf(elements);
  for (const known of KNOWN_CONTAINERS) {
    const found = candidates.get(known) ?? [];
    const largest = found.reduce<Element | undefined>(
      (best, element) => (best && ownText(best) >= ownText(element) ? best : element),
      undefined,
    );
    if (largest && ownText(largest) >= MIN_SHARE * all && ownText(largest) > 0) {
      // Several articles of like size are a list, and the list is the content.
      const rivals = found.filter((element) => element !== largest && !isInside(element, largest));
      if (rivals.reduce((sum, element) => sum + ownText(element), 0) <= ownText(largest) * 0.25) return { element: largest, why: known };
    }
  }
  return { element: densest(body, ownText), why: 'the densest text' };
}

const HOLDS_A_PAGE = new Set(['article', 'div', 'main', 'section']);

/** The elements of each known container, all found in one walk. */
function candidatesOf(elements: readonly Element[]): ReadonlyMap<string, Element[]> {
  const found = new Map<string, Element[]>();
  for (const element of elements) {
    if (!HOLDS_A_PAGE.has(element.name)) continue;
    for (const key of keysOf(element))
      for (const { known, selector } of CONTAINERS.get(key) ?? []) {
        const list = found.get(known) ?? [];
        if (isMatch(element, selector) && list.at(-1) !== element) list.push(element);
        found.set(known, list);
      }
  }
  return found;
}

/** A selector comes from the configuration: a wrong one is told, not thrown from the depths. */
export function select($: CheerioAPI, selector: string): Element[] {
  try {
    return $(selector)
      .get()
      .filter((element) => isTag(element));
  } catch (error) {
    throw new InvalidInput(`\`${selector.slice(0, 100)}\` is no CSS selector; correct \`content\` or \`remove\` of the site`, {
      cause: error,
    });
  }
}

/** Goes down from the body as long as one child holds nearly all the text and nothing beside it reads like content. */
function densest(body: ParentNode, proseOf: (node: ParentNode) => number): ParentNode {
  let node = body;
  for (;;) {
    const all = proseOf(node);
    const next = childElements(node).find((child) => CONTAINER.test(child.name) && proseOf(child) >= DESCEND_SHARE * all);
    if (!next || all === 0) return node;
    const hasContentBeside = childElements(node).some((child) => child !== next && CONTENT.test(child.name) && proseOf(child) > 0);
    const hasTextBeside = node.children.some((child) => isText(child) && child.data.trim().length > MIN_LOOSE_TEXT);
    if (hasContentBeside || hasTextBeside) return node;
    node = next;
  }
}

/** Shorter text without an element of its own is a label. */
const MIN_LOOSE_TEXT = 40;
const CONTAINER = /^(?:article|body|center|div|form|main|section|span|table|tbody|td|tr|[a-z]+-[a-z-]+)$/;
const CONTENT = /^(?:blockquote|dl|h[1-6]|ol|p|pre|table|ul)$/;

function isInside(element: Element, container: Element): boolean {
  for (let parent = element.parent; parent; parent = parent.parent) if (parent === container) return true;
  return false;
}
