/** A ticket as its desk tells it, with everything that was said. */
export type DeskTicket = {
  readonly id: string;
  readonly subject: string;
  /** `new`, `open`, `pending`, `hold`, `solved`, `closed`. */
  readonly status: string;
  readonly tags: readonly string[];
  readonly requesterId: string;
  readonly createdAt: string;
  /** Names this state of the ticket, for a change that must not meet another. */
  readonly updatedAt: string;
  /** Oldest first. */
  readonly comments: readonly DeskComment[];
  readonly users: readonly DeskUser[];
  /** `{ticket, comments, users}` in the desk's own words, as the distiller reads it. */
  readonly raw: object;
};
type DeskComment = { readonly authorId: string; readonly text: string; readonly isPublic: boolean; readonly createdAt: string };
type DeskUser = { readonly id: string; readonly name: string; readonly isAgent: boolean };

/** Tickets that people work on. Each call is tried three times where that may help, then it throws UpstreamFailed. */
export interface DeskTickets {
  /** Null when there is none of that id. Throws UpstreamFailed for a ticket that is not as its desk documents it. */
  get(id: string): Promise<DeskTicket | null>;
  /**
   * Adds a note that only agents see, and tags with it, in one change. Done once: Conflict when the ticket was changed since it was read,
   * the caller's own change included, whose answer was lost.
   */
  addInternalNote(
    ticket: Pick<DeskTicket, 'id' | 'updatedAt'>,
    note: { readonly text: string; readonly tags: readonly string[] },
  ): Promise<void>;
}
