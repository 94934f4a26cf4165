import { z } from 'zod';
import type { TicketField } from '#core/domain/ticket.ts';
import type { FiledTicket, TicketDesk } from '#core/ports/ticket-desk.ts';
import { toZendeskTicket } from './to-zendesk-ticket.ts';
import { errorName, readAs, refusal } from './zendesk-answer.ts';
import { type ZendeskAccount, zendeskCall } from './zendesk-call.ts';

/** The port's bound for retrying; a visitor waits for it. */
const RETRY_WITHIN_MS = 20_000;

export type ZendeskOptions = ZendeskAccount & {
  /** The configured extra fields, for their Zendesk ids. */
  readonly fields: readonly TicketField[];
  /** Shorter in tests; never longer than the port promises. */
  readonly retryWithinMs?: number;
};

const created = z.object({ ticket: z.object({ id: z.int(), external_id: z.string().nullish() }) });
const listed = z.object({ tickets: z.array(z.object({ id: z.int() })) });
/**
 * Tickets in Zendesk. A key is sent as Idempotency-Key, which Zendesk remembers for two hours, and as external_id, which it keeps: so a
 * ticket is looked for before it is created, and again when Zendesk says that the key came with another body. A desk that leaves
 * external_id out of what is created gets it by an update.
 */
export function zendeskDesk(options: ZendeskOptions): TicketDesk {
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const call = zendeskCall(options);

  async function find(key: string, deadline: number): Promise<FiledTicket | null> {
    const { status, body } = await call({ method: 'GET', path: `tickets.json?external_id=${encodeURIComponent(key)}` }, deadline);
    if (status !== 200) throw refusal(status, body);
    // external_id is not unique by itself; the oldest is the one that was told to the visitor.
    const ids = readAs(listed, body).tickets.map(({ id }) => id);
    return ids.length ? filed(Math.min(...ids)) : null;
  }

  // The page where a requester reads the ticket; the agents' page would ask a customer for an agent's password.
  const filed = (id: number): FiledTicket => ({ id: String(id), url: `${baseUrl}/hc/requests/${id}` });

  return {
    async file(ticket) {
      const { key } = ticket;
      const deadline = performance.now() + Math.min(options.retryWithinMs ?? RETRY_WITHIN_MS, RETRY_WITHIN_MS);
      const known = await find(key, deadline);
      if (known) return known;
      const request = JSON.stringify(toZendeskTicket(ticket, options.fields));
      const { status, body } = await call({ method: 'POST', path: 'tickets.json', body: request, idempotencyKey: key }, deadline);
      if (status === 201) {
        const { id, external_id } = readAs(created, body).ticket;
        if (external_id !== key) {
          const change = JSON.stringify({ ticket: { external_id: key } });
          const update = await call({ method: 'PUT', path: `tickets/${id}.json`, body: change }, deadline);
          if (update.status !== 200) throw refusal(update.status, update.body);
        }
        return filed(id);
      }
      if (status === 400 && errorName(body) === 'IdempotentRequestError') {
        const other = await find(key, deadline);
        if (other) return other;
      }
      throw refusal(status, body);
    },
  };
}
