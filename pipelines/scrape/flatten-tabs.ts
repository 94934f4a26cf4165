import { Element, isTag, type ParentNode, Text } from 'domhandler';
import { childElements, classNames, elementsOf, textOf } from './page-tree.ts';
import { detach, replaceNode } from './removal.ts';

/** Real pages have a few; each is looked for in the tree around it. */
const MAX_TAB_SETS = 500;
/** How far above its labels a panel may hang. */
const MAX_CLIMB = 4;

/**
 * Turns tab sets into their panels one below the other, each under its label, because a reader of the articles cannot click. Inactive
 * panels are hidden on the page, so this comes before hidden text is removed.
 */
export function flattenTabs(root: ParentNode): void {
  const elements = [...elementsOf(root)];
  const panels = new Set(elements.filter(isPanel));
  if (panels.size === 0) return;
  const lists = Map.groupBy(elements.filter(isTabLabel), (label) => label.parent);
  const labels = new Map<Element, string>();
  const byId = new Map(elements.flatMap((element) => (element.attribs.id ? [[element.attribs.id, element]] : [])));
  for (const [list, tabs] of [...lists].slice(0, MAX_TAB_SETS)) {
    const nearby = panelsAround(list, panels, labels);
    tabs.forEach((tab, index) => {
      const target = tab.attribs['aria-controls'] ?? panelId(tab);
      const named = target
        ? byId.get(target)
        : nearby.find((panel) => panel.attribs['aria-labelledby'] && idsOf(tab).includes(panel.attribs['aria-labelledby']));
      const panel = named && panels.has(named) ? named : nearby[index];
      if (panel) labels.set(panel, textOf(tab));
    });
    for (const tab of tabs) detach(tab);
  }
  for (const panel of panels) showPanel(panel, labels.get(panel) ?? panel.attribs['data-label'] ?? '');
}

/** The panels that belong to a list of labels: the nearest ones that have no label yet, without panels inside of panels. */
function panelsAround(list: ParentNode | null, panels: ReadonlySet<Element>, taken: ReadonlyMap<Element, string>): Element[] {
  let set = list;
  for (let climb = 0; set && climb < MAX_CLIMB; climb++, set = set.parent) {
    const found = outerPanels(set, panels).filter((panel) => !taken.has(panel));
    if (found.length > 0) return found;
  }
  return [];
}

function outerPanels(root: ParentNode, panels: ReadonlySet<Element>): Element[] {
  return childElements(root).flatMap((child) => (panels.has(child) ? [child] : outerPanels(child, panels)));
}

/** The id of a tab may hang on an anchor in it. */
function idsOf(tab: Element): string[] {
  return [tab, ...elementsOf(tab)].flatMap(({ attribs }) => attribs.id ?? []);
}

/** `<a href="#windows">` or `data-bs-target="#windows"`, on the tab or on the link in it. */
function panelId(tab: Element): string | undefined {
  const target = [tab, ...childElements(tab)].map(({ attribs }) => attribs['data-bs-target'] ?? attribs['data-target'] ?? attribs.href);
  return target.find((value) => value?.startsWith('#'))?.slice(1);
}

const PANEL_CLASS = /^(?:tab-?panel|tab-?pane|tabbed-block|sd-tab-content|tabs?__panel|tabs?-content-item|sphinx-tabs-panel)$/i;
const LABEL_CLASS = /^(?:sd-tab-label|sphinx-tabs-tab|nav-link|tab-label|tabs?__item|tabs-tab)$/i;

function isPanel(element: Element): boolean {
  if (element.attribs.role === 'tabpanel') return true;
  if (classNames(element).some((name) => PANEL_CLASS.test(name))) return true;
  const parent = element.parent && isTag(element.parent) ? element.parent : null;
  if (!parent) return false;
  // Material's older markup (input, label, div.tabbed-content side by side) and VitePress code groups.
  if (classNames(element).includes('tabbed-content') && classNames(parent).includes('tabbed-set'))
    return !childElements(element).some((child) => classNames(child).includes('tabbed-block'));
  const set = parent.parent;
  return classNames(parent).includes('blocks') && set !== null && isTag(set) && classNames(set).includes('vp-code-group');
}

function isTabLabel(element: Element): boolean {
  if (element.attribs.role === 'tab') return true;
  const parent = element.parent && isTag(element.parent) ? element.parent : null;
  if (!parent) return false;
  if (classNames(element).some((name) => LABEL_CLASS.test(name))) return isTabList(parent) || element.name === 'label';
  if (element.name === 'label') return isTabList(parent) || classNames(parent).includes('tabbed-set');
  return element.name === 'li' && isTabList(parent);
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

/** Takes off what hides the panel and what made it one; the rest of its class may name the language of its code. */
function showPanel(panel: Element, label: string): void {
  const { attribs } = panel;
  for (const name of ['hidden', 'aria-hidden', 'style', 'role']) delete attribs[name];
  attribs.class = classNames(panel)
    .filter((name) => !PANEL_CLASS.test(name) && !/hidden|d-none|invisible/i.test(name))
    .join(' ');
  if (!label) return;
  const strong = new Element('strong', {}, [new Text(`${label}:`)]);
  const paragraph = new Element('p', {}, [strong]);
  strong.parent = paragraph;
  strong.children[0]!.parent = strong;
  const first = panel.firstChild;
  if (first) replaceNode(first, [paragraph, first]);
}
