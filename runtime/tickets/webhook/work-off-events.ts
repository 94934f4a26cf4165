import { InvalidInput } from '#core/domain/errors.ts';
import type { Queue } from '#core/ports/queue.ts';
import { keepDoing } from '../../keep-doing.ts';
import { type EventPorts, processTicketEvent } from './process-ticket-event.ts';
import { type TicketEvent, ticketEvent } from './take-webhook.ts';

/** Longer than three tries of each request and a distillation take; a failure is tried again after it. */
const VISIBILITY_SECONDS = 120;
/** Nobody waits for it, but who watches the desk would. */
const LOOK_EVERY_MS = 1_000;

type WorkPorts = EventPorts & { readonly events: Queue };

/** Works off what waits. A failure is told and left to come again, until the queue gives it up. Returns how many were done. */
export async function workOffEvents(ports: WorkPorts, isStopped: () => boolean = () => false): Promise<number> {
  let done = 0;
  while (!isStopped()) {
    // One at a time: what waits behind a long one must not become visible to others meanwhile.
    const [message] = await ports.events.receive({ max: 1, visibilitySeconds: VISIBILITY_SECONDS });
    if (!message) break;
    if (!(await workOffEvent(message, ports))) continue;
    await ports.events.delete(message.receipt);
    done += 1;
  }
  return done;
}

/** Works off one event. False where that failed, which is told: it must come again. */
export async function workOffEvent(
  { body, attempts }: { readonly body: string; readonly attempts: number },
  ports: EventPorts,
): Promise<boolean> {
  try {
    await processTicketEvent(readEvent(body), ports);
    // The average of the metric is the rate.
    ports.metrics.count('ErrorRate', 0);
    return true;
  } catch (error) {
    ports.metrics.count('ErrorRate', 1);
    ports.log.error('an event of a ticket could not be worked off', { attempts }, error);
    return false;
  }
}

/** Throws InvalidInput that does not quote what else was sent: it goes to the log. */
function readEvent(body: string): TicketEvent {
  try {
    return ticketEvent.parse(JSON.parse(body));
  } catch {
    throw new InvalidInput('a message of the queue is no event of a ticket; only the webhook should send there');
  }
}

/** Works off events now and every second, one run at a time. Returns what stops it after the event that it is at. */
export function keepWorkingOff(ports: WorkPorts): () => Promise<void> {
  const how = { everyMs: LOOK_EVERY_MS, failure: 'the events of tickets could not be read', log: ports.log };
  return keepDoing(how, (isStopped) => workOffEvents(ports, isStopped));
}
