import { type Article, withoutPart } from '#core/domain/article.ts';
import { type Contradiction, type Draft, slugEnd } from '#core/domain/draft.ts';
import { sectionDigests } from '#core/domain/verify-again.ts';
import type { WrittenDraft } from '../write/write-draft.ts';
import { contradictionFinder } from './contradictions.ts';
import { rarity, termCounts } from './text-likeness.ts';

type Similar = Draft['similar'][number];
export type Comparison = {
  readonly similar: readonly Similar[];
  readonly contradictions: readonly Contradiction[];
  /** The sections of the docs that say something close, or speak about the same values, with a digest of the whole section each, by url. */
  readonly checkedAgainst: NonNullable<Draft['checkedAgainst']>;
};

const MAX_SIMILAR = 3;
/** Below this two texts only share a product. */
const MIN_SIMILAR = 0.22;
/** A section with this share of what the steps say, by words that tell matters apart, says it all; the rest is how two people write. */
const REPEATS_SHARE = 0.8;
/** Fewer words than this stand in any section of the same product. */
const MIN_REPEATED_TERMS = 8;
/** A reviewer can look at no more; what is most alike and what contradicts is always among them. */
const MAX_CHECKED = 20;
/** A word that this share of the articles has, such as the product's name, tells no two matters apart. */
const COMMON_SHARE = 0.3;
/** Under so few articles nothing is common. */
const MIN_ARTICLES_FOR_COMMON = 20;

/** Articles that were drafts themselves; `verify again` looks at the docs alone. */
const CURATED_SOURCES = new Set(['source:email', 'source:ticket']);

/**
 * Compares drafts with the docs and with the articles that were made of drafts before, but never a draft with its own article. The articles
 * are indexed once; a draft then costs as much as those that share a word with it.
 */
export function docsComparison(articles: readonly Article[]): (draft: WrittenDraft) => Comparison {
  const digests = sectionDigests(articles.filter((article) => !isCurated(article)));
  const curated = new Set(articles.filter(isCurated).map(({ url }) => withoutPart(url)));
  const counts = articles.map(({ body }) => termCounts(body));
  const weight = rarity(counts);
  const postings = new Map<string, { article: number; weight: number }[]>();
  counts.forEach((terms, article) => {
    const size = norm(terms, weight);
    for (const [term, count] of terms) {
      const entry = { article, weight: (damp(count) * weight(term)) / size };
      const list = postings.get(term);
      if (list) list.push(entry);
      else postings.set(term, [entry]);
    }
  });
  const rowsOf = new Map<string, number[]>();
  articles.forEach(({ url }, row) => {
    const section = withoutPart(url);
    rowsOf.set(section, [...(rowsOf.get(section) ?? []), row]);
  });
  /** Whether a section says nearly all that the steps of a draft say. */
  const holds = (url: string, guidance: ReadonlyMap<string, number>) => {
    const rows = rowsOf.get(url)!.map((row) => counts[row]!);
    let [all, there] = [0, 0];
    for (const term of guidance.keys()) {
      all += weight(term);
      if (rows.some((terms) => terms.has(term))) there += weight(term);
    }
    return guidance.size >= MIN_REPEATED_TERMS && there >= all * REPEATS_SHARE;
  };
  const isCommon = ([, list]: [string, unknown[]]) =>
    articles.length >= MIN_ARTICLES_FOR_COMMON && list.length > articles.length * COMMON_SHARE;
  const findContradictions = contradictionFinder(articles, new Set([...postings].filter(isCommon).map(([term]) => term)));

  return (draft) => {
    const text = [draft.title, draft.question.text, ...draft.symptoms, ...draft.steps.map((step) => step.text)].join('\n');
    const terms = termCounts(text);
    const size = norm(terms, weight);
    const scores = new Map<number, number>();
    for (const [term, count] of terms)
      for (const { article, weight: other } of postings.get(term) ?? [])
        scores.set(article, (scores.get(article) ?? 0) + (other * damp(count) * weight(term)) / size);
    const isOwn = (url: string) => curated.has(url) && url.endsWith(`-${slugEnd(draft)}`);
    const close = [...scores]
      .filter(([article, score]) => score >= MIN_SIMILAR && !isOwn(withoutPart(articles[article]!.url)))
      .sort(([a, x], [b, y]) => y - x || a - b)
      .map(([article, score]) => ({
        url: withoutPart(articles[article]!.url),
        title: articles[article]!.title,
        score: Math.round(score * 1000) / 1000,
      }));
    const guidance = termCounts(draft.steps.map((step) => step.text).join('\n'));
    const similar = [...new Map(close.toReversed().map((found) => [found.url, found])).values()]
      .reverse()
      .slice(0, MAX_SIMILAR)
      .map((found) => ({ ...found, ...(holds(found.url, guidance) ? { repeats: true as const } : {}) }));
    const { contradictions, about } = findContradictions(draft, isOwn);
    const found = [...new Set([...similar.map(({ url }) => url), ...contradictions.map(({ docsUrl }) => docsUrl), ...about])];
    const checkedAgainst = found
      .filter((url) => digests.has(url))
      .slice(0, MAX_CHECKED)
      .sort()
      .map((url) => ({ url, digest: digests.get(url)! }));
    return { similar, contradictions, checkedAgainst };
  };
}

function isCurated({ tags }: Article): boolean {
  return tags.some((tag) => CURATED_SOURCES.has(tag));
}

function norm(terms: ReadonlyMap<string, number>, weight: (term: string) => number): number {
  return Math.sqrt([...terms].reduce((sum, [term, count]) => sum + (damp(count) * weight(term)) ** 2, 0)) || 1;
}

function damp(count: number): number {
  return 1 + Math.log(count);
}
