import { setTimeout as sleep } from 'node:timers/promises';

/** Between two requests to one public host, whatever robots.txt allows. */
export const MIN_DELAY_MS = 500;
/** A robots.txt that asks for more than this would make a crawl last days; it gets this much. */
const MAX_DELAY_MS = 30_000;
/** A Retry-After beyond this is a page for the next crawl. */
const MAX_PAUSE_MS = 60_000;

/** Keeps requests to a host apart. */
export type Pace = {
  /** Resolves when the next request to the host may go out. */
  readonly turn: (host: string) => Promise<void>;
  readonly setDelay: (host: string, delayMs: number) => void;
  /** Nothing goes to the host for this long, capped at {@link MAX_PAUSE_MS}. */
  readonly pause: (host: string, pauseMs: number) => void;
};

/** `delayMs` is what holds for a host until it is set. */
export function openPace(delayMs: (host: string) => number): Pace {
  const delays = new Map<string, number>();
  const next = new Map<string, Promise<unknown>>();
  return {
    async turn(host) {
      const mine = next.get(host);
      const delay = delays.get(host) ?? delayMs(host);
      // Each caller's turn comes one delay after the turn before it.
      if (delay > 0)
        next.set(
          host,
          (mine ?? Promise.resolve()).then(() => sleep(delay)),
        );
      await mine;
    },
    setDelay: (host, wanted) => delays.set(host, Math.min(MAX_DELAY_MS, Math.max(wanted, delayMs(host)))),
    pause: (host, pauseMs) => {
      const wait = sleep(Math.min(MAX_PAUSE_MS, pauseMs));
      next.set(host, Promise.all([next.get(host), wait]));
    },
  };
}
