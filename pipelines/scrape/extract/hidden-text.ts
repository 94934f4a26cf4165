import { type Element, isTag } from 'domhandler';
import { hasText } from './page-tree.ts';
import type { StyleSheet } from './style-sheet.ts';

/** Class names that hide by long convention. */
const HIDING_CLASS =
  /(?:^|\s)(?:sr-only|(?:u-|is-)?visually-?hidden|screen-reader(?:-text|-only)?|screenreader-only|hidden|hide|d-none|is-hidden|u-hidden|invisible|offscreen|off-screen|display-none|print-only|only-print|visible-print(?:-\w+)?|assistive-text|a11y-hidden)(?=\s|$)/i;
/** Hidden on small screens only: `hidden md:block`, `d-none d-lg-flex`. */
const SHOWN_WIDER =
  /(?:^|\s)(?:(?:sm|md|lg|xl|2xl):(?:block|flex|grid|inline|table|contents)|d-(?:sm|md|lg|xl|xxl)-(?:block|flex|grid|inline|table))/;

const HIDING_DECLARATION: readonly (readonly [RegExp, string])[] = [
  [/(?:^|;)\s*display\s*:\s*none/i, 'display:none'],
  [/(?:^|;)\s*visibility\s*:\s*(?:hidden|collapse)/i, 'visibility:hidden'],
  [/(?:^|;)\s*opacity\s*:\s*(?:0|0?\.0\d*|0%)\s*(?:;|!|$)/i, 'opacity 0'],
  [/(?:^|;)\s*font-size\s*:\s*(?:[0-3](?:\.\d+)?(?:px|pt)|0[a-z%]*|0?\.[01]\d*r?em|1?\d%)\s*(?:;|!|$)/i, 'zero size'],
  [/(?:^|;)\s*(?:content-visibility\s*:\s*hidden|(?:zoom|scale)\s*:\s*0(?:\.0+)?\s*(?:;|!|$))/i, 'not drawn'],
  [/(?:^|;)\s*filter\s*:[^;]{0,100}opacity\(\s*0(?:\.0\d*)?%?\s*\)/i, 'opacity 0'],
  [/(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|!|$)/i, 'zero size'],
  [/(?:^|;)\s*(?:left|top|right|bottom|text-indent|margin(?:-left|-top)?)\s*:\s*-(?:\d{3,}|100v[wh])/i, 'off the screen'],
  [/(?:^|;)\s*transform\s*:[^;]*(?:scale[xy]?\(\s*0\s*[,)]|translate[xy]?\(\s*-\d{3,}|rotate[xy]\(\s*90deg)/i, 'off the screen'],
  [
    /(?:^|;)\s*clip(?:-path)?\s*:\s*(?:rect\(\s*[01](?:px)?[\s,]+[01]|inset\(\s*(?:50|100)%|circle\(\s*0|polygon\(\s*(?:0(?:px)?[\s,]+){3,}0)/i,
    'clipped away',
  ],
];

/** Why the style declarations hide text, or null. */
export function hidingDeclaration(style: string): string | null {
  const checked = style.slice(0, 2_000).replace(/\/\*[^*]{0,500}\*\//g, '');
  const found = HIDING_DECLARATION.find(([pattern]) => pattern.test(checked));
  const isCut = /overflow\s*:\s*(?:hidden|clip)/i.test(checked);
  // A line of zero height is only hidden when what overflows is cut off.
  if (found?.[1] === 'zero size' && !/font-size/i.test(checked) && !isCut) return null;
  if (!found && isCut && /text-indent\s*:\s*(?:100%|\d{3,}(?:px|em))/i.test(checked)) return 'off the screen';
  return found?.[1] ?? null;
}

/** Why a reader of the page does not see this element, or null. */
export function hiddenReason(element: Element, styleSheet: StyleSheet): string | null {
  const { attribs } = element;
  if (attribs.hidden !== undefined && attribs.hidden !== 'until-found') return 'hidden';
  if (attribs['aria-hidden']?.toLowerCase() === 'true') return 'aria-hidden';
  if (attribs.inert !== undefined) return 'inert';
  if (attribs.popover !== undefined) return 'popover';
  const style = attribs.style ?? '';
  const declared = style && hidingDeclaration(style);
  if (declared) return declared;
  const names = (attribs.class ?? '').slice(0, 1_000);
  if (names && HIDING_CLASS.test(names) && !SHOWN_WIDER.test(names)) return `class ${HIDING_CLASS.exec(names)?.[0]?.trim()}`;
  const selector = styleSheet(element);
  if (selector) return `${BY_STYLE_SHEET} (${selector})`;
  return (style || attribs.color) && isInvisibleColour(element, style) ? 'text in the colour of its background' : null;
}

export const BY_STYLE_SHEET = "hidden by the page's style sheet";

/** White on nothing, or on the same colour. Code blocks often are light on dark by style sheet, so they need the background said. */
function isInvisibleColour(element: Element, style: string): boolean {
  const colour = readColour(TEXT_COLOUR.exec(style.slice(0, 2_000))?.[1] ?? element.attribs.color);
  if (!colour || !hasText(element) || /text-shadow/i.test(style)) return false;
  if (colour === 'transparent') return true;
  const { background, isCode } = surfaceOf(element);
  if (background === 'picture') return false;
  return background === null ? !isCode && isAlike(colour, WHITE) : isAlike(colour, background);
}

type Colour = readonly [number, number, number];
/** What an element is drawn on; null where the page does not say. */
type Surface = { readonly background: Colour | 'picture' | null; readonly isCode: boolean };
const surfaces = new WeakMap<Element, Surface>();

/** Remembered, since what stands around is the same for all that stands in it. */
function surfaceOf(element: Element): Surface {
  const known = surfaces.get(element);
  if (known) return known;
  const around = element.parent && isTag(element.parent) ? surfaceOf(element.parent) : { background: null, isCode: false };
  const surface = {
    background: backgroundOf(element) ?? around.background,
    isCode: around.isCode || /^(?:pre|code|th|button)$/.test(element.name),
  };
  surfaces.set(element, surface);
  return surface;
}

function backgroundOf({ attribs }: Element): Surface['background'] {
  const value = BACKGROUND.exec(attribs.style?.slice(0, 2_000) ?? '')?.[1] ?? attribs.bgcolor;
  if (value && /url\(|gradient\(/i.test(value)) return 'picture';
  const colour = readColour(value);
  return colour === 'transparent' ? null : colour;
}

const TEXT_COLOUR = /(?:^|;)\s*color\s*:\s*([^;!]+)/i;
const BACKGROUND = /(?:^|;)\s*background(?:-color|-image)?\s*:\s*([^;!]+)/i;
const WHITE: Colour = [255, 255, 255];
/** Nobody tells colours apart that are closer. */
const SAME_COLOUR = 12;

function isAlike(a: Colour, b: Colour): boolean {
  return a.every((part, index) => Math.abs(part - b[index]!) <= SAME_COLOUR);
}

function readColour(text: string | undefined): Colour | 'transparent' | null {
  const value = text?.trim().toLowerCase() ?? '';
  const isClear = /^(?:rgb|hsl)a?\([^)]{1,60}[,/]\s*0(?:\.0+)?%?\s*\)$/.test(value) && hasAlpha(value);
  if (value === 'transparent' || isClear) return 'transparent';
  if (value === 'white') return WHITE;
  if (value === 'black') return [0, 0, 0];
  if (/^hsla?\([^)]{1,60}\b100%[^)]{0,20}\)$/.test(value) && /100%\s*(?:[,/)])/.test(value)) return WHITE;
  const [, hex = ''] = /^#([0-9a-f]{3,8})$/.exec(value) ?? [];
  const digits = hex.length === 3 || hex.length === 4 ? [...hex].map((digit) => digit + digit).join('') : hex;
  if (digits.length === 8 && digits.endsWith('00')) return 'transparent';
  if (digits.length >= 6) return [0, 2, 4].map((start) => Number.parseInt(digits.slice(start, start + 2), 16)) as unknown as Colour;
  const [, r, g, b] = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)/.exec(value) ?? [];
  return r && g && b ? [Number(r), Number(g), Number(b)] : null;
}

/** `rgb(0, 0, 0)` ends in a zero that is blue. */
function hasAlpha(value: string): boolean {
  return value.includes('/') || value.split(',').length > 3;
}
