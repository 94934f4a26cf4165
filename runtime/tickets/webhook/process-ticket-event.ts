import { requestOfTicket } from '#core/domain/support-request.ts';
import type { DeskTicket, DeskTicketHead, DeskTickets } from '#core/ports/desk-tickets.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { Distilled, SolvedTickets } from '#core/ports/solved-tickets.ts';
import { preferMailDrafts } from '../../workflow/mail-draft.ts';
import { tellOutcome } from './draft-outcome.ts';
import { answeredTickets, rawTicketFile } from './raw-ticket.ts';
import { expertNote, suggestExpert } from './suggest-expert.ts';
import type { TicketEvent } from './take-webhook.ts';

/** On the ticket once the suggestion is: it goes there with the note, in one change. */
const SUGGESTED_TAG = 'expert_suggested';

/** Without a public reply there is nothing to distil. */
const UNANSWERED: Distilled = { titles: [], refused: [{ code: 'no-support-answer', reason: 'no agent replied in public', questions: [] }] };

export type EventPorts = Pick<Platform, 'files' | 'drafts' | 'workflows' | 'clock' | 'log' | 'metrics' | 'supportRequests'> & {
  readonly deskTickets: DeskTickets;
  readonly solvedTickets: SolvedTickets;
};

/**
 * Does what an event of a ticket asks for: tells its request how it stands, keeps the ticket, suggests an expert as an internal note, or hands
 * a solved ticket to the distiller and notes what came of it. Goes by what the ticket is now, not by what the event says, so the same event
 * again, or one that is late, changes nothing.
 * Throws what the desk and the stores throw; then it may be called again.
 */
export async function processTicketEvent({ ticketId, wanted, at }: TicketEvent, ports: EventPorts): Promise<void> {
  const isStatusOnly = wanted.every((one) => one === 'status');
  const ticket = isStatusOnly ? null : await ports.deskTickets.get(ticketId);
  const head = isStatusOnly ? await ports.deskTickets.head(ticketId) : ticket;
  if (head) await tellRequest(head, ports);
  else ports.log.warn('a ticket is gone from the desk', { ticketId });
  if (!ticket) return;
  const file = rawTicketFile(ticket);
  await ports.files.write(file, JSON.stringify(ticket.raw));
  if (wanted.includes('expert') && !ticket.tags.includes(SUGGESTED_TAG) && !isDone(ticket)) await suggest(ticket, ports);
  if (wanted.includes('draft') && isDone(ticket)) {
    const distilled = isAnswered(ticket) ? await ports.solvedTickets.distil(file) : UNANSWERED;
    if (distilled.titles.length) await preferMailDrafts(ports);
    await tellOutcome(ticket, distilled, ports);
  }
  ports.metrics.count('TicketIngested');
  ports.metrics.time('EndToEndLatency', Math.max(0, ports.clock.now().getTime() - Date.parse(at)));
}

async function tellRequest({ externalId, status, updatedAt }: DeskTicketHead, { supportRequests }: EventPorts): Promise<void> {
  const requestId = requestOfTicket(externalId);
  if (requestId !== null) await supportRequests.setTicketStatus(requestId, { status, at: updatedAt });
}

async function suggest(ticket: DeskTicket, ports: EventPorts): Promise<void> {
  const question = `${ticket.subject} ${ticket.comments[0]?.text ?? ''}`;
  const others = (await answeredTickets(ports)).filter(({ id }) => id !== ticket.id);
  const suggestion = suggestExpert(question, others);
  await ports.deskTickets.addInternalNote(ticket, { text: expertNote(suggestion), tags: [SUGGESTED_TAG] });
  ports.log.info('an expert was looked for', { ticketId: ticket.id, found: suggestion !== null });
}

function isDone({ status }: DeskTicket): boolean {
  return status === 'solved' || status === 'closed';
}

/** Whether a customer was told anything; notes among agents are never distilled. */
function isAnswered({ comments, users }: DeskTicket): boolean {
  const agents = new Set(users.filter(({ isAgent }) => isAgent).map(({ id }) => id));
  return comments.some(({ isPublic, authorId }) => isPublic && agents.has(authorId));
}
