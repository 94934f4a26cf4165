import { type Element, isTag } from 'domhandler';
import { childElements, classNames, classWords, isBlock } from './page-tree.ts';

/** A tab's label and what it opens. */
export type Tab = { readonly label: Element; readonly panel: Element };

const PANEL_CLASS = /^(?:tab-?panel|tab-?pane|tabbed-block|sd-tab-content|tabs?__panel|tabs?-content-item|sphinx-tabs-panel)$/i;
/** Looked for before the names are taken apart: most elements have nothing to do with tabs. */
const MAYBE_TAB = /tab|nav-link/i;
const LABEL_CLASS = /^(?:sd-tab-label|sphinx-tabs-tab|nav-link|tab-label|tabs?__item|tabs-tab)$/i;
const TAB_WORDS = /^(?:tabs?|tabset|tabbed|tablist|tablinks|codetabs|tabbar)$/;

/** Says by itself that it is a panel. */
export function isPanel(element: Element): boolean {
  return element.attribs.role === 'tabpanel' || (MAYBE_TAB.test(element.attribs.class ?? '') && classNames(element).some(isPanelClass));
}

export function isPanelClass(name: string): boolean {
  return PANEL_CLASS.test(name);
}

/** Says by itself, or by the list that it stands in, that it is a label. */
export function isTabLabel(element: Element): boolean {
  if (element.attribs.role === 'tab') return true;
  const parent = element.parent && isTag(element.parent) ? element.parent : null;
  if (!parent) return false;
  if (MAYBE_TAB.test(element.attribs.class ?? '') && classNames(element).some((name) => LABEL_CLASS.test(name)))
    return isTabList(parent) || element.name === 'label';
  return (element.name === 'li' || element.name === 'label') && isTabList(parent);
}

function isTabList(element: Element): boolean {
  const isList = (node: Element) =>
    node.attribs.role === 'tablist' ||
    classNames(node).some((name) => /^(?:nav-tabs|tabbed-labels|tablist|tabs|tabs__list|nav-pills)$/.test(name));
  const parent = element.parent && isTag(element.parent) ? element.parent : null;
  if (isList(element) || parent === null) return isList(element);
  // Asciidoctor: `<div class="ulist tabs"><ul><li>`.
  const isOnlyList = element.name === 'ul' && childElements(parent).length === 1;
  return (element.name === 'li' || isOnlyList) && isList(parent);
}

/**
 * Tabs that work without ARIA: radio buttons whose labels stand before their panels or before a row of them, as style sheets switch
 * them, and bars of buttons that are called tabs.
 */
export function tabsByStructure(elements: readonly Element[]): Tab[] {
  const radios = elements.filter(({ name, attribs }) => name === 'input' && attribs.type?.toLowerCase() === 'radio');
  const sets = new Set(radios.flatMap(({ parent }) => (parent && isTag(parent) ? [parent] : [])));
  const bars = elements.filter(isButtonBar);
  return [...[...sets].flatMap(radioTabs), ...bars.flatMap(buttonTabs)];
}

function radioTabs(set: Element): Tab[] {
  const children = childElements(set);
  const ids = new Set(children.filter(({ name }) => name === 'input').flatMap(({ attribs }) => attribs.id ?? []));
  const isLabel = ({ name, attribs }: Element) => name === 'label' && attribs.for !== undefined && ids.has(attribs.for);
  const beside = children.flatMap((label, index) => {
    const panel = children[index + 1];
    return isLabel(label) && panel && isBlock(panel) ? [{ label, panel }] : [];
  });
  if (beside.length > 0 && beside.length === ids.size) return beside;
  // All labels first, then the panels in a box of their own; the radio buttons may stand among the labels.
  const labels =
    children.filter(isLabel).length > 0 ? children.filter(isLabel) : children.flatMap((child) => childElements(child).filter(isLabel));
  const around = children.some(isLabel) && !children.some((child) => isBlock(child)) ? nextElements(set) : children;
  const panels = around.map(childElements).find((row) => row.length === ids.size && row.every((panel) => isBlock(panel)));
  return ids.size > 1 && panels && labels.length === ids.size ? labels.map((label, index) => ({ label, panel: panels[index]! })) : [];
}

function isButtonBar(element: Element): boolean {
  const children = childElements(element);
  if (children.length < 2 || !children.every(({ name, attribs }) => name === 'button' && attribs.role !== 'tab')) return false;
  const parent = element.parent && isTag(element.parent) ? [element.parent] : [];
  return [element, ...parent, children[0]!].some((node) => [...classWords(node)].some((word) => TAB_WORDS.test(word)));
}

/** As many panels after the bar, or in the box after it, as it has buttons. */
function buttonTabs(bar: Element): Tab[] {
  const labels = childElements(bar);
  const after = nextElements(bar);
  const inBox = after[0] ? childElements(after[0]) : [];
  const panels = inBox.length === labels.length ? inBox : after.slice(0, labels.length);
  return panels.length === labels.length && panels.every((panel) => isBlock(panel))
    ? labels.map((label, index) => ({ label, panel: panels[index]! }))
    : [];
}

/** Enough for any set of tabs; a page may have as many siblings as it likes. */
const MAX_SIBLINGS = 30;

function nextElements(element: Element): Element[] {
  const after: Element[] = [];
  for (let next = element.next; next && after.length < MAX_SIBLINGS; next = next.next) if (isTag(next)) after.push(next);
  return after;
}
