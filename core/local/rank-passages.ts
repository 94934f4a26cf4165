import type { IndexedArticle } from './article-index.ts';
import { FIELDS, type Field } from './article-terms.ts';
import type { Ask } from './read-question.ts';
import type { Phrase } from './synonyms.ts';

export type Ranked = { readonly found: IndexedArticle; readonly score: number; readonly confidence: number };

/** How much a hit in a field counts, as so many hits in the body. */
const FIELD_WEIGHTS: Readonly<Record<Field, number>> = { title: 3, body: 1, code: 1.5, tags: 0.5 };
/** BM25: how soon more hits of the same term stop counting, and how much a long article is discounted. */
const SATURATION = 1.2;
const LENGTH_DISCOUNT = 0.6;
/** How much of the score depends on the share of the asked things that an article covers. */
const COVERAGE = 0.6;
/** What two asked words side by side add, as a part of what they weigh. */
const NEARNESS = 0.2;
/** Words further apart than this have nothing to do with each other. */
const NEAR = 8;
/** Two articles whose words overlap this much (Jaccard) are the same for a reader. */
const NEAR_DUPLICATE = 0.9;

/** The best candidates, at most `limit`, by BM25 over the fields, how many of the asked things an article covers, and how near together they stand. */
export function rankPassages(candidates: readonly IndexedArticle[], asks: readonly Ask[], averageTerms: number, limit: number): Ranked[] {
  const total = asks.reduce((sum, ask) => sum + ask.weight, 0);
  const ranked = candidates.map((found) => {
    const hits = asks.map((ask) => hitsOf(ask, found));
    const covered = asks.reduce((sum, ask, index) => sum + ask.weight * hits[index]!.certainty, 0);
    const coverage = total > 0 ? covered / total : 0;
    const size = FIELDS.reduce((sum, field) => sum + found.terms[field].length, 0);
    const discount = 1 - LENGTH_DISCOUNT + LENGTH_DISCOUNT * (size / Math.max(averageTerms, 1));
    const relevance = asks.reduce((sum, ask, index) => sum + ask.weight * saturate(hits[index]!.frequency, discount), 0);
    return { found, score: (relevance + nearness(asks, hits)) * (1 - COVERAGE + COVERAGE * coverage), confidence: Math.min(1, coverage) };
  });
  return foldDuplicates(
    ranked.toSorted((a, b) => b.score - a.score || (a.found.article.url < b.found.article.url ? -1 : 1)),
    limit,
  );
}

type Hits = {
  /** Weighted count over the fields. */
  readonly frequency: number;
  /** Of the surest phrase that the article has; 0 for none. */
  readonly certainty: number;
  /** Places in the body. */
  readonly places: readonly number[];
};

function hitsOf(ask: Ask, { terms }: IndexedArticle): Hits {
  let frequency = 0;
  let certainty = 0;
  const places: number[] = [];
  for (const option of ask.phrases)
    for (const field of FIELDS) {
      const found = placesOf(option.phrase, terms[field]);
      if (!found.length) continue;
      frequency += FIELD_WEIGHTS[field] * option.certainty * found.length;
      certainty = Math.max(certainty, option.certainty);
      if (field === 'body') places.push(...found);
    }
  return { frequency, certainty, places };
}

function placesOf(phrase: Phrase, terms: readonly string[]): number[] {
  const places: number[] = [];
  for (let place = terms.indexOf(phrase[0]!); place >= 0; place = terms.indexOf(phrase[0]!, place + 1))
    if (phrase.every((term, offset) => terms[place + offset] === term)) places.push(place);
  return places;
}

function saturate(frequency: number, discount: number): number {
  return (frequency * (SATURATION + 1)) / (frequency + SATURATION * discount);
}

/** For each pair of asked things: the nearer together the article says them, the more. */
function nearness(asks: readonly Ask[], hits: readonly Hits[]): number {
  let sum = 0;
  for (let a = 0; a < asks.length; a++)
    for (let b = a + 1; b < asks.length; b++) {
      const distance = leastDistance(hits[a]!.places, hits[b]!.places);
      if (distance <= NEAR) sum += (NEARNESS * Math.min(asks[a]!.weight, asks[b]!.weight)) / distance;
    }
  return sum;
}

function leastDistance(a: readonly number[], b: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const first of a) for (const second of b) if (first !== second) least = Math.min(least, Math.abs(first - second));
  return least;
}

/** Leaves out an article that says the same as a better one: the page of an older version, a copy under another address. */
function foldDuplicates(ranked: readonly Ranked[], limit: number): Ranked[] {
  const kept: { one: Ranked; terms: Set<string> }[] = [];
  for (const one of ranked) {
    if (kept.length === limit) break;
    const terms = new Set(one.found.terms.body);
    const double = kept.some(
      (other) => other.one.found.article.url === one.found.article.url || overlap(other.terms, terms) >= NEAR_DUPLICATE,
    );
    if (!double) kept.push({ one, terms });
  }
  return kept.map(({ one }) => one);
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (Math.min(a.size, b.size) < NEAR_DUPLICATE * Math.max(a.size, b.size)) return 0;
  let common = 0;
  for (const term of a) if (b.has(term)) common += 1;
  return common / (a.size + b.size - common || 1);
}
