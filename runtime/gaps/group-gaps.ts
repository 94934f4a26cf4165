import { type GapClosing, type GapQuestion, MAX_GAP_QUESTIONS } from '#core/domain/gap.ts';
import type { Platform } from '#core/ports/platform.ts';
import { clusterQuestions } from './cluster-questions.ts';

/** Questions that ask the same, as far as their words tell: one article would answer them all. */
export type GapGroup = {
  /** The id of its first question: further ones do not change it. */
  readonly id: string;
  /** Closed when each of its questions is answered now. */
  readonly state: 'open' | 'closed';
  /** Each wording once, newest first. */
  readonly questions: readonly string[];
  readonly count: number;
  /** Conversations in which it came up. */
  readonly visitors: number;
  readonly why: readonly GapQuestion['why'][];
  /** The articles that came closest, by url, those that came closest most often first. */
  readonly nearest: readonly string[];
  readonly lastAt: string;
  /** What each answered wording gets now, newest first. */
  readonly proofs: readonly ({ readonly question: string } & GapClosing)[];
};

/** The groups of unanswered questions, open ones first. */
export async function listGaps({ gaps }: Pick<Platform, 'gaps'>): Promise<GapGroup[]> {
  return groupGaps(await gaps.list(MAX_GAP_QUESTIONS));
}

/** Groups what asks the same. Open ones first; what more visitors asked first; then newest. */
export function groupGaps(gaps: readonly GapQuestion[]): GapGroup[] {
  const oldestFirst = gaps.toSorted((a, b) => compare(a.at, b.at) || compare(a.id, b.id));
  return clusterQuestions(oldestFirst, ({ question }) => question)
    .map(toGroup)
    .sort(
      (a, b) =>
        Number(a.state === 'closed') - Number(b.state === 'closed') ||
        b.visitors - a.visitors ||
        b.count - a.count ||
        compare(b.lastAt, a.lastAt) ||
        compare(a.id, b.id),
    );
}

function toGroup(members: readonly GapQuestion[]): GapGroup {
  const newestFirst = members.toReversed();
  return {
    id: members[0]!.id,
    state: members.every(({ closed }) => closed) ? 'closed' : 'open',
    questions: [...new Set(newestFirst.map(({ question }) => question))],
    count: members.length,
    visitors: new Set(members.map(({ sessionId }) => sessionId)).size,
    why: [...new Set(newestFirst.map(({ why }) => why))],
    nearest: mostNamed(newestFirst.map(({ nearest }) => nearest)),
    lastAt: newestFirst[0]!.at,
    proofs: newestFirst.flatMap(({ question, closed }) => (closed ? [{ question, ...closed }] : [])),
  };
}

function mostNamed(lists: readonly (readonly string[])[]): string[] {
  const counts = new Map<string, number>();
  for (const url of lists.flat()) counts.set(url, (counts.get(url) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([url]) => url);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
