import { setTimeout as sleep } from 'node:timers/promises';
import { LimitReached, UpstreamFailed } from './errors.ts';

const FIRST_PAUSE_MS = 300;

/**
 * A stream that is begun anew, up to so many times in all, when it breaks before its first event, and never after it: a reader must not get an
 * answer twice. Waits as long as a LimitReached asks to.
 */
export async function* retriedBeforeFirst<T>(begin: () => AsyncGenerator<T>, attempts: number, signal: AbortSignal): AsyncGenerator<T> {
  for (let attempt = 1; ; attempt += 1) {
    let hasBegun = false;
    try {
      for await (const event of begin()) {
        hasBegun = true;
        yield event;
      }
      return;
    } catch (error) {
      if (hasBegun || signal.aborted || attempt >= attempts || !isPassing(error)) throw error;
      // Many callers that were refused together must not come back together.
      const pauseMs = FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random());
      await sleep(Math.max(pauseMs, askedMs(error)), undefined, { signal });
    }
  }
}

function isPassing(error: unknown): boolean {
  return (error instanceof UpstreamFailed && error.retryable) || (error instanceof LimitReached && error.code === 'rate_limited');
}

/** Longer than this a visitor does not wait: then the refusal is told. */
const MAX_ASKED_MS = 5_000;

function askedMs(error: unknown): number {
  const asked = error instanceof LimitReached ? (error.retryAfterSeconds ?? 0) * 1_000 : 0;
  if (asked > MAX_ASKED_MS) throw error;
  return asked;
}
