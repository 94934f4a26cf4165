import { Conflict, NotFound } from '#core/domain/errors.ts';
import type { FiledTicket } from '#core/ports/ticket-desk.ts';
import { type FilePorts, fileTicket, recordOutcome } from './file-ticket.ts';

/**
 * What a tool of an assistant may do about a ticket: file the one that the visitor has accepted, and nothing else. Whatever a model says
 * besides the id is not looked at. Throws NotFound for an unknown id or another session's, Conflict `not_confirmed` without the
 * visitor's word, UpstreamFailed and InvalidInput as the desk does.
 */
export async function fileConfirmed(
  { confirmationId, sessionId }: { readonly confirmationId: string; readonly sessionId: string },
  ports: FilePorts,
): Promise<FiledTicket> {
  const confirmation = await ports.confirmations.get(confirmationId);
  if (confirmation?.sessionId !== sessionId) throw new NotFound('there is no such offer in this conversation; offer the ticket again');
  if (confirmation.ticket) return confirmation.ticket;
  if (confirmation.status !== 'accepted')
    throw new Conflict('the visitor has not confirmed this ticket; ask them to confirm it in the chat', 'not_confirmed');
  const ticket = await fileTicket(confirmation, ports);
  await recordOutcome(confirmation, [{ type: 'ticket', ...ticket }], ports);
  return ticket;
}
