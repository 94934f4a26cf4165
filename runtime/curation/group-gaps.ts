import { contentTerms } from '#core/domain/words.ts';
import type { GapQuestion } from '#core/ports/gaps.ts';

/** Questions that ask the same, as far as their words tell: one article would answer them all. */
export type GapGroup = {
  /** The id of its newest question. */
  readonly id: string;
  /** Each wording once, newest first. */
  readonly questions: readonly string[];
  readonly count: number;
  readonly why: readonly GapQuestion['why'][];
  /** The articles that came closest, by url. */
  readonly nearest: readonly string[];
  readonly lastAt: string;
};

/** Groups by the set of content words; most asked first, then newest. */
export function groupGaps(gaps: readonly GapQuestion[]): GapGroup[] {
  const newestFirst = gaps.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const groups = Map.groupBy(newestFirst, ({ question }) => [...new Set(contentTerms(question))].sort().join(' ') || question);
  return [...groups.values()]
    .map((members) => ({
      id: members[0]!.id,
      questions: [...new Set(members.map(({ question }) => question))],
      count: members.length,
      why: [...new Set(members.map(({ why }) => why))],
      nearest: [...new Set(members.flatMap(({ nearest }) => nearest))],
      lastAt: members[0]!.at,
    }))
    .sort((a, b) => b.count - a.count);
}
