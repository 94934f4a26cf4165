import type { RequestReason } from '#core/domain/support-request.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { Queue } from '#core/ports/queue.ts';
import { requestIdIn } from './request-message.ts';
import { INTERRUPTED } from './request-reason.ts';
import type { TriagePorts } from './triage-ports.ts';

/** How many dead letters one look takes care of. */
const MAX_LETTERS = 100;
/** The look itself takes no longer. */
const LOOK_MS = 60_000;

type ParkPorts = Pick<TriagePorts, 'supportRequests' | 'notices' | 'metrics' | 'clock'>;

/** Puts a request aside for a person, and tells operators once for each time that it was given up. */
export async function parkRequest(
  { id, retried = 0 }: { readonly id: string; readonly retried?: number | undefined },
  reason: RequestReason,
  { supportRequests, notices, metrics }: ParkPorts,
): Promise<void> {
  await notices.send({
    kind: 'failure',
    subject: `Support request ${id.slice(0, 8)} was put aside (${reason.code})`,
    message: `Request ${id}: ${reason.message}\n\`threadwell requests dead\` lists it, \`threadwell requests retry ${id}\` tries it again.`,
    key: `request-${id}-parked-${retried}`,
  });
  await supportRequests.move(id, 'analysing', { state: 'parked', reason });
  metrics.count('RequestsParked');
}

/**
 * Parks the requests of dead letters whose last attempt was cut off before it could do so: a killed worker tells nobody. Returns how many
 * it were.
 */
export async function parkAbandoned(ports: ParkPorts & { readonly queue: Queue } & Pick<Platform, 'log'>): Promise<number> {
  let parked = 0;
  for (const { id: by, body } of await ports.queue.deadLetters(MAX_LETTERS)) {
    const id = requestIdIn(body);
    const known = id === null ? null : await ports.supportRequests.get(id);
    if (!known || !['received', 'queued', 'analysing'].includes(known.state)) continue;
    const now = ports.clock.now();
    // Somebody may be at it by another message.
    const claim = { by, now: now.toISOString(), until: new Date(now.getTime() + LOOK_MS).toISOString() };
    if (!(await ports.supportRequests.claim(known.id, claim))) continue;
    await parkRequest(known, INTERRUPTED, ports);
    ports.log.warn('a request was put aside whose work was cut off', { requestId: known.id });
    parked += 1;
  }
  return parked;
}
