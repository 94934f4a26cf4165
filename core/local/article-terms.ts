import type { Article } from '#core/domain/article.ts';
import { textUnits } from '#core/domain/text-units.ts';
import { isStopWord, type Word, words } from '#core/domain/words.ts';

/** Stands between the headings of a title and between the units of a body, so that no phrase reaches across. No word can be this. */
export const BREAK = '¶';
/** Opens a unit that is a row of a table; the first of several is the header. */
export const ROW = '¦';

/** What the index holds of an article: a list of terms per field, in the order of the text. */
export type ArticleTerms = {
  /** The headings above the article and its own, with {@link BREAK} between them. */
  readonly title: readonly string[];
  /** Words, and the words inside identifiers, by unit. Stop words stay, so that a phrase like `sign in` can be found. */
  readonly body: readonly string[];
  /** Identifiers as they are written, in lower case. */
  readonly code: readonly string[];
  /** The words of the values of the tags. */
  readonly tags: readonly string[];
  /** The different words as they are written, for the spelling. */
  readonly vocabulary: readonly string[];
};

export const FIELDS = ['title', 'body', 'code', 'tags'] as const;
export type Field = (typeof FIELDS)[number];

/** Cuts an article into the terms of the index. */
export function articleTerms(article: Article): ArticleTerms {
  // The heading repeats the title; where links lead is not what the article says.
  const body = article.body.replace(/^# .*\n?/, '').replace(/\]\([^)\s]{0,2000}\)/g, ']');
  const text = `${article.title}\n${body}`;
  const found = words(text);
  const vocabulary = found.filter((word) => word.text.length >= 3 && !isStopWord(word.text)).map((word) => word.text);
  return {
    title: joinUnits(article.title.split(' › ').map(flatten)),
    body: joinUnits(textUnits(body).map(({ text, isRow }) => [...(isRow ? [ROW] : []), ...flatten(text)])),
    code: found.flatMap((word) => identifiers(word, text)),
    tags: flatten(article.tags.map((tag) => tag.slice(tag.indexOf(':') + 1)).join(' ')),
    vocabulary: [...new Set(vocabulary)],
  };
}

/** An identifier whole, and the identifiers joined in it: `proxy.nonProxyHosts` has `nonproxyhosts`. */
function identifiers(word: Word, text: string): string[] {
  if (word.parts.length === 0) return [];
  const joined = text.slice(word.start, word.end).split(/[.:]/);
  const inner = joined.length > 1 ? joined.flatMap(words).filter(({ parts }) => parts.length > 0) : [];
  return [word.term, ...inner.map(({ term }) => term)];
}

function joinUnits(units: readonly (readonly string[])[]): string[] {
  return units.flatMap((unit, index) => (index > 0 ? [BREAK, ...unit] : unit));
}

/** The units of a field, as {@link articleTerms} joined them. */
export function unitsOf(terms: readonly string[]): string[][] {
  const units: string[][] = [[]];
  for (const term of terms) {
    if (term === BREAK) units.push([]);
    else units.at(-1)!.push(term);
  }
  return units;
}

function flatten(text: string): string[] {
  return words(text).flatMap((word) => (word.parts.length ? word.parts : [word.term]));
}
