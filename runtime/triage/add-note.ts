import { Conflict } from '#core/domain/errors.ts';
import type { Triage } from '#core/domain/triage.ts';
import type { DeskTicketHead } from '#core/ports/desk-tickets.ts';
import { planNote } from './plan-note.ts';
import type { TriagePorts } from './triage-ports.ts';

/** People and triggers change a new ticket a few times at most. */
const MAX_READS = 5;

/**
 * Puts the note on a ticket, once: where the ticket was changed meanwhile, our own change with its lost answer included, it is read again
 * and decided anew. The ticket as it was read last; null when an agent deleted it. Throws Conflict when it never holds still.
 */
export async function addNote(
  ticketId: string,
  triage: Triage,
  { deskTickets, settings }: Pick<TriagePorts, 'deskTickets' | 'settings'>,
): Promise<DeskTicketHead | null> {
  for (let reads = 1; ; reads += 1) {
    const head = await deskTickets.head(ticketId);
    const note = head && planNote(head, triage, settings);
    if (!note) return head;
    try {
      await deskTickets.addInternalNote(head, note);
      return head;
    } catch (error) {
      if (!(error instanceof Conflict) || reads === MAX_READS) throw error;
    }
  }
}
