import type { Element, ParentNode } from 'domhandler';
import { classNames, closest, elementsOf, hasText, textOf } from './page-tree.ts';

/** It is repeated with each section. */
const MAX_TITLE = 500;

/**
 * The first `h1` with words in the cleaned content, else on the page; on pages without one, what a generator of API docs calls the title,
 * when the title element agrees; else the title element.
 */
export function titleOf(page: ParentNode, content: ParentNode, title: string): string {
  const heading =
    elementsOf(content).find(isTitle) ??
    elementsOf(page).find((element) => isTitle(element) && !closest(element, isAroundTheText)) ??
    elementsOf(page).find((element) => isCalledTitle(element) && sharesWord(textOf(element, MAX_TITLE), title));
  return (heading && textOf(heading, MAX_TITLE).slice(0, MAX_TITLE)) || title;
}

function isTitle(element: Element): boolean {
  return element.name === 'h1' && hasText(element);
}

function isAroundTheText({ name, attribs, parent }: Element): boolean {
  return (
    /^(?:nav|footer|template|noscript)$/.test(name) ||
    attribs.hidden !== undefined ||
    (name === 'header' && (parent as Element | null)?.name === 'body')
  );
}

/** Javadoc: `h2.title`; Doxygen: `div.headertitle > div.title`. */
function isCalledTitle(element: Element): boolean {
  const isInHeader = (parent: Element) => classNames(parent).some((name) => /^(?:header|headertitle)$/.test(name));
  return (
    classNames(element).includes('title') && (element.name === 'h2' || (element.name === 'div' && closest(element, isInHeader) !== null))
  );
}

function sharesWord(text: string, title: string): boolean {
  const words = (from: string) => from.toLowerCase().match(/[\p{L}\p{N}_]{3,}/gu) ?? [];
  const said = new Set(words(title));
  return words(text).some((word) => said.has(word));
}
