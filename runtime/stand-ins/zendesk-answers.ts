import type { Context } from 'hono';
import type { DeskTicket } from './zendesk-store.ts';
import type { RecordInvalid } from './zendesk-ticket-input.ts';

/** Where the stand-in lives on the local server; what follows is Zendesk's own path. */
export const STAND_IN_PATH = '/stand-ins/zendesk';

/** Zendesk's own bound of a page. */
const MAX_PAGE_SIZE = 100;

/** Cursor paging where the client asks for `page[size]`, else offset paging. */
export function paged(c: Context, name: string, rows: readonly object[], more: object = {}) {
  const size = c.req.query('page[size]');
  const wanted = Number(size ?? c.req.query('per_page') ?? MAX_PAGE_SIZE);
  const limit = Number.isInteger(wanted) && wanted > 0 ? Math.min(wanted, MAX_PAGE_SIZE) : MAX_PAGE_SIZE;
  const start =
    size === undefined ? (Math.max(1, Number(c.req.query('page') ?? 1) || 1) - 1) * limit : Number(c.req.query('page[after]') ?? 0) || 0;
  const page = rows.slice(start, start + limit);
  const end = start + page.length;
  const at = (changes: Record<string, string>) => {
    const url = new URL(apiBase(c) + new URL(c.req.url).pathname.replace(/^.*\/api\/v2/, '') + new URL(c.req.url).search);
    for (const [key, value] of Object.entries(changes)) url.searchParams.set(key, value);
    return url.href;
  };
  const hasMore = end < rows.length;
  if (size === undefined) {
    const number = start / limit + 1;
    const next_page = hasMore ? at({ page: String(number + 1) }) : null;
    return c.json({
      [name]: page,
      ...more,
      next_page,
      previous_page: number > 1 ? at({ page: String(number - 1) }) : null,
      count: rows.length,
    });
  }
  const meta = { has_more: hasMore, after_cursor: page.length ? String(end) : null, before_cursor: null };
  return c.json({ [name]: page, ...more, meta, links: { next: hasMore ? at({ 'page[after]': String(end) }) : null, prev: null } });
}

export function shown(c: Context, ticket: DeskTicket) {
  return {
    url: `${apiBase(c)}/tickets/${ticket.id}.json`,
    raw_subject: ticket.subject,
    assignee_id: null,
    via: { channel: 'api' },
    ...ticket,
  };
}

/** The address of this API as the caller sees it: mounting took its prefix off the path. */
export function apiBase(c: Context): string {
  return `${new URL(c.req.url).origin}${STAND_IN_PATH}/api/v2`;
}

export function invalid(c: Context, details: RecordInvalid) {
  return c.json({ error: 'RecordInvalid', description: 'Record validation errors', details }, 422);
}

export function notFound(c: Context) {
  return c.json({ error: 'RecordNotFound', description: 'Not found' }, 404);
}

export function badJson(c: Context) {
  return c.json({ error: { title: 'Unprocessable Entity', message: 'Server could not parse JSON' } }, 400);
}
