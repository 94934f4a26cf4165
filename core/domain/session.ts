import type { ChatEvent } from './chat-event.ts';

/** One visitor's conversation. The token itself is never stored, only its SHA-256. */
export type Session = {
  readonly sessionId: string;
  readonly tokenHash: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  /** The verified subject of an exchanged JWT; null for anonymous visitors. */
  readonly subject: string | null;
};

/** How long a token works. */
export const SESSION_HOURS = 12;
/** How long after its end a token may still be renewed. */
export const RENEWAL_HOURS = 24;

/** What was learnt about a turn besides its events: how a model read it, and what it cost. JSON of whoever answered; nobody is shown it. */
export type TurnNotes = Readonly<Record<string, unknown>>;

/** A question and its answer. */
export type Turn = {
  readonly sessionId: string;
  readonly turnId: string;
  readonly text: string;
  readonly state: 'running' | 'finished';
  readonly startedAt: string;
  /** Empty until finished. */
  readonly events: readonly ChatEvent[];
  /** Left out where there are none. */
  readonly notes?: TurnNotes;
};

/** What the visitor's client may choose as a turn id. */
export const TURN_ID = /^[A-Za-z0-9._:-]{1,64}$/;
/** A longer message is a document, not a question. */
export const MAX_MESSAGE_BYTES = 8 * 1024;
/** How long a turn may stay silent before its owner counts as dead. */
export const TURN_LEASE_SECONDS = 60;
