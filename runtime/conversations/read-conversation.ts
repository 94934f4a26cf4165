import type { OpenConversation, TurnGap } from '#core/domain/conversation.ts';
import { NotFound } from '#core/domain/errors.ts';
import { MAX_GAP_QUESTIONS } from '#core/domain/gap.ts';
import type { Turn } from '#core/domain/session.ts';
import type { Platform } from '#core/ports/platform.ts';
import { byTurn } from '../gaps/by-turn.ts';
import { clusterQuestions } from '../gaps/cluster-questions.ts';
import { type AnswerCost, costOf } from './cost-of.ts';
import { readStored } from './load-conversations.ts';
import { maskConversation } from './mask-conversation.ts';
import { tokensOf } from './tokens-of.ts';

/** A whole conversation. Throws NotFound for one that is not there, or not any more. `keep` are words that are no names. */
export async function readConversation(
  sessionId: string,
  ports: Pick<Platform, 'turns' | 'feedback' | 'confirmations' | 'gaps'>,
  cost: AnswerCost,
  keep: readonly string[],
): Promise<OpenConversation> {
  const { turns, feedback } = await readStored(sessionId, ports);
  if (turns.length === 0) throw new NotFound('there is no such conversation; it may have ended more than 30 days ago');
  const offered = turns.flatMap(({ events }) => events).filter((event) => event.type === 'confirm');
  const kept = await Promise.all(offered.map(({ confirmationId }) => ports.confirmations.get(confirmationId)));
  const offers = kept.filter((offer) => offer?.sessionId === sessionId).filter((offer) => offer !== null);
  return {
    ...(await maskConversation({ turns, feedback, offers }, keep)),
    gaps: await gapsOf(turns, ports),
    cost: costOf(
      turns.map(({ notes }) => tokensOf(notes)),
      cost,
    ),
  };
}

/** Grouped as `listGaps` does, so that the ids lead to what that list shows. */
async function gapsOf(turns: readonly Turn[], { gaps }: Pick<Platform, 'gaps'>): Promise<TurnGap[]> {
  const numbers = new Map(turns.map(({ sessionId, turnId }, index) => [`${sessionId} ${turnId}`, index + 1]));
  return clusterQuestions(byTurn(await gaps.list(MAX_GAP_QUESTIONS)), ({ question }) => question)
    .flatMap((group) =>
      group.flatMap(({ rows, reasons }) => {
        const n = numbers.get(`${rows[0]!.sessionId} ${rows[0]!.turnId}`);
        return n === undefined ? [] : [{ n, id: group[0]!.id, reasons }];
      }),
    )
    .sort((a, b) => a.n - b.n);
}
