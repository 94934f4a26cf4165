import { GAP_REASONS, type GapClosing, type GapQuestion, type GapReason, MAX_GAP_QUESTIONS, type NearMiss } from '#core/domain/gap.ts';
import type { Platform } from '#core/ports/platform.ts';
import { byTurn, compare, type GapTurn } from './by-turn.ts';
import { clusterQuestions } from './cluster-questions.ts';

/** Of the answers that count as weak every second one was right (`weak-match.ts`): such a visitor counts half. */
const WEAK_WEIGHT = 0.5;

/** Questions that ask the same, as far as their words tell: one article would answer them all. */
export type GapGroup = {
  /** The id of its first question: further ones do not change it. */
  readonly id: string;
  /** Closed when each of its questions is answered now. */
  readonly state: 'open' | 'closed';
  /** Each wording once, newest first. */
  readonly questions: readonly string[];
  /** How often it was asked; a question with several reasons counts once. */
  readonly count: number;
  /** Conversations in which it came up. */
  readonly visitors: number;
  /** How many of the questions have each reason, what tells most first. */
  readonly reasons: readonly { readonly why: GapReason; readonly count: number }[];
  /** The articles that came closest, by url, those that came closest most often first. */
  readonly nearest: readonly string[];
  /** The same with their titles. */
  readonly nearMisses: readonly NearMiss[];
  readonly lastAt: string;
  /** What each answered wording gets now, newest first. */
  readonly proofs: readonly ({ readonly question: string } & GapClosing)[];
};

/** The groups of questions without a good answer, open ones first. */
export async function listGaps({ gaps }: Pick<Platform, 'gaps'>): Promise<GapGroup[]> {
  return groupGaps(await gaps.list(MAX_GAP_QUESTIONS));
}

/** Groups what asks the same. Open ones first; what more visitors missed first, weak answers counting half; then count; then newest. */
export function groupGaps(gaps: readonly GapQuestion[]): GapGroup[] {
  return clusterQuestions(byTurn(gaps), ({ question }) => question)
    .map((members) => ({ group: toGroup(members), weight: weightOf(members) }))
    .sort(
      ({ group: a, weight: ofA }, { group: b, weight: ofB }) =>
        Number(a.state === 'closed') - Number(b.state === 'closed') ||
        ofB - ofA ||
        b.count - a.count ||
        compare(b.lastAt, a.lastAt) ||
        compare(a.id, b.id),
    )
    .map(({ group }) => group);
}

function toGroup(members: readonly GapTurn[]): GapGroup {
  const newestFirst = members.toReversed();
  const nearMisses = mostNamed(newestFirst.map(({ nearest }) => nearest));
  const countOf = (why: GapReason) => members.filter(({ reasons }) => reasons.includes(why)).length;
  return {
    id: members[0]!.id,
    state: members.every(({ closed }) => closed) ? 'closed' : 'open',
    questions: [...new Set(newestFirst.map(({ question }) => question))],
    count: members.length,
    visitors: new Set(members.map(({ sessionId }) => sessionId)).size,
    reasons: GAP_REASONS.map((why) => ({ why, count: countOf(why) })).filter(({ count }) => count > 0),
    nearest: nearMisses.map(({ url }) => url),
    nearMisses,
    lastAt: newestFirst[0]!.at,
    proofs: newestFirst.flatMap(({ question, closed }) => (closed ? [{ question, ...closed }] : [])),
  };
}

/** Visitors, of whom those who only got weak answers count half. */
function weightOf(members: readonly GapTurn[]): number {
  const visitors = Map.groupBy(members, ({ sessionId }) => sessionId);
  const isWeakOnly = (turns: readonly GapTurn[]) => turns.every(({ reasons }) => reasons.every((why) => why === 'low_score'));
  return [...visitors.values()].reduce((sum, turns) => sum + (isWeakOnly(turns) ? WEAK_WEIGHT : 1), 0);
}

function mostNamed(lists: readonly (readonly NearMiss[])[]): NearMiss[] {
  const named = new Map<string, { readonly miss: NearMiss; count: number }>();
  for (const miss of lists.flat()) {
    const known = named.get(miss.url);
    if (known) known.count += 1;
    else named.set(miss.url, { miss, count: 1 });
  }
  return [...named.values()].sort((a, b) => b.count - a.count).map(({ miss }) => miss);
}
