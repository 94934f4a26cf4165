import type { ChatEvent } from '#core/domain/chat-event.ts';
import { sha256 } from '#core/domain/digest.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import type { Confirmation } from '#core/domain/ticket.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { FiledTicket } from '#core/ports/ticket-desk.ts';
import { addTicketGap } from './add-ticket-gap.ts';
import { formatTranscript } from './format-transcript.ts';
import { whatWasTried } from './what-was-tried.ts';

export type FilePorts = Pick<Platform, 'confirmations' | 'turns' | 'gaps' | 'outbox' | 'ticketDesk' | 'clock' | 'log' | 'metrics'>;

/**
 * Files an accepted confirmation and records its ticket, however often it is called: the desk files once per key. Rejects where the desk
 * does not take it; the outbox keeps it then, unless the desk refuses what it says.
 */
export async function fileTicket(accepted: Confirmation, ports: FilePorts): Promise<FiledTicket> {
  const { confirmationId, sessionId, fields } = accepted;
  try {
    const turns = await ports.turns.list(sessionId);
    const said = { tried: whatWasTried(turns), transcript: formatTranscript(turns) };
    const ticket = await ports.ticketDesk.file({ fields, ...said, key: `threadwell-${sha256(`ticket ${confirmationId}`)}` });
    // Before it is recorded: who is killed in between files again, finds the same ticket, and comes by here once more.
    await addTicketGap(accepted, turns, ports);
    await ports.confirmations.filed(confirmationId, ticket);
    await ports.outbox.remove(confirmationId);
    ports.metrics.count('Tickets');
    return ticket;
  } catch (error) {
    if (error instanceof InvalidInput) await ports.outbox.remove(confirmationId);
    throw error;
  }
}

/** Keeps what came of it with the turn that offered it, for a reload of the page. `done` and `error` belong to the call alone. */
export async function recordOutcome(
  { confirmationId, sessionId, turnId }: Confirmation,
  events: ChatEvent[],
  ports: FilePorts,
): Promise<ChatEvent[]> {
  const kept = events.filter(({ type }) => type === 'ticket' || type === 'cancelled' || type === 'handoff');
  try {
    await ports.turns.append(sessionId, turnId, kept);
  } catch (error) {
    // The ticket exists: telling the visitor matters more than the history.
    ports.log.error('outcome of a confirmation could not be kept', { confirmationId }, error);
  }
  return events;
}
