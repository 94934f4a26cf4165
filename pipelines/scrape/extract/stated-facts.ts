import { type Element, isTag } from 'domhandler';
import { classNames, closest, textOf } from './page-tree.ts';

/** A line, not prose that begins alike. */
const MAX_LINE = 120;
const UPDATED =
  /^(?:page |this page (?:was )?)?(?:last )?(?:updated?|modified|edited|changed|reviewed|revised|revision)(?: date)?(?: on| at)?\b[\s:]*/i;
const LINE_TAGS = /^(?:address|dd|div|em|footer|i|li|p|small|span|time)$/;
const UPDATE_CLASS = /(?:last-?(?:updated?|modified)|revision-date|update-?date|lastmod)/i;

/** When the page was changed, as it says itself: an element marked so, or the line that themes put at its foot. Not read as a date yet. */
export function statedUpdate(elements: readonly Element[]): string | null {
  for (const element of elements) {
    const { attribs, name } = element;
    if (attribs.itemprop === 'dateModified') return attribs.datetime ?? attribs.content ?? textOf(element, MAX_LINE);
    if (!LINE_TAGS.test(name)) continue;
    const isMarked = (attribs.class && UPDATE_CLASS.test(attribs.class.slice(0, 500))) || (attribs.id && UPDATE_CLASS.test(attribs.id));
    const opens = !isMarked && element.children.find((child) => !('data' in child) || child.data.trim());
    if (!isMarked && !(opens && 'data' in opens && UPDATED.test(opens.data.trim()))) continue;
    const time = timeIn(element);
    if (time) return time;
    const line = textOf(element, 2 * MAX_LINE);
    const date = dateOf(line.replace(UPDATED, ''));
    if (line.length <= MAX_LINE && date) return date;
  }
  return null;
}

function timeIn(element: Element): string | null {
  if (element.name === 'time' && element.attribs.datetime) return element.attribs.datetime;
  for (const child of element.children) {
    const found = isTag(child) ? timeIn(child) : null;
    if (found) return found;
  }
  return null;
}

/** `Feb 17, 2026`, `17 February 2026`, `2026-02-17 10:00 UTC`, `02/17/2026`; what follows, such as the author, is left out. */
function dateOf(text: string): string | null {
  return (
    /^(?:\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?: ?(?:UTC|GMT|Z|[+-]\d{2}:?\d{2}))?)?|(?:[a-z]{3,9}day,? )?[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|(?:[a-z]{3,9}day,? )?\d{1,2}\.? [a-z]{3,9},? \d{4}|\d{1,2}\/\d{1,2}\/\d{4})/i
      .exec(text.trim())?.[0]
      .replace(/(\d)(?:st|nd|rd|th)\b/i, '$1') ?? null
  );
}

const VERSION_CLASS =
  /^(?:rst-current-version|version|docs-?version|version-?(?:label|number|current|switcher__button|menu-toggle)|current-?version|navbar-version)$/i;

/**
 * The version that a switcher shows, a theme prints beside its name, or a build left for its search. One place is asked after the other;
 * text that is more than a version says nothing.
 */
export function statedVersions(elements: readonly Element[]): string[] {
  const found: string[] = [];
  for (const element of elements) {
    const { name, attribs } = element;
    if (attribs['data-active-version-name']) found.push(attribs['data-active-version-name']);
    else if (name === 'option' && attribs.selected !== undefined && closest(element, isVersionMenu)) found.push(textOf(element, MAX_LINE));
    else if (attribs['data-version'] && /^(?:div|nav|main|body|html)$/.test(name)) found.push(attribs['data-version']);
    else if (
      element.attribs.class?.includes('ersion') &&
      classNames(element).some((word) => VERSION_CLASS.test(word)) &&
      !/^(?:code|pre|dt)$/.test(name)
    )
      found.push(textOf(element, MAX_LINE));
    else if (name === 'script' && !attribs.src) found.push(scriptVersion(element));
    if (found.length >= MAX_FOUND) break;
  }
  return found.map((text) => text.replace(/^[\s:]*(?:(?:current )?version|release|v:)[\s:]*/i, '').trim());
}

/** Pages with a version on every row are tables of versions. */
const MAX_FOUND = 20;

function isVersionMenu({ name, attribs }: Element): boolean {
  return (
    name === 'select' &&
    /version/i.test(`${attribs.id ?? ''} ${attribs.name ?? ''} ${(attribs.class ?? '').slice(0, 500)} ${attribs['aria-label'] ?? ''}`)
  );
}

/** Sphinx: `DOCUMENTATION_OPTIONS = { VERSION: '4.7' }`. */
function scriptVersion(script: Element): string {
  const code = script.children.map((child) => ('data' in child ? child.data.slice(0, 2_000) : '')).join('');
  return /DOCUMENTATION_OPTIONS\b[^}]{0,400}\bVERSION: ?['"]([^'"]{1,40})['"]/.exec(code)?.[1] ?? '';
}
