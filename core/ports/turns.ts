import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { Turn, TurnNotes } from '#core/domain/session.ts';

type TurnClaim =
  /** It is yours until the lease ends; extend it while you work. */
  | { readonly outcome: 'claimed'; readonly owner: string }
  /** It was answered before: the same events again. */
  | { readonly outcome: 'finished'; readonly events: readonly ChatEvent[] }
  /** Somebody is answering it now. */
  | { readonly outcome: 'running' }
  /** The id was used for another text. */
  | { readonly outcome: 'conflict' };

/** When a session last asked something. */
export type SessionActivity = { readonly sessionId: string; readonly at: string };

/** A part of a period, newest first. */
export type ActivityRange = {
  /** ISO 8601, from then on. */
  readonly from: string;
  /** Left out: until now. What stands before it is what is older, and of what is as old a session whose id is less. */
  readonly before?: SessionActivity | undefined;
  readonly limit: number;
};

/** Questions and answers, at most one answer a turn. */
export interface Turns {
  /** Takes a turn for answering. A running one whose lease has ended is claimed anew. */
  claim(turn: { sessionId: string; turnId: string; text: string }): Promise<TurnClaim>;
  /** Moves the lease on. Throws Conflict when the owner lost it. */
  extend(sessionId: string, turnId: string, owner: string): Promise<void>;
  /** Stores the answer. Throws Conflict when the owner lost the lease. */
  finish(sessionId: string, turnId: string, owner: string, events: readonly ChatEvent[], notes?: TurnNotes): Promise<void>;
  /**
   * Adds what happened after the turn ended, or while it still runs: the ticket that its confirmation filed. Listed after the turn's own
   * events; an event that was added before is not added again. Throws NotFound for an unknown turn.
   */
  append(sessionId: string, turnId: string, events: readonly ChatEvent[]): Promise<void>;
  /** The session's turns, oldest first, running ones with no events. */
  list(sessionId: string): Promise<Turn[]>;
  /**
   * The sessions with turns in the range, each once, by the newest of those, newest first. Fewer than `limit` when there are no more. A
   * session that goes on behind the range is found by its turns within it: who goes through a period in parts meets it again.
   */
  recent(range: ActivityRange): Promise<SessionActivity[]>;
}
