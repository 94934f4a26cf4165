import { Element } from 'domhandler';
import { childElements, closest, textOf } from './page-tree.ts';
import { setChildren } from './removal.ts';

/** What a menu or a picture viewer opens is no part of the text. */
const NO_PANEL = /^(?:menu|menubar|listbox|dialog|alertdialog|navigation|search|tooltip|tree)$/;
/** How scripts fold a box that they are going to unfold: cut off, not only gone. */
const FOLDED = /(?:^|;)\s*overflow\s*:\s*hidden/i;
const AROUND_THE_TEXT = /^(?:nav|header|footer|aside|form|dialog)$/;

/**
 * Finds what a click unfolds: boxes that a button with `aria-expanded` or a collapse toggle names, and the one box in `details` that a
 * script folds; whatever else is hidden in `details` stays hidden when they open. They are hidden on the page and yet content. Their buttons become labels. Gives the boxes, which are seen whatever hides them.
 */
export function openPanels(elements: readonly Element[]): ReadonlySet<Element> {
  const opened = new Set<Element>();
  const togglers = elements.filter(isToggler);
  const byId = togglers.length > 0 ? new Map(elements.map((element) => [element.attribs.id, element])) : new Map<string, Element>();
  for (const details of elements.filter(({ name }) => name === 'details')) {
    const [folded, ...others] = childElements(details).filter(({ name }) => name !== 'summary');
    if (folded && others.length === 0 && FOLDED.test(folded.attribs.style ?? '')) opened.add(folded);
  }
  for (const toggler of togglers) {
    const panel = byId.get(targetOf(toggler));
    if (!panel || opened.has(panel) || !isContent(panel)) continue;
    opened.add(panel);
    // Within a heading its words are the heading already.
    if (toggler.name === 'button' && !closest(toggler, ({ name }) => /^h[1-6]$/.test(name))) becomeLabel(toggler);
  }
  for (const { attribs } of opened) for (const name of ['hidden', 'aria-hidden', 'style']) delete attribs[name];
  return opened;
}

function isToggler({ attribs }: Element): boolean {
  return (
    attribs['aria-expanded'] !== undefined || /^(?:collapse|accordion)$/.test(attribs['data-bs-toggle'] ?? attribs['data-toggle'] ?? '')
  );
}

function targetOf({ attribs }: Element): string {
  return (
    attribs['aria-controls']?.trim().split(/\s/, 1)[0] ??
    (attribs['data-bs-target'] ?? attribs['data-target'] ?? attribs.href ?? '').replace(/^#/, '')
  );
}

function isContent(panel: Element): boolean {
  return (
    !AROUND_THE_TEXT.test(panel.name) &&
    !NO_PANEL.test(panel.attribs.role ?? '') &&
    !closest(panel, ({ name }) => AROUND_THE_TEXT.test(name))
  );
}

function becomeLabel(toggler: Element): void {
  const strong = new Element('strong', {});
  setChildren(strong, toggler.children);
  toggler.name = 'p';
  toggler.attribs = {};
  setChildren(toggler, textOf(strong) ? [strong] : []);
}
