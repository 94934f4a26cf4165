import type { Source } from '#core/domain/passage.ts';
import type { ConfidenceParts, ScoreParts } from '#core/domain/search-explanation.ts';
import { isStopTerm } from '#core/domain/words.ts';
import type { IndexedArticle } from './article-index.ts';
import { type ArticleFields, type Match, type MatchField, matchArticle, placesOf } from './match-article.ts';
import type { Ask } from './read-question.ts';

/** A candidate with its place on the scales, what it comes from, and the candidates that it stands for too. */
export type Ranked = {
  readonly found: IndexedArticle;
  readonly score: number;
  readonly confidence: number;
  readonly scoreParts: ScoreParts;
  readonly confidenceParts: ConfidenceParts;
  readonly folded: readonly IndexedArticle[];
};

/** How much a hit in a field counts, as so many hits in the body. */
const FIELD_WEIGHTS: Readonly<Record<MatchField, number>> = { heading: 3, path: 2, body: 1, code: 1.5, tags: 0.5 };
/** BM25: how soon more hits of the same term stop counting, and how much a long article is discounted. */
const SATURATION = 1.2;
const LENGTH_DISCOUNT = 0.45;
/** How much of the relevance depends on the share of the asked things that an article covers, and on the share it says in one place. */
const COVERED = 0.6;
const TOGETHER = 0.2;
/** What a heading of nothing but asked words adds, as a part of what was asked; one that fits by half adds a quarter. */
const HEADING = 0.8;
/** The same for the article of an error code: nothing else can come before it. */
const NAMED = 2;
/** The article that explains the error code of a question answers it, whatever else the question says. */
const NAMED_CONFIDENCE = 0.75;
/** What an error code that no article knows takes from the confidence, as a multiple of its part in the question: little in a pasted log. */
const UNKNOWN_CODE = 1.5;
/** Of the confidence, the parts of what is said anywhere, in one place, and in the headings. They add up to 1. */
const CONFIDENCE = { covered: 0.44, together: 0.44, headings: 0.12 } as const;
/** One word in common out of several is chance. */
const LONE_WORD = 0.1;
/** Two articles whose words overlap this much (Jaccard) are the same for a reader. */
const NEAR_DUPLICATE = 0.9;

/** Docs are written to be found and a curated article for one case, so that it comes second where both fit. */
const SOURCE_WEIGHTS: Readonly<Record<Source, number>> = { web_docs: 1, curated_articles: 0.95 };
/** What an article that changed this much earlier than the newest candidate loses at most: enough to decide between equals. */
const OLD = 0.05;
const OLD_AFTER_MS = 2 * 365 * 24 * 3_600_000;

/** The best candidates, at most `limit`. `averageTerms` is the mean size of an article of the side. */
export function rankPassages(candidates: readonly IndexedArticle[], asks: readonly Ask[], averageTerms: number, limit: number): Ranked[] {
  const newest = Math.max(...candidates.map(({ updatedAt }) => Date.parse(updatedAt)));
  const ranked = candidates.map((found) => {
    return judge(found, asks, averageTerms, ageWeight(newest - Date.parse(found.updatedAt)));
  });
  return foldDuplicates(
    ranked.toSorted((a, b) => b.score - a.score || (a.found.url < b.found.url ? -1 : 1)),
    limit,
  );
}

function ageWeight(olderByMs: number): number {
  return 1 - OLD * Math.min(1, olderByMs / OLD_AFTER_MS);
}

