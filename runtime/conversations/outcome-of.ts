import type { TurnOutcome } from '#core/domain/conversation.ts';
import type { Turn } from '#core/domain/session.ts';

/** What came of a turn: what its own ending says, whatever was added later. */
export function outcomeOf({ state, events }: Pick<Turn, 'state' | 'events'>): TurnOutcome {
  if (state === 'running') return 'running';
  const done = events.find((event) => event.type === 'done');
  if (!done || done.reason === 'error') return 'failed';
  if (done.reason === 'refused' || done.reason === 'stopped') return done.reason;
  if (done.reason === 'confirm') return 'offered';
  return done.answered ? 'answered' : 'other';
}
