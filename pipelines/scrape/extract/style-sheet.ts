import type { Element } from 'domhandler';
import { LimitReached } from '#core/domain/errors.ts';
import { isMatch, keyOf, keysOf, parseSelector, type Selector } from './selector.ts';

/** A page's own style is small; the rest is for a browser. */
const MAX_STYLE_LENGTH = 200_000;
const MAX_RULES = 500;
/** Ancestors looked at for all elements together; only a page made for it needs more. */
const MAX_STEPS = 3_000_000;

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
  const byKey = Map.groupBy(hiding, ([, selector]) => keyOf(selector));
  let steps = 0;
  return (element) => {
    for (const key of new Set(keysOf(element)))
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
