import { Element, type ParentNode, Text } from 'domhandler';
import { childElements, classNames, elementsOf, textOf } from './page-tree.ts';
import { detachAll, setChildren } from './removal.ts';
import { isPanel, isPanelClass, isTabLabel, tabsByStructure } from './tab-parts.ts';

/** How far above its labels a panel may hang. */
const MAX_CLIMB = 4;
/** And how far below that its box may put it. */
const MAX_WRAPPERS = 8;

/**
 * Turns tab sets into their panels one below the other, each under its label, because a reader of the articles cannot click. Inactive
 * panels are hidden on the page, so this comes before hidden text is removed. Gives the panels, which are seen whatever hides them.
 */
export function flattenTabs(elements: readonly Element[]): ReadonlySet<Element> {
  const bare = tabsByStructure(elements);
  const labels = new Map(bare.map(({ label, panel }) => [panel, textOf(label)]));
  const panels = new Set([...elements.filter(isPanel), ...labels.keys()]);
  if (panels.size === 0) return panels;
  const labelled = new Set(bare.map(({ label }) => label));
  const tabs = elements.filter((element) => !labelled.has(element) && isTabLabel(element));
  const byId = new Map(elements.flatMap((element) => (element.attribs.id ? [[element.attribs.id, element]] : [])));
  const byLabel = new Map([...panels].map((panel) => [panel.attribs['aria-labelledby'], panel]));
  const panelsBelow = panelsByAncestor(panels);
  for (const [list, set] of Map.groupBy(tabs, (label) => label.parent)) {
    const nearby = panelsAround(list, panelsBelow, labels, set.length);
    set.forEach((tab, index) => {
      const named = byId.get(tab.attribs['aria-controls'] ?? panelId(tab) ?? '');
      const naming = idsOf(tab).map((id) => byLabel.get(id));
      const panel = named && panels.has(named) ? named : (naming.find(Boolean) ?? nearby[index]);
      if (panel) labels.set(panel, textOf(tab));
    });
  }
  detachAll([...labelled, ...tabs]);
  for (const panel of panels) showPanel(panel, labels.get(panel) || ownLabel(panel));
  return panels;
}

/** Each panel under what stands above it, up to the next panel: a set within a panel belongs to that panel. */
function panelsByAncestor(panels: ReadonlySet<Element>): ReadonlyMap<ParentNode, Element[]> {
  const below = new Map<ParentNode, Element[]>();
  for (const panel of panels) {
    let parent = panel.parent;
    for (let climb = 0; parent && climb < MAX_WRAPPERS; climb++, parent = parent.parent) {
      const list = below.get(parent);
      if (list) list.push(panel);
      else below.set(parent, [panel]);
      if (panels.has(parent as Element)) break;
    }
  }
  return below;
}

/** The panels that belong to a list of labels: the nearest ones that have no label yet. What has one is taken off the front for good. */
function panelsAround(
  list: ParentNode | null,
  panelsBelow: ReadonlyMap<ParentNode, Element[]>,
  taken: ReadonlyMap<Element, string>,
  count: number,
): Element[] {
  let set = list;
  for (let climb = 0; set && climb < MAX_CLIMB; climb++, set = set.parent) {
    const panels = panelsBelow.get(set);
    if (!panels) continue;
    const first = panels.findIndex((panel) => !taken.has(panel));
    panels.splice(0, first === -1 ? panels.length : first);
    if (panels.length > 0) return panels.slice(0, count);
  }
  return [];
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

function ownLabel({ attribs }: Element): string {
  return attribs['data-label'] ?? attribs['data-title'] ?? attribs['aria-label'] ?? '';
}

/** Takes off what hides the panel and what made it one; the rest of its class may name the language of its code. */
function showPanel(panel: Element, label: string): void {
  const { attribs } = panel;
  for (const name of ['hidden', 'aria-hidden', 'style', 'role']) delete attribs[name];
  attribs.class = classNames(panel)
    .filter((name) => !isPanelClass(name) && !/hidden|d-none|invisible/i.test(name))
    .join(' ');
  if (!label || panel.children.length === 0) return;
  const strong = new Element('strong', {});
  setChildren(strong, [new Text(`${label}:`)]);
  const line = new Element('div', {});
  setChildren(line, [strong]);
  if (panel.name !== 'pre') {
    setChildren(panel, [line, ...panel.children]);
    return;
  }
  // The panel is the code itself.
  const code = new Element('pre', panel.attribs);
  setChildren(code, panel.children);
  panel.name = 'div';
  panel.attribs = {};
  setChildren(panel, [line, code]);
}
