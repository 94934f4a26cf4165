import { html } from 'hono/html';
import type { SupportRequest } from '#core/domain/support-request.ts';
import type { Notice } from '#core/ports/notices.ts';
import type { Platform } from '#core/ports/platform.ts';
import { listDeadLetters, type ShownDeadLetter } from '../triage/dead-letters.ts';

/** What the desk shows of our own work beside its tickets. The real Zendesk has none of it. */
export type DeskPorts = Pick<Platform, 'queue' | 'supportRequests' | 'metrics' | 'clock'> & {
  /** The newest notices first. */
  readonly notices: { list(limit: number): Promise<readonly (Omit<Notice, 'key'> & { readonly at: string })[]> };
};

/** Older ones are in the log. */
const MAX_NOTICES = 20;

/** Requests that were given up, each with why and a button, and what operators were told. */
export async function operationsSection(ports: DeskPorts) {
  const letters = await listDeadLetters(ports);
  const notices = await ports.notices.list(MAX_NOTICES);
  return html`<h2 id="dead-letters">Dead letters</h2>
${letters.length ? deadLetters(letters) : html`<p>None: no support request was given up.</p>`}
<h2>Notices</h2>
${
  notices.length
    ? html`<ul>${notices.map(({ at, kind, subject }) => html`<li>${when(at)} · ${kind}: ${subject}</li>`)}</ul>`
    : html`<p>None yet.</p>`
}`;
}

function deadLetters(letters: readonly ShownDeadLetter[]) {
  return html`<form method="post" action="/desk/dead-letters">
<div class="scroll"><table>
<thead><tr><th scope="col">Request</th><th scope="col">Arrived</th><th scope="col">Why it was given up</th><th scope="col">Again</th></tr></thead>
<tbody>${letters.map(
    ({ id, requestId, reason, createdAt }) => html`<tr>
<td>${requestId ?? `message ${id}`}</td><td>${createdAt === null ? 'unknown' : when(createdAt)}</td><td>${reason.message} <code>${reason.code}</code></td>
<td><button name="letter" value="${id}" aria-label="Try ${requestId ?? `message ${id}`} again">Try again</button></td>
</tr>`,
  )}</tbody>
</table></div>
<p class="buttons"><button name="all" value="yes">Try all again</button></p>
</form>`;
}

/** The two buttons beside the note with a draft reply, and what was said before. */
export function draftFeedback(ticketId: number, { feedback }: SupportRequest) {
  const before = feedback ? (feedback.helpful ? 'You said that the draft helped.' : 'You said that the draft did not help.') : '';
  return html`<form method="post" action="/desk/tickets/${ticketId}">
${before ? html`<p class="dim">${before}</p>` : ''}
<p class="buttons">
<button name="action" value="helped">The draft helped</button>
<button name="action" value="unhelped">The draft did not help</button>
</p>
</form>`;
}

export function when(iso: string) {
  return html`<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;
}
