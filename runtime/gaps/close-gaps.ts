import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { TurnNotes } from '#core/domain/session.ts';
import type { Platform } from '#core/ports/platform.ts';
import { byTurn, type GapTurn } from './by-turn.ts';
import { answerOf, type ReplayPorts, replay } from './replay.ts';
import { isWeak, type Match, matchOf } from './weak-match.ts';

/** Older questions than these have waited so long that nobody asks them; a model may be paid for each replay. */
const MAX_REPLAYED = 500;

type Ports = Pick<Platform, 'gaps' | 'serving' | 'clock'> & ReplayPorts;

/** Questions, each counted once for all its reasons. */
export type ReplayedGaps = { readonly replayed: number; readonly closed: number };

/**
 * Asks the open questions again, as a new visitor would, and keeps the proof of each that is answered better than before. Throws what the
 * assistant throws.
 */
export async function closeGaps(ports: Ports): Promise<ReplayedGaps> {
  const serving = await ports.serving.current();
  if (!serving) return { replayed: 0, closed: 0 };
  const open = byTurn(await ports.gaps.list(MAX_REPLAYED)).filter((turn) => !turn.closed);
  let closed = 0;
  for (const [question, turns] of Map.groupBy(open, (turn) => turn.question)) {
    let notes: TurnNotes = {};
    const events = await replay(question, ports, (more) => {
      notes = { ...notes, ...more };
    });
    const proof = { ...answerOf(events), at: ports.clock.now().toISOString(), version: serving.version };
    const answered = turns.filter((turn) => isAnswered(turn, events, matchOf(notes)));
    for (const { id } of answered.flatMap(({ rows }) => rows)) await ports.gaps.close(id, proof);
    closed += answered.length;
  }
  return { replayed: open.length, closed };
}

/**
 * Any answer is better than none. Where there was one already, which did not help or was barely one, a better one rests on an article that
 * changed since; and a weak one is closed only by one that is weak no more.
 */
function isAnswered({ reasons, lastAt }: GapTurn, events: readonly ChatEvent[], match: Match | null): boolean {
  const answered = events.some((event) => event.type === 'done' && event.answered);
  if (!answered || reasons.includes('unanswered')) return answered;
  if (reasons.includes('low_score') && (match === null || isWeak(match))) return false;
  return events.some((event) => event.type === 'citation' && event.updatedAt !== null && event.updatedAt > lastAt);
}
