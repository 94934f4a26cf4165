export type PageSnapshot = { readonly html: string } | { readonly limit: string };

/**
 * Writes the page down as a reader sees it. Runs inside the browser, in a world of its own, so it is one function that refers to nothing
 * outside of itself. Open shadow roots become ordinary content with their slots filled. What style hides gets the attribute `hidden`,
 * but not what a click opens; scripts, styles and frames are left out, because nothing after this needs them.
 */
export function snapshotPage(maxLength: number, maxDepth: number): PageSnapshot {
  // The page's elements may carry names that hide properties (`<form><input name="attributes">`): getters are taken from the prototypes.
  const getter = <T>(owner: object, name: string): ((node: Node) => T) => {
    const { get } = Object.getOwnPropertyDescriptor(owner, name)!;
    return (node) => get!.call(node) as T;
  };
  const firstChildOf = getter<ChildNode | null>(Node.prototype, 'firstChild');
  const nextSiblingOf = getter<ChildNode | null>(Node.prototype, 'nextSibling');
  const parentOf = getter<Element | null>(Node.prototype, 'parentElement');
  const textOf = getter<string | null>(Node.prototype, 'textContent');
  const typeOf = getter<number>(Node.prototype, 'nodeType');
  const attributesOf = getter<NamedNodeMap>(Element.prototype, 'attributes');
  const nameOf = getter<string>(Element.prototype, 'localName');
  const namespaceOf = getter<string | null>(Element.prototype, 'namespaceURI');
  const shadowOf = getter<ShadowRoot | null>(Element.prototype, 'shadowRoot');
  const previousOf = getter<Element | null>(Element.prototype, 'previousElementSibling');
  const rootOf = getter<Element | null>(Document.prototype, 'documentElement');
  const bodyOf = getter<Element | null>(Document.prototype, 'body');
  const boxOf = (element: Element): DOMRect => Element.prototype.getBoundingClientRect.call(element);
  const attributeOf = (element: Element, name: string): string => Element.prototype.getAttribute.call(element, name) ?? '';
  const has = (element: Element, name: string): boolean => Element.prototype.hasAttribute.call(element, name);
  const matches = (element: Element, selector: string): boolean => Element.prototype.matches.call(element, selector);
  const closest = (element: Element, selector: string): Element | null => Element.prototype.closest.call(element, selector);
  const find = (element: Element, selector: string): Element | null => Element.prototype.querySelector.call(element, selector);

  const HTML = 'http://www.w3.org/1999/xhtml';
  const LEFT_OUT = new Set([
    'style',
    'noscript',
    'template',
    'iframe',
    'frame',
    'object',
    'embed',
    'canvas',
    'noembed',
    'xmp',
    'plaintext',
  ]);
  const EMPTY = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
  const TAB_PANEL =
    '[role=tabpanel],.tab-panel,.tabpanel,.tab-pane,.tabpane,.tabbed-block,.sd-tab-content,.tab__panel,.tabs__panel,.tab-content-item,' +
    '.tabs-content-item,.sphinx-tabs-panel,.tabbed-set>.tabbed-content,.vp-code-group>.blocks>*';
  const FOLDING_CLASS = /(?:^|[\s_-])(?:accordion|collaps(?:e|ed|ible)|expand(?:able|er)?|disclosure|foldable|toggle)(?:[\s_-]|$)/i;
  /** Menus, searches and dialogs open by a click too, and are no part of what a page says. */
  const NO_CONTENT =
    'nav,header,footer,aside,dialog,form,[role=navigation],[role=menu],[role=menubar],[role=listbox],[role=dialog],[role=alertdialog],' +
    '[role=tooltip],[role=search],[role=banner],[role=contentinfo],[role=alert],[role=status]';
  /** Names that hide by convention, on something that is seen: Tailwind's `hidden md:block`. */
  const CONTRADICTED = /^(?:hidden|d-none|is-hidden|u-hidden|invisible|display-none)$/i;

  const root = rootOf(document);
  const body = bodyOf(document);
  const controlled = new Set<string>();
  for (const control of Document.prototype.querySelectorAll.call(document, '[aria-controls][aria-expanded]'))
    for (const id of attributeOf(control, 'aria-controls').split(/\s+/)) controlled.add(id);
  // A page that is hidden whole until something is there (a font, a script) is a page all the same.
  const judgesVisibility = !body || getComputedStyle(body).visibility === 'visible';

  /** A mark around nothing would only take anchors away. */
  const says = (element: Element): boolean =>
    (textOf(element) ?? '').trim() !== '' || find(element, 'img[alt],svg') !== null || shadowOf(element) !== null;

  const isHiddenByStyle = (element: Element, style: CSSStyleDeclaration, inFolded: boolean): boolean => {
    if (element === root || element === body) return false;
    if (style.display === 'none' || Number(style.opacity) < 0.01) return true;
    if (style.getPropertyValue('content-visibility') === 'hidden') return true;
    // Inside of what is folded nothing has a size or a place yet.
    if (inFolded || style.display === 'contents') return false;
    if (Number.parseFloat(style.textIndent) <= -500) return true;
    const isOut = style.position === 'absolute' || style.position === 'fixed';
    if (isOut && (/^rect\(\s*(?:0|1)px?[\s,]+(?:0|1)/.test(style.clip) || /^inset\((?:50|100)%/.test(style.clipPath))) return true;
    const box = boxOf(element);
    const isCut = /hidden|clip|scroll|auto/.test(style.overflowX + style.overflowY);
    if (box.width <= 1 || box.height <= 1) return isCut && style.display !== 'inline';
    return box.right + scrollX <= 0 || box.bottom + scrollY <= 0;
  };

  /** Whether a click of the reader opens it: its text belongs to the page. */
  const isFolded = (element: Element): 'tab' | 'fold' | null => {
    if (matches(element, TAB_PANEL)) return 'tab';
    if (closest(element, NO_CONTENT)) return null;
    if (attributeOf(element, 'hidden') === 'until-found') return 'fold';
    const id = attributeOf(element, 'id');
    if (id && controlled.has(id)) return 'fold';
    const parent = parentOf(element);
    if (FOLDING_CLASS.test(attributeOf(element, 'class')) || (parent && FOLDING_CLASS.test(attributeOf(parent, 'class')))) return 'fold';
    const before = previousOf(element);
    return before && (has(before, 'aria-expanded') || find(before, '[aria-expanded]')) ? 'fold' : null;
  };

  const parts: string[] = [];
  let length = 0;
  const put = (text: string): void => {
    length += text.length;
    if (length > maxLength) throw new RangeError('length');
    parts.push(text);
  };
  const putText = (text: string, isHidden: boolean): void => {
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    put(isHidden && text.trim() ? `<span hidden>${escaped}</span>` : escaped);
  };
  const putStart = (name: string, element: Element, marks: { hidden: boolean; shown: boolean; folded: boolean }): void => {
    let tag = `<${name}`;
    for (const { name: attribute, value } of attributesOf(element)) {
      if (!/^[^\s"'<>/=]+$/.test(attribute) || /^on/i.test(attribute)) continue;
      if ((marks.hidden || marks.folded) && attribute === 'hidden') continue;
      if (marks.folded && /^(?:aria-hidden|style)$/.test(attribute)) continue;
      const kept =
        (marks.shown || marks.folded) && attribute === 'class'
          ? value.split(/\s+/).filter((part) => !CONTRADICTED.test(part)).join(' ') // biome-ignore format: short
          : value;
      tag += ` ${attribute}="${kept.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"`;
    }
    put(`${tag}${marks.hidden ? ' hidden=""' : ''}>`);
  };

  type Around = { readonly hidden: boolean; readonly folded: boolean; readonly textHidden: boolean; readonly textFolded: boolean };

  const write = (node: Node, depth: number, around: Around): void => {
    const type = typeOf(node);
    if (type === Node.TEXT_NODE) putText(textOf(node) ?? '', around.textHidden && !around.hidden);
    if (type !== Node.ELEMENT_NODE) return;
    if (depth > maxDepth) throw new RangeError('depth');
    const element = node as Element;
    const local = nameOf(element);
    if (LEFT_OUT.has(local)) return;
    const name = /^[a-z][\w.-]*$/i.test(local) ? local : 'span';
    if (local === 'script') {
      if (attributeOf(element, 'type') !== 'application/ld+json') return;
      put(`<script type="application/ld+json">${(textOf(element) ?? '').replaceAll('<', '\\u003c')}</script>`);
      return;
    }
    const isJudged = namespaceOf(element) === HTML && !around.hidden && closest(element, 'head') === null;
    let { hidden, folded, textHidden, textFolded } = around;
    const marks = { hidden: false, shown: false, folded: false };
    if (isJudged) {
      const style = getComputedStyle(element);
      const isInvisible = judgesVisibility && style.visibility !== 'visible';
      const isHidden = isHiddenByStyle(element, style, folded);
      const fold = isHidden || (isInvisible && !textHidden) ? isFolded(element) : null;
      if (fold) {
        folded = true;
        textFolded ||= isInvisible;
        marks.folded = fold === 'fold';
      } else if (isHidden) {
        hidden = true;
        marks.hidden = says(element);
      } else marks.shown = style.display !== 'none';
      textHidden = (isInvisible && !textFolded) || Number.parseFloat(style.fontSize) < 1;
      // Of a letter painted through its background only the background is seen.
      const isClear = /^rgba\(.*,\s*0\)$/.test(style.color) && style.getPropertyValue('-webkit-text-fill-color') === style.color;
      if (isClear && !/text/.test(style.backgroundClip) && style.textShadow === 'none') textHidden = true;
      if (local === 'details' && !has(element, 'open')) folded = true;
      if (textHidden && EMPTY.has(name)) marks.hidden = true;
    }
    const isSlot = local === 'slot' && namespaceOf(element) === HTML;
    if (!isSlot) putStart(name, element, marks);
    if (!EMPTY.has(name)) {
      const inside = { hidden, folded, textHidden, textFolded };
      const assigned = isSlot ? HTMLSlotElement.prototype.assignedNodes.call(element) : [];
      if (assigned.length > 0) for (const child of assigned) write(child, depth + 1, inside);
      else
        for (let child = firstChildOf(shadowOf(element) ?? element); child; child = nextSiblingOf(child)) write(child, depth + 1, inside);
      if (!isSlot) put(`</${name}>`);
    }
  };

  try {
    put('<!doctype html>');
    if (root) write(root, 0, { hidden: false, folded: false, textHidden: false, textFolded: false });
    return { html: parts.join('') };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { limit: error.message === 'depth' ? `elements nested over ${maxDepth} deep` : `over ${maxLength / 1024 / 1024} MB of HTML` };
  }
}
