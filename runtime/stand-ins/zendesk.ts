import { timingSafeEqual } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { sha256 } from '#core/domain/digest.ts';
import type { Clock } from '#core/ports/clock.ts';
import { deskActions } from './desk-actions.ts';
import type { DeskPorts } from './desk-operations.ts';
import { deskPages } from './desk-page.ts';
import { apiBase, badJson, invalid, notFound, paged, shown } from './zendesk-answers.ts';
import { accountLimit } from './zendesk-limit.ts';
import { type DeskTicket, type DeskUser, zendeskStore } from './zendesk-store.ts';
import { createTicket, searchTickets, updateTicket } from './zendesk-ticket-changes.ts';
import { GROUPS, readTicketInput } from './zendesk-ticket-input.ts';
import { shownAttachment } from './zendesk-uploads.ts';
import { triggered, WEBHOOK_ID, type WebhookTarget, webhookSender } from './zendesk-webhook.ts';

/** Zendesk remembers an idempotency key for two hours. */
const IDEMPOTENCY_MS = 2 * 3_600_000;
const MAX_IDEMPOTENCY_KEY_CHARACTERS = 255;
/** A comment may have 64 KB; JSON escapes can make six bytes of one. */
const MAX_REQUEST_BYTES = 512 * 1024;
/** Zendesk takes 50 MB. */
const MAX_UPLOAD_BYTES = 50 * 1024 ** 2;
/** show_many takes no more. */
const MAX_IDS = 100;

/** What the next request meets instead of a good day. */
export type Fault = { readonly status: number; readonly retryAfter?: number };

export type ZendeskStandIn = {
  /** Serves `/api/v2/*` and `/hc/requests/{id}`; mounted at /stand-ins/zendesk. */
  readonly api: Hono;
  /** Serves the tickets to people; mounted at /desk. */
  readonly desk: Hono;
  /** One is taken from the front by each request to the API. Empty but for tests. */
  readonly faults: Fault[];
};

type StandInOptions = {
  readonly database: DatabaseSync;
  readonly clock: Clock;
  readonly email: string;
  readonly apiToken: string;
  /** 200 to 2,500 by plan; left out, there is no limit. */
  readonly requestsPerMinute?: number;
  /** Who hears of tickets whose status changes or that need an expert; left out, nobody does. */
  readonly webhook?: WebhookTarget;
  /** What /desk shows of our own work; left out, nothing. */
  readonly ports?: DeskPorts;
};

