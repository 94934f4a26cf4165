import type { Platform } from '#core/ports/platform.ts';
import { keepDoing } from '../keep-doing.ts';
import { type FilePorts, fileTicket, recordOutcome } from './file-ticket.ts';

const MINUTE_MS = 60_000;
/** Longer than the desk's own bound for retrying: until then the visitor's call is at it. */
export const FIRST_DUE_MS = MINUTE_MS;
/** A desk that is back after an outage gets its tickets within the hour. */
const MAX_PAUSE_MS = 60 * MINUTE_MS;
/** About three days; who has waited longer has written the e-mail. */
const MAX_ATTEMPTS = 80;
/** One call of a function must end; the next one takes the others. */
const TICKETS_A_RUN = 20;
const RUN_EVERY_MS = MINUTE_MS;

/** Files the accepted tickets that are due, and adds them to their conversations. Returns how many were filed. */
export async function fileDueTickets(ports: FilePorts): Promise<number> {
  const now = ports.clock.now().getTime();
  const again = (attempts: number) => new Date(now + Math.min(2 ** attempts * MINUTE_MS, MAX_PAUSE_MS)).toISOString();
  let filed = 0;
  for (const { confirmationId, attempts } of await ports.outbox.takeDue(TICKETS_A_RUN, again)) {
    const confirmation = await ports.confirmations.get(confirmationId);
    if (confirmation?.status === 'accepted' && attempts <= MAX_ATTEMPTS) {
      try {
        const { id, url } = await fileTicket(confirmation, ports);
        await recordOutcome(confirmation, [{ type: 'ticket', id, url }], ports);
        filed += 1;
      } catch (error) {
        ports.log.error('an accepted ticket could not be filed', { confirmationId, attempts }, error);
      }
    } else {
      if (confirmation?.status === 'accepted')
        ports.log.error('an accepted ticket is given up; file it by hand', { confirmationId, attempts });
      await ports.outbox.remove(confirmationId);
    }
  }
  return filed;
}

/** Files due tickets now and every minute, one run at a time. Returns what stops it after the run that goes on. */
export function keepFiling(ports: FilePorts & Pick<Platform, 'log'>): () => Promise<void> {
  return keepDoing({ everyMs: RUN_EVERY_MS, failure: 'the outbox could not be worked off', log: ports.log }, () => fileDueTickets(ports));
}
