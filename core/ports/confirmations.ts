import type { Confirmation, TicketFields } from '#core/domain/ticket.ts';

/** Offers that a visitor may accept once. */
export interface Confirmations {
  offer(confirmation: Confirmation): Promise<void>;
  /** Null for an unknown id. */
  get(confirmationId: string): Promise<Confirmation | null>;
  /** Moves offered → accepted with these fields, once; null when it was not `offered` any more. */
  accept(confirmationId: string, fields: TicketFields): Promise<Confirmation | null>;
  /** Moves offered → cancelled, once; null when it was not `offered` any more. */
  cancel(confirmationId: string): Promise<Confirmation | null>;
  /** Moves accepted → filed with the ticket; the same ticket again is fine. Throws Conflict for another ticket. */
  filed(confirmationId: string, ticket: { id: string; url: string }): Promise<void>;
}
