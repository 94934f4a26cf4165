import type { Context } from 'aws-lambda';
import { Conflict, InvalidInput, NotFound } from '#core/domain/errors.ts';
import type { CorrelatedLog } from '#core/ports/log.ts';
import { fileConfirmed } from '../tickets/file-confirmed.ts';
import type { FilePorts } from '../tickets/file-ticket.ts';
import { confirmationOf, readActionGroupEvent, toActionGroupResult } from './action-group-event.ts';

/**
 * The ticket tool of a Bedrock agent. It files what the visitor accepted, by the id of the offer; the other arguments were written by a
 * model and are not looked at. A refusal is an answer that the model can explain.
 */
export function ticketAction(open: () => FilePorts & { readonly log: CorrelatedLog }) {
  return async (event: unknown, context: Context) => {
    const ports = open();
    ports.log.correlate({ requestId: context.awsRequestId });
    const call = readActionGroupEvent(event);
    try {
      const { id, url } = await fileConfirmed({ confirmationId: confirmationOf(call), sessionId: call.sessionId }, ports);
      return toActionGroupResult(call, 200, { ticket_id: id, url });
    } catch (error) {
      if (error instanceof NotFound) return toActionGroupResult(call, 404, { error: error.message });
      if (error instanceof Conflict) return toActionGroupResult(call, 409, { error: error.message });
      ports.log.error('ticket could not be filed', {}, error);
      ports.metrics.count('TicketsFailed');
      if (error instanceof InvalidInput) return toActionGroupResult(call, 422, { error: 'the ticket system refuses these details' });
      return toActionGroupResult(call, 503, { error: 'the ticket could not be filed now; ask the visitor to try again' });
    }
  };
}
