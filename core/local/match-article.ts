import { BREAK, type Field, ROW, unitsOf } from './article-terms.ts';
import type { Ask } from './read-question.ts';
import type { Phrase } from './synonyms.ts';

/** An article as it is matched: its own heading apart from those above it, and the units of its body known by place. */
export type ArticleFields = Readonly<Record<MatchField, readonly string[]>> & {
  /** For each place of the body the number of its unit. */
  readonly unitAt: readonly number[];
  /** For each unit whether it is a row of a table. */
  readonly isRow: readonly boolean[];
  /** Terms in all fields. */
  readonly size: number;
};

export type MatchField = 'heading' | 'path' | Exclude<Field, 'title'>;
export const MATCH_FIELDS = ['heading', 'path', 'body', 'code', 'tags'] as const satisfies readonly MatchField[];

/** Where an article says one of the asked things. A certainty is that of the surest phrase; 0 for none. */
export type Match = {
  readonly certainty: number;
  /** Each place counts by its field's weight and the certainty of what it says. */
  readonly frequency: number;
  readonly isInHeading: boolean;
  /** In a heading or a tag, which hold for every unit. */
  readonly everywhere: number;
  /** By unit of the body. */
  readonly units: ReadonlyMap<number, number>;
};

export function fieldsOf(terms: Readonly<Record<Field, readonly string[]>>): ArticleFields {
  const headings = unitsOf(terms.title);
  const path = headings.slice(0, -1).flatMap((heading) => [...heading, BREAK]);
  const units = unitsOf(terms.body);
  return {
    heading: headings.at(-1) ?? [],
    path,
    body: terms.body,
    code: terms.code,
    tags: terms.tags,
    // The break behind a unit counts to it: a place is never asked for there.
    unitAt: units.flatMap((unit, index) => Array<number>(unit.length + 1).fill(index)),
    isRow: units.map((unit) => unit[0] === ROW),
    size: terms.title.length + terms.body.length + terms.code.length + terms.tags.length,
  };
}

/** A unit that opens with what was asked defines it: the row of a setting, the list item of a type. So many more hits is that. */
const OPENING = 2;

export function matchArticle(ask: Ask, fields: ArticleFields, weights: Readonly<Record<MatchField, number>>): Match {
  let [certainty, frequency, everywhere, isInHeading] = [0, 0, 0, false];
  const units = new Map<number, number>();
  for (const option of ask.phrases)
    for (const field of MATCH_FIELDS) {
      const places = placesOf(option.phrase, fields[field]);
      if (places.length === 0) continue;
      frequency += weights[field] * option.certainty * places.length;
      certainty = Math.max(certainty, option.certainty);
      isInHeading ||= field === 'heading';
      if (field === 'body') {
        frequency += OPENING * option.certainty * places.filter((place) => opensUnit(place, fields.body)).length;
        for (const place of places) raise(units, fields.unitAt[place]!, option.certainty);
      }
      if (field !== 'body' && field !== 'code') everywhere = Math.max(everywhere, option.certainty);
    }
  return { certainty, frequency, isInHeading, everywhere, units };
}

function opensUnit(place: number, terms: readonly string[]): boolean {
  return place === 0 || terms[place - 1] === BREAK || terms[place - 1] === ROW;
}

function raise(map: Map<number, number>, key: number, value: number): void {
  map.set(key, Math.max(map.get(key) ?? 0, value));
}

/** Where the phrase begins. */
export function placesOf(phrase: Phrase, terms: readonly string[]): number[] {
  const places: number[] = [];
  for (let place = terms.indexOf(phrase[0]!); place >= 0; place = terms.indexOf(phrase[0]!, place + 1))
    if (isSaidAt(place, phrase, terms)) places.push(place);
  return places;
}

/** A pronoun may part a phrase: `switch it on` says `switch on`. As terms. */
const PRONOUNS = new Set(['it', 'them', 'thi', 'that']);

function isSaidAt(place: number, phrase: Phrase, terms: readonly string[]): boolean {
  let at = place;
  return phrase.every((term) => {
    if (at > place && terms[at] !== term && PRONOUNS.has(terms[at] ?? '')) at += 1;
    at += 1;
    return terms[at - 1] === term;
  });
}
