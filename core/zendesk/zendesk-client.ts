import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { InvalidInput, UpstreamFailed } from '#core/domain/errors.ts';
import type { TicketField } from '#core/domain/ticket.ts';
import type { FiledTicket, TicketDesk } from '#core/ports/ticket-desk.ts';
import { toZendeskTicket } from './to-zendesk-ticket.ts';

/** The port's bound for retrying; a visitor waits for it. */
const RETRY_WITHIN_MS = 20_000;
/** One attempt may not eat the time for the others. */
const ATTEMPT_MS = 8_000;
const FIRST_PAUSE_MS = 250;

export type ZendeskOptions = {
  /** `https://SUBDOMAIN.zendesk.com`, or the stand-in of the local server: `http://localhost:8787/stand-ins/zendesk`. */
  readonly baseUrl: string;
  readonly email: string;
  readonly apiToken: string;
  /** The configured extra fields, for their Zendesk ids. */
  readonly fields: readonly TicketField[];
  /** Shorter in tests; never longer than the port promises. */
  readonly retryWithinMs?: number;
};

const created = z.object({ ticket: z.object({ id: z.int() }) });
const listed = z.object({ tickets: z.array(z.object({ id: z.int() })) });
const refused = z.object({
  error: z.union([z.string(), z.object({ title: z.string() })]).optional(),
  description: z.string().optional(),
  details: z.record(z.string(), z.array(z.object({ description: z.string().optional() }))).optional(),
});

/** What an attempt came to: an answer to read, or a reason to try again. */
type Attempt = { readonly status: number; readonly body: unknown } | { readonly again: string; readonly afterMs: number };

/**
 * Tickets in Zendesk. A key is sent as Idempotency-Key, which Zendesk remembers for two hours, and as external_id, which it keeps: so a
 * ticket is looked for before it is created, and again when Zendesk says that the key came with another body.
 */
export function zendeskDesk(options: ZendeskOptions): TicketDesk {
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const authorization = `Basic ${Buffer.from(`${options.email}/token:${options.apiToken}`).toString('base64')}`;

  async function attempt(method: 'GET' | 'POST', path: string, timeoutMs: number, body?: string, key?: string): Promise<Attempt> {
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${baseUrl}/api/v2/${path}`, {
        method,
        // A redirect would carry the credentials to wherever it points.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          authorization,
          accept: 'application/json',
          ...(body ? { 'content-type': 'application/json' } : {}),
          ...(key ? { 'idempotency-key': key } : {}),
        },
        ...(body ? { body } : {}),
      });
      text = await response.text();
    } catch (error) {
      return { again: error instanceof Error ? error.name : 'no answer', afterMs: 0 };
    }
    if (response.status === 429 || response.status === 409 || response.status >= 500)
      return { again: `status ${response.status}`, afterMs: retryAfterMs(response.headers.get('retry-after')) };
    return { status: response.status, body: parseJson(text) };
  }

  /** Repeats what may work next time, until an answer comes or the time is over. */
  async function call(method: 'GET' | 'POST', path: string, deadline: number, body?: string, key?: string) {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs *= 2) {
      const timeoutMs = Math.max(1, Math.min(ATTEMPT_MS, Math.ceil(deadline - performance.now())));
      const result = await attempt(method, path, timeoutMs, body, key);
      if ('status' in result) return result;
      const waitMs = Math.max(pauseMs, result.afterMs);
      if (performance.now() + waitMs >= deadline)
        throw new UpstreamFailed(`Zendesk did not take the request (${result.again}); try again later`, { retryable: true });
      await sleep(waitMs);
    }
  }

  async function find(key: string, deadline: number): Promise<FiledTicket | null> {
    const { status, body } = await call('GET', `tickets.json?external_id=${encodeURIComponent(key)}`, deadline);
    if (status !== 200) throw refusal(status, body);
    // external_id is not unique by itself; the oldest is the one that was told to the visitor.
    const ids = readAs(listed, body).tickets.map(({ id }) => id);
    return ids.length ? filed(Math.min(...ids)) : null;
  }

  // The page where a requester reads the ticket; the agents' page would ask a customer for an agent's password.
  const filed = (id: number): FiledTicket => ({ id: String(id), url: `${baseUrl}/hc/requests/${id}` });

  return {
    async file(ticket) {
      const deadline = performance.now() + Math.min(options.retryWithinMs ?? RETRY_WITHIN_MS, RETRY_WITHIN_MS);
      const known = await find(ticket.key, deadline);
      if (known) return known;
      const request = JSON.stringify(toZendeskTicket(ticket, options.fields));
      const { status, body } = await call('POST', 'tickets.json', deadline, request, ticket.key);
      if (status === 201) return filed(readAs(created, body).ticket.id);
      if (status === 400 && errorName(body) === 'IdempotentRequestError') {
        const other = await find(ticket.key, deadline);
        if (other) return other;
      }
      throw refusal(status, body);
    },
  };
}

function refusal(status: number, body: unknown): Error {
  const parsed = refused.safeParse(body);
  const details = parsed.success
    ? Object.values(parsed.data.details ?? {}).flatMap((list) => list.map((one) => one.description ?? ''))
    : [];
  const why = [...details, parsed.success ? (parsed.data.description ?? '') : ''].find(Boolean) ?? errorName(body) ?? 'no reason given';
  if (status === 400 || status === 413 || status === 422)
    return new InvalidInput(`Zendesk refuses the ticket: ${why}; correct that and send it again`);
  if (status === 401 || status === 403)
    return new UpstreamFailed(`Zendesk refuses the credentials (${status}: ${why}); check tickets.zendesk.email and ZENDESK_API_TOKEN`, {
      retryable: false,
    });
  return new UpstreamFailed(`Zendesk answers with status ${status}; check tickets.zendesk.baseUrl`, { retryable: false });
}

function errorName(body: unknown): string | undefined {
  const parsed = refused.safeParse(body);
  if (!parsed.success) return undefined;
  return typeof parsed.data.error === 'string' ? parsed.data.error : parsed.data.error?.title;
}

function readAs<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success)
    throw new UpstreamFailed('Zendesk’s answer is not what it documents; check tickets.zendesk.baseUrl', { retryable: false });
  return parsed.data;
}

/** Errors of a wrong subdomain come as HTML: no JSON is `undefined`, not a crash. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Zendesk sends whole seconds. */
function retryAfterMs(header: string | null): number {
  const seconds = Number(header ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0;
}
