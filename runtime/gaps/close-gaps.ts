import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { GapQuestion } from '#core/domain/gap.ts';
import type { Platform } from '#core/ports/platform.ts';
import { answerOf, type ReplayPorts, replay } from './replay.ts';

/** Older questions than these have waited so long that nobody asks them; a model may be paid for each replay. */
const MAX_REPLAYED = 500;

type Ports = Pick<Platform, 'gaps' | 'serving' | 'clock'> & ReplayPorts;

export type ReplayedGaps = { readonly replayed: number; readonly closed: number };

/**
 * Asks the open questions again, as a new visitor would, and keeps the proof of each that is answered now. One that had an answer before,
 * which did not help, is closed only by an answer from articles that changed since. Throws what the assistant throws.
 */
export async function closeGaps(ports: Ports): Promise<ReplayedGaps> {
  const serving = await ports.serving.current();
  if (!serving) return { replayed: 0, closed: 0 };
  const open = (await ports.gaps.list(MAX_REPLAYED)).filter(({ closed }) => !closed);
  let closed = 0;
  for (const [question, gaps] of Map.groupBy(open, (gap) => gap.question)) {
    const events = await replay(question, ports);
    const proof = { ...answerOf(events), at: ports.clock.now().toISOString(), version: serving.version };
    const answered = gaps.filter((gap) => isAnswered(gap, events));
    for (const { id } of answered) await ports.gaps.close(id, proof);
    closed += answered.length;
  }
  return { replayed: open.length, closed };
}

function isAnswered(gap: Pick<GapQuestion, 'why' | 'at'>, events: readonly ChatEvent[]): boolean {
  const answered = events.some((event) => event.type === 'done' && event.answered);
  if (!answered || gap.why === 'unanswered') return answered;
  return events.some((event) => event.type === 'citation' && event.updatedAt !== null && event.updatedAt > gap.at);
}
