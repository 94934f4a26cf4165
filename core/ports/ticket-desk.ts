import type { TicketFields } from '#core/domain/ticket.ts';

export type FiledTicket = {
  readonly id: string;
  /** What a person opens. */
  readonly url: string;
};

export type TicketToFile = {
  readonly fields: TicketFields;
  /** What was asked before and what came of it, in lines; left out where there is nothing. */
  readonly tried?: string;
  /** The conversation. A desk may leave out the beginning of a long one. */
  readonly transcript: string;
  readonly key: string;
};

/** Where tickets go: Zendesk, or the stand-in desk that speaks its protocol. */
export interface TicketDesk {
  /**
   * Files a ticket once per key: the same key again, also after hours or from another process, gives the same ticket. Retries what is
   * worth retrying within 20 s. Throws UpstreamFailed when the desk cannot be reached and InvalidInput when it refuses the fields.
   */
  file(ticket: TicketToFile): Promise<FiledTicket>;
}
