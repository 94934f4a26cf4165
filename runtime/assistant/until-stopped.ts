import type { ChatEvent } from '#core/domain/chat-event.ts';

/** Passes events on until the signal aborts; then says so with the marks that were shown. */
export async function* untilStopped(events: AsyncGenerator<ChatEvent>, signal: AbortSignal): AsyncGenerator<ChatEvent> {
  const shown: number[] = [];
  try {
    for await (const event of events) {
      if (signal.aborted) break;
      if (event.type === 'citation') shown.push(event.n);
      yield event;
      if (event.type === 'done') return;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  yield { type: 'done', answered: false, citations: shown, reason: 'stopped' };
}

/** The work's result, or a rejection as soon as the signal aborts: a search that hangs must not hold a visitor who has left. */
export async function orStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  // Raced before anything is thrown: what fails after we have left must not be nobody's.
  const first = Promise.race([work, promise]);
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  try {
    return await first;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
