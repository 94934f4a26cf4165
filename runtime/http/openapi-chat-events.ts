import { z } from '@hono/zod-openapi';
import { type ChatEvent, type ErrorCode, formatServerSentEvent } from '#core/domain/chat-event.ts';
import { SOURCES } from '#core/domain/passage.ts';
import { PRIORITIES } from '#core/domain/ticket.ts';

export const ERROR_CODES = {
  bad_request: 'bad_request',
  unauthorized: 'unauthorized',
  too_large: 'too_large',
  rate_limited: 'rate_limited',
  budget_spent: 'budget_spent',
  turn_running: 'turn_running',
  turn_conflict: 'turn_conflict',
  confirmation_used: 'confirmation_used',
  upstream_failed: 'upstream_failed',
  timeout: 'timeout',
  internal: 'internal',
} as const satisfies { readonly [Code in ErrorCode]: Code };

const ticketFields = z
  .object({
    requester_email: z.string(),
    subject: z.string(),
    description: z.string(),
    priority: z.enum(PRIORITIES),
    tags: z.array(z.string()),
  })
  .catchall(z.union([z.string(), z.array(z.string())]))
  .openapi('TicketFields', { description: 'What would be filed. Further members are the configured fields of tickets.' });

const date = z.string().nullable();
const events = [
  z.object({ type: z.literal('session'), sessionId: z.string(), turnId: z.string() }).openapi('SessionEvent'),
  z
    .object({ type: z.literal('delta'), text: z.string() })
    .openapi('DeltaEvent', { description: 'More of the answer: a subset of Markdown, with `[n]` for citation n.' }),
  z
    .object({
      type: z.literal('citation'),
      n: z.int(),
      title: z.string(),
      url: z.string(),
      snippet: z.string(),
      source: z.enum(SOURCES),
      updatedAt: date,
      crawledAt: date.optional(),
      ingestedAt: date.optional(),
    })
    .openapi('CitationEvent', { description: 'Comes before the first delta that uses its mark.' }),
  z
    .object({ type: z.literal('confirm'), confirmationId: z.string(), action: z.literal('create_ticket'), fields: ticketFields })
    .openapi('ConfirmEvent', { description: 'A ticket that is filed when the visitor says so with `POST /chat/confirm`.' }),
  z.object({ type: z.literal('ticket'), id: z.string(), url: z.string() }).openapi('TicketEvent'),
  z.object({ type: z.literal('cancelled') }).openapi('CancelledEvent'),
  z
    .object({ type: z.literal('handoff'), email: z.string() })
    .openapi('HandoffEvent', { description: 'The address to write to, where nothing else works.' }),
  z
    .object({ type: z.literal('error'), code: z.enum(ERROR_CODES), message: z.string(), retryable: z.boolean() })
    .openapi('ErrorEvent', { description: 'The answer failed; `done` follows.' }),
  z
    .object({
      type: z.literal('done'),
      answered: z.boolean(),
      citations: z.array(z.int()),
      reason: z.enum(['refused', 'error', 'stopped', 'confirm']).optional(),
    })
    .openapi('DoneEvent', { description: 'The last event. An answer without it was cut off.' }),
] as const;

/** What a turn tells the visitor: `ChatEvent` of the domain, as clients are told of it. */
export const chatEvent = z.discriminatedUnion('type', events).openapi('ChatEvent');

/** An answer from its beginning to its end. */
export const ANSWER_EXAMPLE: readonly ChatEvent[] = [
  { type: 'session', sessionId: '0f8e7d6c5b4a39281706f5e4d3c2b1a0', turnId: 't1' },
  {
    type: 'citation',
    n: 1,
    title: 'Proxy settings',
    url: 'https://docs.example.com/setup#proxy',
    snippet: 'Set proxy.host and proxy.port.',
    source: 'web_docs',
    updatedAt: '2026-11-01T00:00:00.000Z',
  },
  { type: 'delta', text: 'Set `proxy.host` and `proxy.port` [1].' },
  { type: 'done', answered: true, citations: [1] },
];

/** What accepting an offered ticket tells. */
export const TICKET_EXAMPLE: readonly ChatEvent[] = [
  { type: 'ticket', id: '4711', url: 'https://example.zendesk.com/agent/tickets/4711' },
  { type: 'done', answered: true, citations: [] },
];

export const STREAM_EXAMPLE = ANSWER_EXAMPLE.map(formatServerSentEvent).join('');
