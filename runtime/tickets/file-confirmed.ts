import { sha256 } from '#core/domain/digest.ts';
import { Conflict, NotFound } from '#core/domain/errors.ts';
import type { Confirmation } from '#core/domain/ticket.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { FiledTicket } from '#core/ports/ticket-desk.ts';
import { formatTranscript } from './format-transcript.ts';

type Ports = Pick<Platform, 'confirmations' | 'turns' | 'ticketDesk' | 'log' | 'metrics'>;

/**
 * Files the fields that a visitor accepted, once per confirmation: the desk gets a key made from it. Throws UpstreamFailed and InvalidInput
 * as the desk does; the confirmation stays accepted then, so that the same call again files it.
 */
export async function fileAccepted(accepted: Confirmation, ports: Ports): Promise<FiledTicket> {
  const transcript = formatTranscript(await ports.turns.list(accepted.sessionId));
  const key = `threadwell-${sha256(`ticket ${accepted.confirmationId}`)}`;
  const ticket = await ports.ticketDesk.file({ fields: accepted.fields, transcript, key });
  await ports.confirmations.filed(accepted.confirmationId, ticket);
  ports.metrics.count('Tickets');
  return ticket;
}

/**
 * What a tool of an assistant may do about a ticket: file the one that the visitor has accepted, and nothing else. Whatever a model says
 * besides the id is not looked at. Throws NotFound for an unknown id or another session's, Conflict `not_confirmed` without the
 * visitor's word.
 */
export async function fileConfirmed(
  { confirmationId, sessionId }: { readonly confirmationId: string; readonly sessionId: string },
  ports: Ports,
): Promise<FiledTicket> {
  const confirmation = await ports.confirmations.get(confirmationId);
  if (confirmation?.sessionId !== sessionId) throw new NotFound('there is no such offer in this conversation; offer the ticket again');
  if (confirmation.ticket) return confirmation.ticket;
  if (confirmation.status !== 'accepted')
    throw new Conflict('the visitor has not confirmed this ticket; ask them to confirm it in the chat', 'not_confirmed');
  const ticket = await fileAccepted(confirmation, ports);
  await keepOutcome(confirmation, [{ type: 'ticket', ...ticket }], ports);
  return ticket;
}

/** Keeps what came of a confirmation with the turn that offered it, for a reload of the page. */
export async function keepOutcome(
  { sessionId, turnId, confirmationId }: Confirmation,
  events: Parameters<Ports['turns']['append']>[2],
  { turns, log }: Pick<Ports, 'turns' | 'log'>,
): Promise<void> {
  try {
    await turns.append(sessionId, turnId, events);
  } catch (error) {
    // The ticket exists: telling the visitor matters more than the history.
    log.error('outcome of a confirmation could not be kept', { confirmationId }, error);
  }
}
