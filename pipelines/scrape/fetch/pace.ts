import { setTimeout as sleep } from 'node:timers/promises';
import { UpstreamFailed } from '#core/domain/errors.ts';

/** Between two requests to one public host, whatever robots.txt allows. */
export const MIN_DELAY_MS = 500;
/** A robots.txt that asks for more than this would make a crawl last days; it gets this much. */
const MAX_DELAY_MS = 30_000;
/** A host that asks for a longer pause is left alone: by the time that it names, this crawl should be over. */
const MAX_PAUSE_MS = 120_000;
/** A host that refuses again after its pause is given more each time: 1, 2, 4 … seconds, whatever it asks for, up to this. */
const MAX_GROWN_PAUSE_MS = 60_000;
/** After so many pauses in a row, four to twenty minutes of waiting, a host is left alone: it does not want us, and nobody waits for hours. */
const MAX_PAUSES_IN_A_ROW = 10;
/** So many requests without a pause, and the host works again. More than run side by side. */
const REQUESTS_OF_A_WORKING_HOST = 20;

/**
 * Keeps requests to a host apart. It is told hosts as `host:port`; all ports of a public host share one queue, since they are one
 * machine and one administrator. A host without delay, which is a private one that was opened, is known by its port.
 */
export type Pace = {
  /**
   * Resolves when the next request to the host may go out. Throws UpstreamFailed once the host is left alone. What counts is when a
   * request leaves here, each kind of request alike; how long connecting takes is not in our hands.
   */
  readonly turn: (host: string) => Promise<void>;
  /** Capped at {@link MAX_DELAY_MS}; the longest that was set for a host holds. */
  readonly setDelay: (host: string, delayMs: number) => void;
  /** Nothing goes to the host for this long, not even what is in the queue. 0 is no pause. Beyond {@link MAX_PAUSE_MS} it is left alone. */
  readonly pause: (host: string, pauseMs: number) => void;
};

type Queue = { delayMs: number; freeAt: number; pausedUntil: number; pauses: number; sincePause: number; isLeftAlone: boolean };

/** So that tests of minutes take none. */
export type Time = { readonly now: () => number; readonly sleep: (ms: number) => Promise<unknown> };

const MACHINE_TIME: Time = { now: () => performance.now(), sleep };

/** `delayMs` is what holds for a host until a longer one is set. */
export function openPace(delayMs: (host: string) => number, time: Time = MACHINE_TIME): Pace {
  const queues = new Map<string, Queue>();
  const queueOf = (host: string): Queue => {
    const delay = delayMs(host);
    const name = delay > 0 ? host.replace(/\.?:\d+$/, '') : host;
    const queue = queues.get(name) ?? { delayMs: delay, freeAt: 0, pausedUntil: 0, pauses: 0, sincePause: 0, isLeftAlone: false };
    queues.set(name, queue);
    return queue;
  };
  return {
    async turn(host) {
      const queue = queueOf(host);
      for (;;) {
        if (queue.isLeftAlone)
          throw new UpstreamFailed(`${host} asked too often or for too long to wait, so it was left alone; scrape again later`);
        const now = time.now();
        const at = Math.max(now, queue.freeAt, queue.pausedUntil);
        queue.freeAt = at + queue.delayMs;
        if (at > now) await time.sleep(Math.ceil(at - now));
        // A pause that began meanwhile holds for those who were waiting too: they queue again.
        if (queue.pausedUntil <= at && !queue.isLeftAlone) break;
      }
      if (++queue.sincePause >= REQUESTS_OF_A_WORKING_HOST) queue.pauses = 0;
    },
    setDelay(host, wanted) {
      const queue = queueOf(host);
      queue.delayMs = Math.min(MAX_DELAY_MS, Math.max(wanted, queue.delayMs));
      // The request that brought the delay is over; the next one keeps it.
      queue.freeAt = Math.max(queue.freeAt, time.now() + queue.delayMs);
    },
    pause(host, pauseMs) {
      if (pauseMs <= 0) return;
      const queue = queueOf(host);
      const now = time.now();
      // Answers to requests that were under way when the pause began say nothing new.
      const isNews = now >= queue.pausedUntil;
      if (isNews && ++queue.pauses > MAX_PAUSES_IN_A_ROW) queue.isLeftAlone = true;
      queue.sincePause = 0;
      const grown = queue.pauses > 1 ? Math.min(MAX_GROWN_PAUSE_MS, 1_000 * 2 ** (queue.pauses - 2)) : 0;
      if (pauseMs > MAX_PAUSE_MS) queue.isLeftAlone = true;
      queue.pausedUntil = Math.max(queue.pausedUntil, now + Math.max(pauseMs, grown));
    },
  };
}
