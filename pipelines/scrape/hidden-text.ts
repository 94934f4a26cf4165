import { type Element, isTag } from 'domhandler';
import { hasText } from './page-tree.ts';

/** Class names that hide by long convention. */
const HIDING_CLASS =
  /(?:^|\s)(?:sr-only|visually-?hidden|screen-reader(?:-text|-only)?|screenreader-only|hidden|d-none|is-hidden|u-hidden|invisible|offscreen|off-screen|display-none|print-only|only-print|visible-print(?:-\w+)?|assistive-text|a11y-hidden)(?=\s|$)/i;

const HIDING_DECLARATION: readonly (readonly [RegExp, string])[] = [
  [/(?:^|;)\s*display\s*:\s*none/i, 'display:none'],
  [/(?:^|;)\s*visibility\s*:\s*(?:hidden|collapse)/i, 'visibility:hidden'],
  [/(?:^|;)\s*opacity\s*:\s*(?:0|0?\.0\d*|0%)\s*(?:;|!|$)/i, 'opacity 0'],
  [/(?:^|;)\s*font-size\s*:\s*(?:[01](?:\.\d+)?(?:px|pt)?|0[a-z%]*|0?\.0\d*r?em)\s*(?:;|!|$)/i, 'zero size'],
  [/(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|!|$)/i, 'zero size'],
  [/(?:^|;)\s*(?:left|top|right|bottom|text-indent|margin(?:-left|-top)?)\s*:\s*-\d{3,}/i, 'off the screen'],
  [/(?:^|;)\s*transform\s*:[^;]*(?:scale[xy]?\(\s*0\s*[,)]|translate[xy]?\(\s*-\d{3,})/i, 'off the screen'],
  [/(?:^|;)\s*clip(?:-path)?\s*:\s*(?:rect\(\s*[01](?:px)?[\s,]+[01]|inset\(\s*(?:50|100)%|circle\(\s*0)/i, 'clipped away'],
];

/** A page's own style is small; the rest is for a browser. */
const MAX_STYLE_LENGTH = 200_000;

/** Why the style declarations hide text, or null. */
function hidingDeclaration(style: string): string | null {
  const checked = style.slice(0, 2_000).replace(/\/\*[^*]{0,500}\*\//g, '');
  const found = HIDING_DECLARATION.find(([pattern]) => pattern.test(checked));
  // A line of zero height is only hidden when what overflows is cut off.
  if (found?.[1] === 'zero size' && !/font-size/i.test(checked) && !/overflow\s*:\s*(?:hidden|clip)/i.test(checked)) return null;
  return found?.[1] ?? null;
}

/** Why a reader of the page does not see this element, or null. `hiddenNames` come from {@link hiddenByStyleSheet}. */
export function hiddenReason(element: Element, hiddenNames: ReadonlySet<string>): string | null {
  const { attribs } = element;
  if (attribs.hidden !== undefined && attribs.hidden !== 'until-found') return 'hidden';
  if (attribs['aria-hidden'] === 'true') return 'aria-hidden';
  const style = attribs.style ?? '';
  const declared = style && hidingDeclaration(style);
  if (declared) return declared;
  const names = attribs.class ?? '';
  if (names && HIDING_CLASS.test(names.slice(0, 1_000))) return `class ${HIDING_CLASS.exec(names)?.[0]?.trim()}`;
  if (hiddenNames.size > 0) {
    const name = [...names.split(/\s+/).map((part) => `.${part}`), `#${attribs.id ?? ''}`].find((part) => hiddenNames.has(part));
    if (name) return `hidden by the page's style sheet (${name})`;
  }
  return style && isInvisibleColour(element, style) ? 'text in the colour of its background' : null;
}

/** Class and id names that the page's own `<style>` hides with a selector of nothing but that name, outside of media rules. */
export function hiddenByStyleSheet(styles: readonly string[]): Set<string> {
  const hidden = new Set<string>();
  for (const css of styles) {
    let depth = 0;
    let selectors = '';
    // Only rules at the top level count: what stands in @media may never apply.
    for (const [piece] of css
      .slice(0, MAX_STYLE_LENGTH)
      .replace(/\/\*[^*]*\*\//g, '')
      .matchAll(/[{}]|[^{}]+/g)) {
      if (piece === '{') depth++;
      else if (piece === '}') depth = Math.max(0, depth - 1);
      else if (depth === 0) selectors = piece;
      else if (depth === 1 && !selectors.includes('@') && hidingDeclaration(piece))
        for (const selector of selectors.split(',')) if (/^[.#][\w-]+$/.test(selector.trim())) hidden.add(selector.trim());
    }
  }
  return hidden;
}

/** White on nothing, or on the same colour. Code blocks often are light on dark by style sheet, so they need the background said. */
function isInvisibleColour(element: Element, style: string): boolean {
  const colour = colourOf(style, TEXT_COLOUR);
  if (!colour || !hasText(element)) return false;
  if (colour === 'transparent') return true;
  const { background, isCode } = surfaceOf(element);
  return background === null ? colour === '#ffffff' && !isCode : background === colour;
}

/** What an element is drawn on. */
type Surface = { readonly background: string | null; readonly isCode: boolean };
const surfaces = new WeakMap<Element, Surface>();

/** Remembered, since what stands around is the same for all that stands in it. */
function surfaceOf(element: Element): Surface {
  const known = surfaces.get(element);
  if (known) return known;
  const around = element.parent && isTag(element.parent) ? surfaceOf(element.parent) : { background: null, isCode: false };
  const own = element.attribs.style ? colourOf(element.attribs.style, BACKGROUND) : null;
  const surface = { background: own ?? around.background, isCode: around.isCode || /^(?:pre|code|th|button)$/.test(element.name) };
  surfaces.set(element, surface);
  return surface;
}

const TEXT_COLOUR = /(?:^|;)\s*color\s*:\s*([^;!]+)/i;
const BACKGROUND = /(?:^|;)\s*background(?:-color)?\s*:\s*([^;!]+)/i;

function colourOf(style: string, property: RegExp): string | null {
  const value = property.exec(style.slice(0, 2_000))?.[1]?.trim().toLowerCase();
  if (!value) return null;
  if (value === 'transparent' || /^rgba\([^)]*,\s*0(?:\.0+)?\s*\)$/.test(value)) return property === TEXT_COLOUR ? 'transparent' : null;
  if (value === 'white') return '#ffffff';
  const [, short] = /^#([0-9a-f]{3})$/.exec(value) ?? [];
  if (short) return `#${[...short].map((digit) => digit + digit).join('')}`;
  const [, r, g, b] = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)/.exec(value) ?? [];
  if (r && g && b) return `#${[r, g, b].map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`;
  return value;
}
