import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { Turn, TurnNotes } from '#core/domain/session.ts';

export type Question = {
  readonly sessionId: string;
  readonly turnId: string;
  /** The visitor's words, at most MAX_MESSAGE_BYTES. */
  readonly text: string;
  /** The finished turns of the session, oldest first. */
  readonly history: readonly Turn[];
  /** Takes what is to be kept with the turn besides its events; a later call adds to what came before. */
  readonly note?: (notes: TurnNotes) => void;
};

/**
 * Answers a turn from the knowledge base, or helps to file a ticket. The events are those of the contract without `session`: citations
 * before the deltas that use them, exactly one `done` at the end, an `error` before it when it failed. It has no side effect: a ticket
 * is only offered, by `confirm`. Ends early with `done {reason: "stopped"}` when the signal aborts.
 */
export interface Assistant {
  answer(question: Question, signal: AbortSignal): AsyncIterable<ChatEvent>;
}
