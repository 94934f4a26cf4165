import { z } from 'zod';
import { Conflict } from '#core/domain/errors.ts';
import type { DeskTicket, DeskTickets } from '#core/ports/desk-tickets.ts';
import { fromZendeskHead, fromZendeskTicket, zendeskComments, zendeskTicket } from './from-zendesk-ticket.ts';
import { toZendeskTag } from './to-zendesk-ticket.ts';
import { readAs, refusal } from './zendesk-answer.ts';
import { type ZendeskAccount, zendeskCall } from './zendesk-call.ts';

const MAX_ATTEMPTS = 3;
/** Three attempts with their pauses, and a Retry-After; the work waits in a queue and nobody before it. */
const WITHIN_MS = 30_000;
/** Zendesk cuts a comment at 65,535. */
const MAX_NOTE_CHARACTERS = 60_000;
/** Zendesk's own bound of a page. */
const PAGE_SIZE = 100;
/** A ticket has at most 5,000 comments. */
const MAX_PAGES = 50;

/** Tickets of Zendesk with their comments, read page by page. */
export function zendeskTickets(account: ZendeskAccount): DeskTickets {
  const send = zendeskCall({ ...account, maxAttempts: MAX_ATTEMPTS });
  const call = (request: Parameters<typeof send>[0]) => send(request, performance.now() + WITHIN_MS);

  async function getTicket(id: string): Promise<z.infer<typeof zendeskTicket> | null> {
    const { status, body } = await call({ method: 'GET', path: `tickets/${encodeURIComponent(id)}.json` });
    if (status === 404) return null;
    if (status !== 200) throw refusal(status, body);
    return readAs(z.object({ ticket: zendeskTicket }), body).ticket;
  }

  async function listComments(id: string) {
    const comments: z.infer<typeof zendeskComments>['comments'] = [];
    const users = new Map<number, z.infer<typeof zendeskComments>['users'][number]>();
    let after = '';
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const query = new URLSearchParams({ include: 'users', 'page[size]': String(PAGE_SIZE), ...(after ? { 'page[after]': after } : {}) });
      const { status, body } = await call({ method: 'GET', path: `tickets/${encodeURIComponent(id)}/comments.json?${query}` });
      if (status !== 200) throw refusal(status, body);
      const read = readAs(zendeskComments, body);
      comments.push(...read.comments);
      for (const user of read.users) users.set(user.id, user);
      after = read.meta.after_cursor ?? '';
      if (!read.meta.has_more || !after) break;
    }
    return { comments, users: [...users.values()] };
  }

  return {
    async get(id): Promise<DeskTicket | null> {
      const ticket = await getTicket(id);
      return ticket && fromZendeskTicket({ ticket, ...(await listComments(id)) });
    },
    async head(id) {
      const ticket = await getTicket(id);
      return ticket && fromZendeskHead(ticket);
    },
    async addInternalNote({ id, updatedAt }, { text, tags, priority, groupId, fields = [] }) {
      const ticket = {
        comment: { body: text.slice(0, MAX_NOTE_CHARACTERS), public: false },
        additional_tags: [...new Set(tags.map(toZendeskTag).filter(Boolean))],
        ...(priority ? { priority } : {}),
        ...(groupId === undefined ? {} : { group_id: groupId }),
        ...(fields.length ? { custom_fields: fields } : {}),
        safe_update: true,
        updated_stamp: updatedAt,
      };
      const path = `tickets/${encodeURIComponent(id)}.json`;
      const { status, body } = await call({ method: 'PUT', path, body: JSON.stringify({ ticket }), answersConflict: true });
      if (status === 409) throw new Conflict(`ticket ${id} was changed meanwhile; read it again`);
      if (status !== 200) throw refusal(status, body);
    },
  };
}
