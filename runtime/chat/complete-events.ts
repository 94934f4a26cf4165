import type { ChatEvent, ErrorCode } from '#core/domain/chat-event.ts';
import { isExpected } from '#core/domain/errors.ts';

export type DoneEvent = Extract<ChatEvent, { type: 'done' }>;
type ErrorEvent = Extract<ChatEvent, { type: 'error' }>;

/**
 * What still has to be said so that the events end as the contract wants: one `done` last, and one `error` before it exactly when the
 * turn failed. `sent` is what was said so far, `done` what the assistant said last, null when it never came to an end.
 */
export function endingOf(sent: readonly ChatEvent[], done: DoneEvent | null): readonly ChatEvent[] {
  const failed = sent.some((event) => event.type === 'error');
  const citations = sent.flatMap((event) => (event.type === 'citation' ? [event.n] : []));
  const failure: DoneEvent = { type: 'done', answered: false, citations: done?.citations ?? citations, reason: 'error' };
  if (failed) return [failure];
  if (!done || done.reason === 'error') return [errorEvent(undefined), failure];
  return [done];
}

/** The ending of a turn that was stopped: what was said stands, and says that it is not all. */
export function stoppedEnding(sent: readonly ChatEvent[]): readonly ChatEvent[] {
  if (sent.some((event) => event.type === 'error')) return endingOf(sent, null);
  const citations = sent.flatMap((event) => (event.type === 'citation' ? [event.n] : []));
  return [{ type: 'done', answered: false, citations, reason: 'stopped' }];
}

/** A failure as the visitor is told it: the reason stays in the log, the code says whether asking again helps. */
export function errorEvent(error: unknown): ErrorEvent {
  const code = codeOf(error);
  if (code === 'upstream_failed')
    return { type: 'error', code, message: 'A service behind the chat did not answer. Please try again.', retryable: true };
  if (code === 'timeout') return { type: 'error', code, message: 'The answer took too long. Please try again.', retryable: true };
  if (code === 'rate_limited' || code === 'budget_spent')
    return { type: 'error', code, message: 'The chat has more questions than it can answer now. Please try again later.', retryable: true };
  return { type: 'error', code: 'internal', message: 'Something went wrong on our side. Please try again.', retryable: true };
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof Error && error.name === 'TimeoutError') return 'timeout';
  if (!isExpected(error)) return 'internal';
  const { code } = error;
  return code === 'upstream_failed' || code === 'rate_limited' || code === 'budget_spent' ? code : 'internal';
}

/**
 * A stored turn as a stream: what was added after its end (the ticket of its confirmation) comes before the one `done`, since every
 * stream ends in it.
 */
export function asStream(events: readonly ChatEvent[]): readonly ChatEvent[] {
  return [...events.filter((event) => event.type !== 'done'), ...events.filter((event) => event.type === 'done').slice(-1)];
}
