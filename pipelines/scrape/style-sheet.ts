import { type Element, isTag } from 'domhandler';
import { LimitReached } from '#core/domain/errors.ts';
import { classNames } from './page-tree.ts';

/** A page's own style is small; the rest is for a browser. */
const MAX_STYLE_LENGTH = 200_000;
const MAX_RULES = 500;
/** Ancestors looked at for all elements together; only a page made for it needs more. */
const MAX_STEPS = 3_000_000;

/** `p.note[data-x]`: what one element must have. */
type Compound = {
  readonly tag: string;
  readonly ids: readonly string[];
  readonly classes: readonly string[];
  readonly attributes: readonly (readonly [string, string | null])[];
};
/** Compounds from the element outwards, each with whether it must be the parent of the one before. */
type Selector = readonly { readonly compound: Compound; readonly isParent: boolean }[];

/** Says which selector of the page's own style sheet hides an element, or null. */
export type StyleSheet = (element: Element) => string | null;

/**
 * Reads the rules that hide, in `<style>` elements, outside of media rules that may not apply. Selectors of tags, names, ids and attributes
 * with the combinators for descendants and children are understood; the others, `:hover` say, hide nothing here. A later rule of the same
 * selector that shows takes an earlier one back.
 */
export function readStyleSheet(styles: readonly string[], isHiding: (declarations: string) => boolean): StyleSheet {
  const hiding = new Map<string, Selector>();
  for (const [selector, declarations] of styles.flatMap(rulesOf)) {
    if (isHiding(declarations)) {
      const parsed = parseSelector(selector);
      if (parsed && hiding.size < MAX_RULES) hiding.set(selector, parsed);
    } else if (/(?:^|;)\s*(?:display|visibility)\s*:/i.test(declarations)) hiding.delete(selector);
  }
  if (hiding.size === 0) return () => null;
  const byKey = Map.groupBy(hiding, ([, selector]) => keyOf(selector[0]!.compound));
  let steps = 0;
  return (element) => {
    const keys = [`#${element.attribs.id ?? ''}`, ...classNames(element).map((name) => `.${name}`), element.name, '*'];
    for (const key of new Set(keys))
      for (const [text, selector] of byKey.get(key) ?? []) {
        if (isMatch(element, selector, () => ++steps <= MAX_STEPS || tooMany())) return text;
      }
    return null;
  };
}

function tooMany(): never {
  throw new LimitReached(`the page has style rules that take over ${MAX_STEPS} steps to follow; it was not read`, 'too_large');
}

/** Pairs of one selector and its declarations. */
function rulesOf(css: string): [string, string][] {
  const rules: [string, string][] = [];
  const around: boolean[] = [];
  let selectors = '';
  for (const [piece] of withoutComments(css.slice(0, MAX_STYLE_LENGTH)).matchAll(/[{}]|[^{}]+/g)) {
    if (piece === '{') around.push(isTransparent(selectors));
    else if (piece === '}') around.pop();
    else if (around.length === 0 || around.at(-1)) selectors = piece.slice(piece.lastIndexOf(';') + 1).trim();
    else if (around.slice(0, -1).every(Boolean) && !selectors.startsWith('@'))
      for (const selector of selectors.split(',', 50)) rules.push([selector.trim().replace(/\s+/g, ' '), piece]);
  }
  return rules;
}

/** An at-rule whose rules hold on a screen. */
function isTransparent(prelude: string): boolean {
  return /^@(?:layer|supports|scope|media\s+(?:all|screen)\s*$)/i.test(prelude);
}

/** By hand: a pattern would try each of many openings that never close to the end. */
function withoutComments(css: string): string {
  const parts: string[] = [];
  for (let from = 0; ; ) {
    const open = css.indexOf('/*', from);
    const close = open === -1 ? -1 : css.indexOf('*/', open + 2);
    if (close === -1) return parts.join('') + css.slice(from, open === -1 ? undefined : open);
    parts.push(css.slice(from, open));
    from = close + 2;
  }
}

const COMPOUND = /^(?:\*|[a-z][\w-]*)?(?:[.#][\w-]+|\[[\w-]+(?:=(?:"[^"]*"|'[^']*'|[\w-]+))?\])*$/i;

function parseSelector(text: string): Selector | null {
  if (!text || text.length > 150) return null;
  const parts: { compound: Compound; isParent: boolean }[] = [];
  let isParent = false;
  for (const word of text
    .replace(/\s*>\s*/g, ' > ')
    .split(' ')
    .reverse()) {
    if (word === '>') isParent = true;
    else if (COMPOUND.test(word)) {
      parts.push({ compound: parseCompound(word), isParent });
      isParent = false;
    } else return null;
  }
  return parts.length > 0 ? parts : null;
}

function parseCompound(word: string): Compound {
  const plain = word.replace(/\[[^\]]*\]/g, '');
  return {
    tag: /^[a-z][\w-]*/i.exec(plain)?.[0].toLowerCase() ?? '',
    ids: [...plain.matchAll(/#([\w-]+)/g)].map(([, name]) => name!),
    classes: [...plain.matchAll(/\.([\w-]+)/g)].map(([, name]) => name!),
    attributes: [...word.matchAll(/\[([\w-]+)(?:=["']?([^"'\]]*)["']?)?\]/g)].map(([, name, value]) => [
      name!.toLowerCase(),
      value ?? null,
    ]),
  };
}

function keyOf({ ids, classes, tag }: Compound): string {
  return ids[0] ? `#${ids[0]}` : classes[0] ? `.${classes[0]}` : tag || '*';
}

function isMatch(element: Element, selector: Selector, step: () => void): boolean {
  if (!fits(element, selector[0]!.compound)) return false;
  let node = element;
  for (const { compound, isParent } of selector.slice(1)) {
    let parent = parentOf(node);
    while (parent && !fits(parent, compound)) {
      step();
      parent = isParent ? null : parentOf(parent);
    }
    if (!parent) return false;
    node = parent;
  }
  return true;
}

function parentOf({ parent }: Element): Element | null {
  return parent && isTag(parent) ? parent : null;
}

function fits(element: Element, { tag, ids, classes, attributes }: Compound): boolean {
  if ((tag && tag !== element.name) || ids.some((id) => id !== element.attribs.id)) return false;
  if (attributes.some(([name, value]) => element.attribs[name] === undefined || (value !== null && value !== element.attribs[name])))
    return false;
  const names = classes.length > 0 ? classNames(element) : [];
  return classes.every((name) => names.includes(name));
}
