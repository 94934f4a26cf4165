import type { Queue } from '#core/ports/queue.ts';
import { keepDoing } from '../keep-doing.ts';
import { backoffSeconds } from './backoff.ts';
import { parkAbandoned } from './park-request.ts';
import { requeueReceived } from './requeue-received.ts';
import { triageMessage } from './triage-message.ts';
import { TRIAGE_PACE, type TriagePorts } from './triage-ports.ts';

/** Most of a triage is waiting for the desk. */
const LANES = 4;
/** Nobody waits for it, but who watches the desk would. */
const LOOK_EVERY_MS = 1_000;

export type WorkPorts = TriagePorts & { readonly queue: Queue };

/**
 * Works off what waits, a few at a time, until nothing does, it is told to stop, or the desk wants a pause. Returns how many are done, and
 * for how many seconds the desk takes nothing.
 */
export async function workOffRequests(
  ports: WorkPorts,
  isStopped: () => boolean = () => false,
): Promise<{ readonly done: number; readonly pauseSeconds: number }> {
  const { visibilitySeconds } = ports.pace ?? TRIAGE_PACE;
  let done = 0;
  let pauseSeconds = 0;
  const lane = async () => {
    while (!isStopped() && pauseSeconds === 0) {
      const [message] = await ports.queue.receive({ max: 1, visibilitySeconds });
      if (!message) break;
      const outcome = await workOff(message, ports);
      if (outcome.outcome === 'done') done += 1;
      else pauseSeconds = Math.max(pauseSeconds, outcome.pauseSeconds ?? 0);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return { done, pauseSeconds };
}

type Received = Awaited<ReturnType<Queue['receive']>>[number];

async function workOff(message: Received, ports: WorkPorts): ReturnType<typeof triageMessage> {
  const { queue, log, pace = TRIAGE_PACE } = ports;
  const { visibilitySeconds } = pace;
  const { receipt } = message;
  const renewing = setInterval(() => {
    queue
      .postpone(receipt, visibilitySeconds)
      .catch((error: unknown) => log.error('a message could not be kept hidden', { messageId: message.id }, error));
  }, visibilitySeconds * 333);
  renewing.unref();
  try {
    const outcome = await triageMessage(message, ports);
    clearInterval(renewing);
    if (outcome.outcome === 'done') await queue.delete(receipt);
    else await queue.postpone(receipt, outcome.afterSeconds);
    return outcome;
  } catch (error) {
    // A store that fails. If even a pause cannot be kept, the message comes again at the end of its visibility.
    log.error('a message could not be triaged', { messageId: message.id, attempts: message.attempts }, error);
    const afterSeconds = backoffSeconds(message, pace);
    await queue
      .postpone(receipt, afterSeconds)
      .catch((second: unknown) => log.error('it could not be postponed either', { messageId: message.id }, second));
    return { outcome: 'again', afterSeconds };
  } finally {
    clearInterval(renewing);
  }
}

/**
 * Triages now and every second, one run at a time; first takes up requests that were kept and never queued, and now and then those whose
 * worker died in their last attempt. Returns what stops it after the requests that it is at.
 */
export function keepTriaging(ports: WorkPorts): () => Promise<void> {
  const { abandonedSeconds } = ports.pace ?? TRIAGE_PACE;
  let isFirst = true;
  let pausedUntil = 0;
  let parkedAt = Number.NEGATIVE_INFINITY;
  const how = { everyMs: LOOK_EVERY_MS, failure: 'the support requests could not be read', log: ports.log };
  return keepDoing(how, async (isStopped) => {
    if (performance.now() < pausedUntil) return;
    if (isFirst) await requeueReceived(ports);
    isFirst = false;
    if (performance.now() - parkedAt >= abandonedSeconds * 1_000) {
      parkedAt = performance.now();
      await parkAbandoned(ports);
    }
    const { pauseSeconds } = await workOffRequests(ports, isStopped);
    pausedUntil = performance.now() + pauseSeconds * 1_000;
  });
}
