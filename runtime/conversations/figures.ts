import {
  type Conversation,
  type ConversationFigures,
  type DayFigures,
  type ModelRole,
  type ShownTurn,
  type TokenCount,
  type TopQuestion,
  TURN_OUTCOMES,
  type TurnOutcome,
} from '#core/domain/conversation.ts';
import type { Turn } from '#core/domain/session.ts';
import type { Clock } from '#core/ports/clock.ts';
import { clusterQuestions } from '../gaps/cluster-questions.ts';
import { type AnswerCost, costOf } from './cost-of.ts';
import { type ConversationPorts, loadConversations } from './load-conversations.ts';
import { dayOf, daysOfPeriod, startOfPeriod } from './period.ts';
import { shortened } from './shortened.ts';
import { tokensOf } from './tokens-of.ts';

/** The newest ones are counted where there are more: a thousand conversations say what a period is like. */
const MAX_COUNTED = 1_000;
/** Each is compared with each group of those before it. */
const MAX_CLUSTERED = 1_000;
const TOP_QUESTIONS = 10;
/** A question is a line here, not a document. */
const MAX_QUESTION_CHARACTERS = 300;

/** A turn of the period with what says where it belongs and what it cost. */
type CountedTurn = ShownTurn & { readonly sessionId: string; readonly spent: ReadonlyMap<ModelRole, TokenCount> };

/** What the conversations of the last `days` came to. `keep` are words that are no names. */
export async function conversationFigures(
  days: number,
  ports: ConversationPorts & { readonly clock: Clock },
  cost: AnswerCost,
  keep: readonly string[],
): Promise<ConversationFigures> {
  const now = ports.clock.now();
  const from = startOfPeriod(now, days);
  const turns: CountedTurn[] = [];
  const loading = loadConversations({ from, before: null, most: MAX_COUNTED }, ports, keep);
  while (true) {
    const loaded = await loading.next();
    if (loaded.done) return { ...countTurns(turns, daysOfPeriod(now, days), cost), isWhole: loaded.value === 'ended' };
    if (loaded.value.shown) turns.push(...turnsSince(from, loaded.value.shown, loaded.value.turns));
  }
}

/** `stored` are the same turns as they are kept, in the same order. */
function turnsSince(from: string, { sessionId, turns }: Conversation, stored: readonly Turn[]): CountedTurn[] {
  return turns.map((turn, index) => ({ ...turn, sessionId, spent: tokensOf(stored[index]?.notes) })).filter(({ at }) => at >= from);
}

/** The figures of these turns, whose days are among `days`, oldest first. */
function countTurns(turns: readonly CountedTurn[], days: readonly string[], cost: AnswerCost): Omit<ConversationFigures, 'isWhole'> {
  const outcomes = Object.fromEntries(
    TURN_OUTCOMES.map((outcome) => [outcome, turns.filter((turn) => turn.outcome === outcome).length]),
  ) as Record<TurnOutcome, number>;
  const judged = outcomes.answered + outcomes.refused + outcomes.failed;
  return {
    from: days[0] ?? '',
    to: days.at(-1) ?? '',
    days: days.map((day) => ofDay(day, turns)),
    conversations: sessionsOf(turns),
    turns: turns.length,
    outcomes,
    answeredShare: judged === 0 ? null : outcomes.answered / judged,
    tickets: turns.filter(({ ticket }) => ticket !== null).length,
    helpful: turns.filter(({ feedback }) => feedback?.helpful === true).length,
    unhelpful: turns.filter(({ feedback }) => feedback?.helpful === false).length,
    topQuestions: topQuestions(turns),
    cost: costOf(
      turns.map(({ spent }) => spent),
      cost,
    ),
  };
}

function ofDay(day: string, turns: readonly CountedTurn[]): DayFigures {
  const own = turns.filter(({ at }) => dayOf(at) === day);
  return { day, conversations: sessionsOf(own), turns: own.length, answered: own.filter(({ outcome }) => outcome === 'answered').length };
}

/** Small talk, the details of a ticket and what was stopped are no questions. A wording stands for its group: the newest one. */
function topQuestions(turns: readonly CountedTurn[]): TopQuestion[] {
  const asked = turns
    .filter(({ outcome }) => outcome === 'answered' || outcome === 'refused' || outcome === 'failed')
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .slice(0, MAX_CLUSTERED);
  return clusterQuestions(asked, ({ question }) => question.slice(0, MAX_QUESTION_CHARACTERS))
    .map((group) => ({
      question: shortened(group[0]!.question),
      count: group.length,
      conversations: sessionsOf(group),
      answered: group.filter(({ outcome }) => outcome === 'answered').length,
    }))
    .sort((a, b) => b.conversations - a.conversations || b.count - a.count)
    .slice(0, TOP_QUESTIONS);
}

function sessionsOf(turns: readonly CountedTurn[]): number {
  return new Set(turns.map(({ sessionId }) => sessionId)).size;
}
