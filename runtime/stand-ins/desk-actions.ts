import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { NotFound } from '#core/domain/errors.ts';
import { requestOfTicket } from '#core/domain/support-request.ts';
import { isOwnOrigin } from '../http/guards.ts';
import { retryDeadLetters } from '../triage/dead-letters.ts';
import { rateDraft } from '../triage/draft-feedback.ts';
import type { DeskPorts } from './desk-operations.ts';
import type { DeskTicket, ZendeskStore } from './zendesk-store.ts';
import { updateTicket } from './zendesk-ticket-changes.ts';
import type { TicketInput } from './zendesk-ticket-input.ts';
import { type SendWebhook, triggered } from './zendesk-webhook.ts';

/** A comment has at most 64 KB, and a form writes three bytes for one. */
const MAX_FORM_BYTES = 200 * 1024;
const MAX_REPLY_CHARACTERS = 60_000;

/** What came of a form; the page that it leads back to says it. */
export const DONE = {
  replied: 'Your reply is on the ticket.',
  solved: 'The ticket is solved, and the webhook was taken.',
  asked: 'An expert was asked for, and the webhook was taken. The suggestion comes as an internal note; load the page again in a moment.',
  unsent: 'The change is made, but the webhook was not taken. Send it again below.',
  sent: 'The webhook was taken.',
  empty: 'Nothing was changed: write a reply first.',
  closed: 'Nothing was changed: the ticket is closed.',
  rated: 'What you said of the draft is kept.',
  undrafted: 'Nothing was kept: the ticket has no draft reply.',
  again: 'Put back. It is tried again within a few seconds; load the page again in a moment.',
  gone: 'Nothing was put back: that is no dead letter any more.',
} as const;
export type Done = keyof typeof DONE;

type ActionOptions = {
  readonly store: ZendeskStore;
  readonly agentEmail: string;
  readonly now: () => string;
  readonly send: SendWebhook;
  readonly ports: DeskPorts | null;
};

/** The forms of the desk: reply, solve, ask for an expert, send the webhook again, rate a draft, try a dead letter again. Taken from the desk's own pages only. */
export function deskActions({ store, agentEmail, now, send, ports }: ActionOptions): Hono {
  const actions = new Hono();
  const back = (c: Context, id: number, done: Done) => c.redirect(`/desk/tickets/${id}?done=${done}#done`, 303);
  const sendAll = async (bodies: readonly object[]) => (await Promise.all(bodies.map(send))).every(Boolean);

  /** Nothing may lie between what was read and what is written. */
  async function change(ticket: DeskTicket, input: TicketInput, done: Done): Promise<Done> {
    const next = store.atomically(() => updateTicket(store, ticket, input, agentEmail, now()));
    return (await sendAll(triggered(ticket, next))) ? done : 'unsent';
  }

  actions.use(bodyLimit({ maxSize: MAX_FORM_BYTES, onError: (c) => c.text('The reply is too long; shorten it.', 413) }));
  actions.use(async (c, next) => {
    const origin = c.req.header('origin');
    // Any page may send a form here; a browser says from where.
    const isOwn = ['GET', 'HEAD'].includes(c.req.method) || (origin !== undefined && isOwnOrigin(c, origin));
    return isOwn ? next() : c.text('Changes are taken from the desk’s own pages only.', 403);
  });
  actions.post('/dead-letters', async (c) => {
    const form = await c.req.formData();
    const came = ports && (await again(form.get('all') ? 'all' : [String(form.get('letter') ?? '')], ports));
    return c.redirect(`/desk?done=${came ?? 'gone'}#done`, 303);
  });
  actions.post('/tickets/:id{[0-9]+}', async (c) => {
    const form = await c.req.formData();
    const action = form.get('action');
    const text = String(form.get('reply') ?? '')
      .replaceAll('\r\n', '\n')
      .trim()
      .slice(0, MAX_REPLY_CHARACTERS);
    const ticket = store.ticket(Number(c.req.param('id')));
    if (!ticket) return c.redirect('/desk', 303);
    const reply: TicketInput = text ? { comment: { body: text, public: true } } : {};
    if (action === 'helped' || action === 'unhelped')
      return back(c, ticket.id, ports ? await rate(ticket, action === 'helped', agentEmail, ports) : 'undrafted');
    if (action === 'send') return back(c, ticket.id, (await sendAll(told(ticket))) ? 'sent' : 'unsent');
    if (ticket.status === 'closed') return back(c, ticket.id, 'closed');
    if (action === 'expert') return back(c, ticket.id, await change(ticket, { ...reply, additional_tags: ['need_sme'] }, 'asked'));
    if (action === 'solve') return back(c, ticket.id, await change(ticket, { ...reply, status: 'solved' }, 'solved'));
    if (!text) return back(c, ticket.id, 'empty');
    return back(c, ticket.id, await change(ticket, { ...reply, status: 'open' }, 'replied'));
  });
  return actions;
}

async function again(ids: readonly string[] | 'all', ports: DeskPorts): Promise<Done> {
  try {
    return (await retryDeadLetters(ids, ports)) > 0 ? 'again' : 'gone';
  } catch (error) {
    if (error instanceof NotFound) return 'gone';
    throw error;
  }
}

async function rate(ticket: DeskTicket, helpful: boolean, by: string, ports: DeskPorts): Promise<Done> {
  try {
    await rateDraft(requestOfTicket(ticket.external_id) ?? '', { helpful, comment: null, by }, ports);
    return 'rated';
  } catch (error) {
    if (error instanceof NotFound) return 'undrafted';
    throw error;
  }
}

/** What the triggers say of a ticket as it is. */
function told(ticket: DeskTicket): object[] {
  return triggered({ ...ticket, status: 'none', tags: [] }, ticket);
}
