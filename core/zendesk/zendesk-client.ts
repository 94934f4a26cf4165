import { z } from 'zod';
import type { TicketField } from '#core/domain/ticket.ts';
import type { FiledTicket, TicketDesk, TicketToFile } from '#core/ports/ticket-desk.ts';
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
const uploaded = z.object({ upload: z.object({ token: z.string() }) });
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

  const withinBound = () => performance.now() + Math.min(options.retryWithinMs ?? RETRY_WITHIN_MS, RETRY_WITHIN_MS);

  /** The tokens that a comment names its files by. One that no comment ever names is removed by Zendesk. */
  async function upload(attachments: NonNullable<TicketToFile['attachments']>): Promise<string[]> {
    const tokens: string[] = [];
    for (const { name, type, read } of attachments) {
      const path = `uploads.json?filename=${encodeURIComponent(name)}`;
      const { status, body } = await call({ method: 'POST', path, type, body: new Uint8Array(await read()) }, withinBound());
      if (status !== 201) throw refusal(status, body);
      tokens.push(readAs(uploaded, body).upload.token);
    }
    return tokens;
  }

  // The page where a requester reads the ticket; the agents' page would ask a customer for an agent's password.
  const filed = (id: number): FiledTicket => ({ id: String(id), url: `${baseUrl}/hc/requests/${id}` });

  return {
    async file(ticket) {
      const { key } = ticket;
      const started = withinBound();
      const known = await find(key, started);
      if (known) return known;
      const uploads = await upload(ticket.attachments ?? []);
      const deadline = uploads.length ? withinBound() : started;
      const request = JSON.stringify(toZendeskTicket(ticket, options.fields, uploads));
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
