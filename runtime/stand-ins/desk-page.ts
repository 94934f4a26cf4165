import { Hono } from 'hono';
import { html } from 'hono/html';
import { pageResponse } from '../http/page.ts';
import type { DeskTicket, ZendeskStore } from './zendesk-store.ts';

const HEADING = 'Desk: the local stand-in for Zendesk';
/** More rows than anybody reads; older tickets stay in the database. */
const MAX_LISTED = 500;

/** The stand-in's tickets for people: a list, and one ticket with its conversation. Needs no script. */
export function deskPages(store: ZendeskStore): Hono {
  const desk = new Hono();

  desk.get('/', () => {
    const tickets = store.tickets().reverse().slice(0, MAX_LISTED);
    return pageResponse({ title: 'Desk', heading: HEADING, main: html`<h1>Tickets</h1>${tickets.length ? list(tickets) : empty()}` });
  });

  desk.get('/tickets/:id{[0-9]+}', (c) => {
    const ticket = store.ticket(Number(c.req.param('id')));
    const back = html`<p><a href="/desk">All tickets</a></p>`;
    if (!ticket) {
      const main = html`<h1>No such ticket</h1><p>The desk has no ticket ${c.req.param('id')}.</p>${back}`;
      return pageResponse({ title: 'No such ticket', heading: HEADING, main }, 404);
    }
    const requester = store.user(ticket.requester_id);
    const main = html`${back}
<h1>#${ticket.id} ${ticket.subject}</h1>
<dl>
<dt>Requester</dt><dd>${requester?.name || 'unknown'} (${requester?.email ?? 'no address'})</dd>
<dt>Status</dt><dd>${ticket.status}</dd>
<dt>Priority</dt><dd>${ticket.priority ?? 'none'}</dd>
<dt>Created</dt><dd>${when(ticket.created_at)}</dd>
<dt>Tags</dt><dd>${ticket.tags.length ? ticket.tags.map((tag) => html`<span class="tag">${tag}</span>`) : 'none'}</dd>
${ticket.custom_fields.map((field) => html`<dt>Field ${field.id}</dt><dd>${String(field.value ?? '')}</dd>`)}
</dl>
<h2>Conversation</h2>
${store.comments(ticket.id).map(
  (comment) => html`<article class="comment">
<p class="dim">${store.user(comment.author_id)?.name || 'Somebody'} · ${when(comment.created_at)}${comment.public ? '' : ' · internal note'}</p>
<p class="text">${comment.body}</p>
</article>`,
)}`;
    return pageResponse({ title: `#${ticket.id} ${ticket.subject}`, heading: HEADING, main });
  });

  return desk;
}

function list(tickets: readonly DeskTicket[]) {
  return html`<div class="scroll"><table>
<thead><tr><th scope="col">Ticket</th><th scope="col">Subject</th><th scope="col">Status</th><th scope="col">Priority</th><th scope="col">Created</th></tr></thead>
<tbody>${tickets.map(
    (ticket) => html`<tr>
<td>#${ticket.id}</td><td><a href="/desk/tickets/${ticket.id}">${ticket.subject}</a></td><td>${ticket.status}</td><td>${ticket.priority ?? 'none'}</td><td>${when(ticket.created_at)}</td>
</tr>`,
  )}</tbody>
</table></div>`;
}

function empty() {
  return html`<p>No tickets yet. File one from the chat: ask something that the documentation does not answer, then choose to create a ticket.</p>
<p><a href="/">To the sample site</a></p>`;
}

function when(iso: string) {
  return html`<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;
}