function judge(found: IndexedArticle, asks: readonly Ask[], averageTerms: number, age: number): Ranked {
  const total = asks.reduce((sum, ask) => sum + ask.weight, 0);
  /** The part of all that was asked, where each thing is there with a certainty. */
  const share: Share = (certainty) =>
    total > 0 ? asks.reduce((sum, ask, index) => sum + ask.weight * certainty(matches[index]!), 0) / total : 0;
  const { fields } = found;
  const matches = asks.map((ask) => matchArticle(ask, fields, FIELD_WEIGHTS));
  const covered = share((match) => match.certainty);
  const together = saidTogether(matches, fields, share);
  const named = asks.some((ask, index) => ask.isCode && matches[index]!.isInHeading);
  const discount = 1 - LENGTH_DISCOUNT + (LENGTH_DISCOUNT * fields.size) / Math.max(averageTerms, 1);
  const said = total * share((match) => saturate(match.frequency, discount));
  const relevance = said * (1 - COVERED - TOGETHER + COVERED * covered + TOGETHER * together);
  const heading = total * HEADING * headingFit(asks, fields.heading) ** 2 * together;
  const errorCode = named ? total * NAMED : 0;
  const source = SOURCE_WEIGHTS[found.source];
  const isLone = asks.length > 1 && matches.filter((match) => match.certainty > 0).length === 1;
  const headings = share((match) => match.everywhere);
  const speaks = CONFIDENCE.covered * covered + CONFIDENCE.together * together + CONFIDENCE.headings * headings;
  const unknownCodes = asks.reduce((sum, ask) => sum + (ask.isCode && ask.phrases.length === 0 ? ask.weight : 0), 0) / (total || 1);
  const confidence = (speaks - (isLone ? LONE_WORD : 0)) * Math.max(0, 1 - UNKNOWN_CODE * unknownCodes);
  return {
    found,
    score: (relevance + heading + errorCode) * source * age,
    confidence: Math.min(1, Math.max(named ? NAMED_CONFIDENCE : 0, confidence)),
    scoreParts: { relevance, heading, errorCode, source, age },
    confidenceParts: { covered, together, headings, isLone, unknownCodes },
    folded: [],
  };
}

type Share = (certainty: (match: Match) => number) => number;

/** BM25's curve: the first hit counts most. */
function saturate(frequency: number, discount: number): number {
  return (frequency * (SATURATION + 1)) / (frequency + SATURATION * discount);
}

/**
 * The largest share of what was asked that the article says in one place: a unit with the next one, or a row with the header of its
 * table. Words that are spread over unrelated sentences make no answer. The headings hold for every place.
 */
function saidTogether(matches: readonly Match[], { isRow }: ArticleFields, share: Share): number {
  const starts = new Set(matches.flatMap(({ units }) => [...units.keys()].flatMap((unit) => (unit > 0 ? [unit - 1, unit] : [unit]))));
  const inPlace = [...starts].map((unit) => {
    const other = isRow[unit] ? headerOf(unit, isRow) : unit + 1;
    return share((match) => Math.max(match.everywhere, match.units.get(unit) ?? 0, match.units.get(other) ?? 0));
  });
  return Math.max(
    share((match) => match.everywhere),
    ...inPlace,
  );
}

/** The first of the rows that stand together. */
function headerOf(row: number, isRow: readonly boolean[]): number {
  let header = row;
  while (isRow[header - 1]) header -= 1;
  return header;
}

/** The part of the words of the article's own heading that were asked for: `Switch it on` fits, `Switch it on for all servers` less. */
function headingFit(asks: readonly Ask[], heading: readonly string[]): number {
  const content = new Map(heading.flatMap((term, place) => (isStopTerm(term) ? [] : [[place, 0]])));
  for (const ask of asks)
    for (const { phrase, certainty } of ask.phrases)
      for (const place of placesOf(phrase, heading))
        for (let at = place; at < place + phrase.length; at++) if (content.has(at)) content.set(at, Math.max(content.get(at)!, certainty));
  return content.size ? content.values().reduce((sum, certainty) => sum + certainty, 0) / content.size : 0;
}

/** Folds an article into a better one that says the same: the page of an older version, a copy under another address. */
function foldDuplicates(ranked: readonly Ranked[], limit: number): Ranked[] {
  const kept: { one: Ranked; terms: Set<string>; folded: IndexedArticle[] }[] = [];
  for (const one of ranked) {
    if (kept.length === limit) break;
    const terms = new Set(one.found.fields.body);
    const double = kept.find((other) => other.one.found.url === one.found.url || overlap(other.terms, terms) >= NEAR_DUPLICATE);
    if (double) double.folded.push(one.found);
    else kept.push({ one, terms, folded: [] });
  }
  return kept.map(({ one, folded }) => (folded.length ? { ...one, folded } : one));
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (Math.min(a.size, b.size) < NEAR_DUPLICATE * Math.max(a.size, b.size)) return 0;
  let common = 0;
  for (const term of a) if (b.has(term)) common += 1;
  return common / (a.size + b.size - common || 1);
}
