import type { PRIORITIES } from '#core/domain/ticket.ts';

type Priority = (typeof PRIORITIES)[number];

/** A ticket as its desk tells it, without what was said. */
export type DeskTicketHead = {
  readonly id: string;
  /** What whoever filed it calls it; null where nobody does. */
  readonly externalId: string | null;
  readonly subject: string;
  /** `new`, `open`, `pending`, `hold`, `solved`, `closed`. */
  readonly status: string;
  readonly priority: Priority | null;
  /** Null while it belongs to no group. */
  readonly groupId: number | null;
  readonly tags: readonly string[];
  /** The desk's own fields that have a value, by their ids. */
  readonly fieldIds: readonly number[];
  readonly requesterId: string;
  readonly createdAt: string;
  /** Names this state of the ticket, for a change that must not meet another. */
  readonly updatedAt: string;
};

/** The same with everything that was said. */
export type DeskTicket = DeskTicketHead & {
  /** Oldest first. */
  readonly comments: readonly DeskComment[];
  readonly users: readonly DeskUser[];
  /** `{ticket, comments, users}` in the desk's own words, as the distiller reads it. */
  readonly raw: object;
};
type DeskComment = { readonly authorId: string; readonly text: string; readonly isPublic: boolean; readonly createdAt: string };
type DeskUser = { readonly id: string; readonly name: string; readonly isAgent: boolean };

/** A note that only agents see, and what changes together with it. */
export type DeskNote = {
  readonly text: string;
  /** Added to those that are there. */
  readonly tags: readonly string[];
  readonly priority?: Priority | undefined;
  readonly groupId?: number | undefined;
  readonly fields?: readonly { readonly id: number; readonly value: string }[];
};

/** Tickets that people work on. Each call is tried three times where that may help, then it throws UpstreamFailed. */
export interface DeskTickets {
  /** Null when there is none of that id. Throws UpstreamFailed for a ticket that is not as its desk documents it. */
  get(id: string): Promise<DeskTicket | null>;
  /** The same without its conversation, in one call. */
  head(id: string): Promise<DeskTicketHead | null>;
  /**
   * Adds a note that only agents see, and tags and what else it carries, in one change. Throws InvalidInput for what the desk refuses. Done once: Conflict when the ticket was changed since it was read,
   * the caller's own change included, whose answer was lost.
   */
  addInternalNote(ticket: Pick<DeskTicketHead, 'id' | 'updatedAt'>, note: DeskNote): Promise<void>;
}