/** Plays Zendesk as far as we and its usual clients need it: tickets, comments, tags, search, idempotency keys, its errors. */
export function zendeskStandIn(options: StandInOptions): ZendeskStandIn {
  const store = zendeskStore(options.database);
  const faults: Fault[] = [];
  // The `.json` at the end of a path means nothing to Zendesk.
  const api = new Hono({ getPath: (request) => new URL(request.url).pathname.replace(/\.json$/, '') });
  const now = () => options.clock.now().toISOString();
  const { webhook } = options;
  const send = webhook ? webhookSender(webhook, options.clock) : async () => true;
  // An API does not wait for what its changes set off.
  const tell = (before: DeskTicket, after: DeskTicket) => void Promise.all(triggered(before, after).map(send));

  api.get('/hc/requests/:id{[0-9]+}', (c) => c.redirect(`/desk/tickets/${c.req.param('id')}`, 303));
  api.use('/api/v2/*', async (c, next) => {
    const fault = faults.shift();
    if (fault) {
      const headers = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
      return new Response('The request cannot be served now', { status: fault.status, headers });
    }
    if (!isAuthorized(c.req.header('authorization'), options)) return c.json({ error: "Couldn't authenticate you" }, 401);
    return next();
  });
  if (options.requestsPerMinute !== undefined) api.use('/api/v2/*', accountLimit(options.requestsPerMinute, options.clock));
  const tooLarge = (c: Context) => c.json({ error: 'RequestEntityTooLarge' }, 413);
  api.post('/api/v2/uploads', bodyLimit({ maxSize: MAX_UPLOAD_BYTES, onError: tooLarge }), async (c) => {
    const name = c.req.query('filename');
    if (!name) return invalid(c, { filename: [{ description: 'Filename: cannot be blank', error: 'BlankValue' }] });
    const type = c.req.header('content-type') ?? 'application/binary';
    const content = new Uint8Array(await c.req.arrayBuffer());
    const token = store.uploads.add({ name, type, content }, c.req.query('token'));
    const attachments = store.uploads.waiting(token).map((file) => shownAttachment(c, file));
    return c.json({ upload: { token, attachment: attachments.at(-1), attachments } }, 201);
  });
  api.use('/api/v2/*', bodyLimit({ maxSize: MAX_REQUEST_BYTES, onError: tooLarge }));

  api.post('/api/v2/tickets', async (c) => {
    const text = await c.req.text();
    const key = c.req.header('idempotency-key');
    if (key !== undefined && (key === '' || key.length > MAX_IDEMPOTENCY_KEY_CHARACTERS))
      return c.json({ error: 'IdempotentRequestError', description: 'The idempotency key must have 1 to 255 characters' }, 400);
    const known = key === undefined ? null : store.answer(key, now());
    if (known && known.requestHash !== sha256(text))
      return c.json({ error: 'IdempotentRequestError', description: "Request parameters don't match the given idempotency key" }, 400);
    const location = (id: number) => ({ location: `${apiBase(c)}/tickets/${id}.json`, 'content-type': 'application/json; charset=utf-8' });
    if (known) return c.body(known.response, 201, { ...location(known.ticketId), 'x-idempotency-lookup': 'hit' });

    const body = parseJson(text);
    if (body === undefined) return badJson(c);
    const input = readTicketInput(body, 'create', store.knowsEmail);
    if ('details' in input) return invalid(c, input.details);
    const { ticket, response } = store.atomically(() => {
      const ticket = createTicket(store, input.ticket, options.email, now());
      const response = JSON.stringify({ ticket: shown(c, ticket), audit: { ticket_id: ticket.id, created_at: ticket.created_at } });
      const keptUntil = new Date(options.clock.now().getTime() + IDEMPOTENCY_MS).toISOString();
      if (key !== undefined) store.keepAnswer(key, { requestHash: sha256(text), ticketId: ticket.id, response, keptUntil });
      return { ticket, response };
    });
    return c.body(response, 201, { ...location(ticket.id), ...(key === undefined ? {} : { 'x-idempotency-lookup': 'miss' }) });
  });

  api.get('/api/v2/tickets', (c) => {
    const externalId = c.req.query('external_id');
    const tickets = externalId === undefined ? store.tickets() : store.ticketsByExternalId(externalId);
    return paged(
      c,
      'tickets',
      tickets.map((ticket) => shown(c, ticket)),
    );
  });
  api.get('/api/v2/tickets/show_many', (c) => {
    const ids = (c.req.query('ids') ?? '').split(',').slice(0, MAX_IDS).map(Number);
    const tickets = ids.flatMap((id) => store.ticket(id) ?? []);
    return c.json({ tickets: tickets.map((ticket) => shown(c, ticket)), next_page: null, previous_page: null, count: tickets.length });
  });
  api.get('/api/v2/search', (c) => {
    const found = searchTickets(store, c.req.query('query') ?? '');
    return paged(
      c,
      'results',
      found.map((ticket) => ({ ...shown(c, ticket), result_type: 'ticket' })),
    );
  });

  const agentEmail = options.email.toLowerCase();
  const shownUser = (user: DeskUser) => ({ ...user, role: user.email === agentEmail ? 'admin' : 'end-user', active: true });
  api.get('/api/v2/users/me', (c) => c.json({ user: shownUser(store.userByEmail(options.email, 'API')) }));
  api.get('/api/v2/users/:id{[0-9]+}', (c) => {
    const user = store.user(Number(c.req.param('id')));
    return user ? c.json({ user: shownUser(user) }) : notFound(c);
  });

  const shownGroup = (group: (typeof GROUPS)[number]) => ({ ...group, deleted: false, default: group === GROUPS[0] });
  api.get('/api/v2/groups', (c) => paged(c, 'groups', GROUPS.map(shownGroup)));
  api.get('/api/v2/groups/:id{[0-9]+}', (c) => {
    const group = GROUPS.find(({ id }) => id === Number(c.req.param('id')));
    return group ? c.json({ group: shownGroup(group) }) : notFound(c);
  });

  const ticketPath = '/api/v2/tickets/:id{[0-9]+}';
  const ticketOf = (c: Context) => store.ticket(Number(c.req.param('id')));
  api.get(ticketPath, (c) => {
    const ticket = ticketOf(c);
    return ticket ? c.json({ ticket: shown(c, ticket) }) : notFound(c);
  });
  api.put(ticketPath, async (c) => {
    const ticket = ticketOf(c);
    if (!ticket) return notFound(c);
    const body = parseJson(await c.req.text());
    if (body === undefined) return badJson(c);
    const input = readTicketInput(body, 'update', store.knowsEmail);
    if ('details' in input) return invalid(c, input.details);
    if (ticket.status === 'closed')
      return invalid(c, { status: [{ description: 'Status: closed prevents ticket update', error: 'InvalidValue' }] });
    if (input.ticket.safe_update && input.ticket.updated_stamp !== ticket.updated_at)
      return c.json({ error: 'UpdateConflict', description: 'Safe Update prevented the update due to outdated ticket data' }, 409);
    const next = store.atomically(() => updateTicket(store, ticket, input.ticket, options.email, now()));
    tell(ticket, next);
    return c.json({ ticket: shown(c, next), audit: { ticket_id: next.id, created_at: next.updated_at } });
  });
  api.get(`${ticketPath}/comments`, (c) => {
    const ticket = ticketOf(c);
    if (!ticket) return notFound(c);
    const comments = store.comments(ticket.id).map((comment) => ({
      ...comment,
      type: 'Comment',
      plain_body: comment.body,
      html_body: `<div class="zd-comment">${escapeHtml(comment.body)}</div>`,
      attachments: store.uploads.ofComment(comment.id).map((file) => shownAttachment(c, file)),
      via: { channel: 'api' },
    }));
    if (c.req.query('sort') === '-created_at' || c.req.query('sort_order') === 'desc') comments.reverse();
    const authors = [...new Set(comments.map(({ author_id }) => author_id))].flatMap((id) => store.user(id) ?? []).map(shownUser);
    return paged(c, 'comments', comments, c.req.query('include') === 'users' ? { users: authors } : {});
  });
  api.on(['GET', 'POST', 'PUT', 'DELETE'], `${ticketPath}/tags`, async (c) => {
    const ticket = ticketOf(c);
    if (!ticket) return notFound(c);
    if (c.req.method === 'GET') return c.json({ tags: ticket.tags });
    const sent = parseJson(await c.req.text());
    const change = { POST: 'tags', PUT: 'additional_tags', DELETE: 'remove_tags' }[c.req.method] ?? 'tags';
    const input = readTicketInput({ ticket: { [change]: (sent as { tags?: unknown } | undefined)?.tags } }, 'update', store.knowsEmail);
    if ('details' in input) return invalid(c, input.details);
    const next = store.atomically(() => updateTicket(store, ticket, input.ticket, options.email, now()));
    tell(ticket, next);
    return c.json({ tags: next.tags }, c.req.method === 'POST' ? 201 : 200);
  });
  api.get('/api/v2/webhooks/:id/signing_secret', (c) =>
    webhook && c.req.param('id') === WEBHOOK_ID ? c.json({ signing_secret: { algorithm: 'SHA256', secret: webhook.secret } }) : notFound(c),
  );
  api.notFound((c) => c.json({ error: 'InvalidEndpoint', description: 'Not found' }, 404));

  const ports = options.ports ?? null;
  const desk = deskPages(store, ports);
  desk.route('/', deskActions({ store, agentEmail: options.email, now, send, ports }));
  return { api, desk, faults };
}

function isAuthorized(header: string | undefined, { email, apiToken }: { email: string; apiToken: string }): boolean {
  const expected = Buffer.from(sha256(`Basic ${Buffer.from(`${email}/token:${apiToken}`).toString('base64')}`));
  return timingSafeEqual(expected, Buffer.from(sha256(header ?? '')));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
