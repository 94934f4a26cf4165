import type { ChatEvent } from '#core/domain/chat-event.ts';
import { sha256 } from '#core/domain/digest.ts';
import type { TurnNotes } from '#core/domain/session.ts';
import type { Platform } from '#core/ports/platform.ts';
import { byTurn, type GapTurn } from './by-turn.ts';
import { answerOf, type ReplayPorts, replay } from './replay.ts';
import { isWeak, type Match, matchOf } from './weak-match.ts';

/** Older questions than these have waited so long that nobody asks them; a model may be paid for each replay. */
const MAX_REPLAYED = 500;

export type ClosePorts = Pick<Platform, 'gaps' | 'serving' | 'clock'> & ReplayPorts;

/** Questions, each counted once for all its reasons. `left` are those that there was no time for. */
export type ReplayedGaps = { readonly replayed: number; readonly closed: number; readonly left: number };

/** Where an earlier run came to, for who has not the time for all. */
type Progress = {
  /** Digests of the wordings that were asked again already; each further one is added. */
  readonly asked: Set<string>;
  /** Whether to stop before the next one. */
  readonly isOver: () => boolean;
};
const ALL_AT_ONCE = (): Progress => ({ asked: new Set(), isOver: () => false });

/**
 * Asks the open questions again, as a new visitor would, and keeps the proof of each that is answered better than before. Throws what the
 * assistant throws.
 */
export async function closeGaps(ports: ClosePorts, { asked, isOver } = ALL_AT_ONCE()): Promise<ReplayedGaps> {
  const serving = await ports.serving.current();
  if (!serving) return { replayed: 0, closed: 0, left: 0 };
  const open = byTurn(await ports.gaps.list(MAX_REPLAYED)).filter((turn) => !turn.closed && !asked.has(sha256(turn.question)));
  let replayed = 0;
  let closed = 0;
  for (const [question, turns] of Map.groupBy(open, (turn) => turn.question)) {
    if (isOver()) break;
    let notes: TurnNotes = {};
    const events = await replay(question, ports, (more) => {
      notes = { ...notes, ...more };
    });
    const proof = { ...answerOf(events), at: ports.clock.now().toISOString(), version: serving.version };
    const answered = turns.filter((turn) => isAnswered(turn, events, matchOf(notes)));
    for (const { id } of answered.flatMap(({ rows }) => rows)) await ports.gaps.close(id, proof);
    asked.add(sha256(question));
    replayed += turns.length;
    closed += answered.length;
  }
  return { replayed, closed, left: open.length - replayed };
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
