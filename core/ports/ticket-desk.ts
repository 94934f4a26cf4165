import type { TicketFields } from '#core/domain/ticket.ts';

export type FiledTicket = {
  readonly id: string;
  /** What a person opens. */
  readonly url: string;
};

type TicketAttachment = { readonly name: string; readonly type: string; readonly read: () => Promise<Uint8Array> };

export type TicketToFile = {
  readonly fields: TicketFields;
  /** What was asked before and what came of it, in lines; left out where there is nothing. */
  readonly tried?: string;
  /** The conversation. A desk may leave out the beginning of a long one. */
  readonly transcript: string;
  /** Files that go with it, in this order. Read only when the ticket is not filed yet. */
  readonly attachments?: readonly TicketAttachment[];
  /** Whom it goes to at once; left out: the desk's own rules decide. */
  readonly groupId?: number;
  readonly key: string;
};

/** Where tickets go: Zendesk, or the stand-in desk that speaks its protocol. */
export interface TicketDesk {
  /**
   * Files a ticket once per key: the same key again, also after hours or from another process, gives the same ticket. Retries what is
   * worth retrying within 20 s, and as long for each file. Throws UpstreamFailed when the desk cannot be reached and InvalidInput when it refuses the fields.
   */
  file(ticket: TicketToFile): Promise<FiledTicket>;
}
