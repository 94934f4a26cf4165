import { type Article, withoutPart } from '#core/domain/article.ts';
import type { Contradiction, Draft } from '#core/domain/draft.ts';
import type { WrittenDraft } from '../write/write-draft.ts';
import { rarity, termCounts } from './text-likeness.ts';
import { type Claim, claimsIn } from './value-claims.ts';

type Similar = Draft['similar'][number];
export type Comparison = { readonly similar: readonly Similar[]; readonly contradictions: readonly Contradiction[] };

const MAX_SIMILAR = 3;
/** Below this two texts only share a product. */
const MIN_SIMILAR = 0.22;
/** Words that two claims about a port or a limit must share besides the kind: one is chance. */
const MIN_SHARED = 2;
const MAX_CONTRADICTIONS = 5;
/** Words of every claim of a kind, which say nothing about what it is the value of. */
const KIND_WORDS = 'port default limit max maximum valu number second set setting send sent'.split(' ');
/** A word that this share of the articles has, such as the product's name, tells no two matters apart. */
const COMMON_SHARE = 0.3;
/** Under so few articles nothing is common. */
const MIN_ARTICLES_FOR_COMMON = 20;

/** Compares drafts with the docs. The docs are indexed once; a draft then costs as much as the articles that share a word with it. */
export function docsComparison(articles: readonly Article[]): (draft: WrittenDraft) => Comparison {
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
  const isCommon = ([, list]: [string, unknown[]]) =>
    articles.length >= MIN_ARTICLES_FOR_COMMON && list.length > articles.length * COMMON_SHARE;
  const ignored = new Set([...KIND_WORDS, ...[...postings].filter(isCommon).map(([term]) => term)]);
  const claims = articles.flatMap((article) => claimsIn(article.body, article.title).map((claim) => ({ ...claim, url: article.url })));

  return (draft) => {
    const text = [draft.title, draft.question.text, ...draft.symptoms, ...draft.steps.map((step) => step.text)].join('\n');
    const terms = termCounts(text);
    const size = norm(terms, weight);
    const scores = new Map<number, number>();
    for (const [term, count] of terms)
      for (const { article, weight: other } of postings.get(term) ?? [])
        scores.set(article, (scores.get(article) ?? 0) + (other * damp(count) * weight(term)) / size);
    const similar = [...scores]
      .filter(([, score]) => score >= MIN_SIMILAR)
      .sort(([a, x], [b, y]) => y - x || a - b)
      .map(([article, score]) => ({
        url: withoutPart(articles[article]!.url),
        title: articles[article]!.title,
        score: Math.round(score * 1000) / 1000,
      }));
    const distinct = [...new Map(similar.toReversed().map((found) => [found.url, found])).values()].reverse();
    return { similar: distinct.slice(0, MAX_SIMILAR), contradictions: contradictionsOf(draft, claims, ignored) };
  };
}

/** Values of the mail that the docs give differently for the same thing, and nowhere alike. */
function contradictionsOf(draft: WrittenDraft, docs: readonly (Claim & { url: string })[], ignored: ReadonlySet<string>): Contradiction[] {
  const found: Contradiction[] = [];
  for (const step of draft.steps)
    for (const claim of claimsIn(step.text, '')) {
      const about = docs.map((other) => ({ other, shared: sharedWords(claim, other, ignored) })).filter(({ shared }) => shared > 0);
      if (about.length === 0 || about.some(({ other }) => other.value === claim.value)) continue;
      const best = about.reduce((a, b) => (b.shared > a.shared ? b : a)).other;
      if (!found.some(({ docsQuote }) => docsQuote === best.quote))
        found.push({ docsUrl: best.url, docsQuote: best.quote, mailQuote: claim.quote });
    }
  return found.slice(0, MAX_CONTRADICTIONS);
}

/** How many words say that two claims are about the same thing; 0 when they are not. A named setting must be named by both. */
function sharedWords(mail: Claim, docs: Claim, ignored: ReadonlySet<string>): number {
  if (mail.kind !== docs.kind) return 0;
  const shared = [...mail.about].filter((word) => docs.about.has(word) && !ignored.has(word)).length;
  const setting = docs.setting.length ? docs.setting : mail.setting;
  if (setting.length) {
    const other = docs.setting.length ? mail.about : docs.about;
    const named = setting.filter((part) => !ignored.has(part));
    return named.length > 0 && named.every((part) => other.has(part)) ? shared + named.length : 0;
  }
  return shared >= (mail.kind === 'port' ? MIN_SHARED : MIN_SHARED + 1) ? shared : 0;
}

function norm(terms: ReadonlyMap<string, number>, weight: (term: string) => number): number {
  return Math.sqrt([...terms].reduce((sum, [term, count]) => sum + (damp(count) * weight(term)) ** 2, 0)) || 1;
}

function damp(count: number): number {
  return 1 + Math.log(count);
}
