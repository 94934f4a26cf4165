import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { requestOfTicket } from '#core/domain/support-request.ts';
import { pageResponse } from '../http/page.ts';
import { TRIAGE_NOTE } from '../triage/triage-note.ts';
import { DONE, type Done } from './desk-actions.ts';
import { type DeskPorts, draftFeedback, operationsSection, when } from './desk-operations.ts';
import type { DeskComment, DeskTicket, ZendeskStore } from './zendesk-store.ts';
import { GROUPS } from './zendesk-ticket-input.ts';

const HEADING = 'Desk: the local stand-in for Zendesk';
/** More rows than anybody reads; older tickets stay in the database. */
const MAX_LISTED = 500;

/** The stand-in's tickets for people: a list, and one ticket with its conversation and the forms of an agent. Needs no script. */
export function deskPages(store: ZendeskStore, ports: DeskPorts | null): Hono {
  const desk = new Hono();

  desk.get('/', async (c) => {
    const tickets = store.tickets().reverse().slice(0, MAX_LISTED);
    const main = html`${done(c)}
<h1>Tickets</h1>${tickets.length ? list(tickets) : empty()}
${ports ? await operationsSection(ports) : ''}`;
    return pageResponse({ title: 'Desk', heading: HEADING, main, takesForms: true });
  });

  desk.get('/tickets/:id{[0-9]+}', async (c) => {
    const ticket = store.ticket(Number(c.req.param('id')));
    const back = html`<p><a href="/desk">All tickets</a></p>`;
    if (!ticket) {
      const main = html`<h1>No such ticket</h1><p>The desk has no ticket ${c.req.param('id')}.</p>${back}`;
      return pageResponse({ title: 'No such ticket', heading: HEADING, main }, 404);
    }
    const requester = store.user(ticket.requester_id);
    const requestId = requestOfTicket(ticket.external_id);
    const request = requestId === null ? null : await ports?.supportRequests.get(requestId);
    const main = html`${back}
${done(c)}
<h1>#${ticket.id} ${ticket.subject}</h1>
<dl>
<dt>Requester</dt><dd>${requester?.name || 'unknown'} (${requester?.email ?? 'no address'})</dd>
<dt>Status</dt><dd>${ticket.status}</dd>
<dt>Priority</dt><dd>${ticket.priority ?? 'none'}</dd>
<dt>Group</dt><dd>${GROUPS.find(({ id }) => id === ticket.group_id)?.name ?? 'none'}</dd>
<dt>Created</dt><dd>${when(ticket.created_at)}</dd>
<dt>Tags</dt><dd>${ticket.tags.length ? ticket.tags.map((tag) => html`<span class="tag">${tag}</span>`) : 'none'}</dd>
${ticket.custom_fields.map((field) => html`<dt>Field ${field.id}</dt><dd>${String(field.value ?? '')}</dd>`)}
</dl>
<h2>Conversation</h2>
${store.comments(ticket.id).map(
  (comment) => html`<article class="comment">
<p class="dim">${store.user(comment.author_id)?.name || 'Somebody'} · ${when(comment.created_at)}${comment.public ? '' : ' · internal note'}</p>
<p class="text">${comment.body}</p>
${request?.triage?.draft && isTriageNote(comment) ? draftFeedback(ticket.id, request) : ''}
</article>`,
)}
${ticket.status === 'closed' ? '' : forms(ticket)}`;
    return pageResponse({ title: `#${ticket.id} ${ticket.subject}`, heading: HEADING, main, takesForms: true });
  });

  return desk;
}

/** What came of the form that led here. */
function done(c: Context) {
  const came = c.req.query('done') ?? '';
  return came in DONE ? html`<p class="done" id="done" role="status">${DONE[came as Done]}</p>` : '';
}

function isTriageNote({ body, public: isPublic }: DeskComment): boolean {
  return !isPublic && body.startsWith(TRIAGE_NOTE);
}

/** One form: what is typed goes along whichever button is pressed. */
function forms(ticket: DeskTicket) {
  const isSolved = ticket.status === 'solved';
  const isAsked = ticket.tags.includes('need_sme');
  return html`<h2>Answer as an agent</h2>
<form method="post" action="/desk/tickets/${ticket.id}">
<label for="reply">Reply to the customer</label>
<textarea id="reply" name="reply" rows="7" maxlength="60000"></textarea>
<p class="buttons">
<button name="action" value="reply">Reply</button>
${isSolved ? '' : html`<button name="action" value="solve">Reply and solve</button>`}
${isAsked ? '' : html`<button name="action" value="expert">Ask for an expert</button>`}
${isSolved || isAsked ? html`<button name="action" value="send">Send the webhook again</button>` : ''}
</p>
<p class="dim">A solved ticket is distilled: if the reply answers the question, a draft waits on <a href="/curate">/curate</a> a moment later. A note for agents says what came of it; load the page again to see it.</p>
</form>`;
}

function list(tickets: readonly DeskTicket[]) {
  return html`<div class="scroll"><table>
<thead><tr><th scope="col">Ticket</th><th scope="col">Subject</th><th scope="col">Status</th><th scope="col">Priority</th><th scope="col">Tags</th><th scope="col">Created</th></tr></thead>
<tbody>${tickets.map(
    (ticket) => html`<tr>
<td>#${ticket.id}</td><td class="subject"><a href="/desk/tickets/${ticket.id}">${ticket.subject}</a></td><td>${ticket.status}</td><td>${ticket.priority ?? 'none'}</td><td>${ticket.tags.map((tag) => html`<span class="tag">${tag}</span>`)}</td><td>${when(ticket.created_at)}</td>
</tr>`,
  )}</tbody>
</table></div>`;
}

function empty() {
  return html`<p>No tickets yet. File one from the chat: ask something that the documentation does not answer, then choose to create a ticket.</p>
<p><a href="/">To the sample site</a></p>`;
}
