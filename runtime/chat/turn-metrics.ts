import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { Metrics } from '#core/ports/metrics.ts';

/** Counts what came of a turn: ids of ours and numbers, no word of a visitor. */
export function countTurn(events: readonly ChatEvent[], metrics: Metrics): void {
  const done = events.findLast((event) => event.type === 'done');
  const failure = events.find((event) => event.type === 'error');
  metrics.count('Turns');
  if (done?.answered) metrics.count('Answered');
  if (done?.reason === 'refused') metrics.count('Refused');
  if (done?.reason === 'stopped') metrics.count('Stopped');
  if (done?.reason === 'confirm') metrics.count('TicketsOffered');
  if (done && done.citations.length > 0) metrics.count('Cited');
  if (failure) metrics.count('Errors', 1, { code: failure.code });
}
