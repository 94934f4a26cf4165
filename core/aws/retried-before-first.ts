import { setTimeout as sleep } from 'node:timers/promises';
import { LimitReached, UpstreamFailed } from '#core/domain/errors.ts';

/** The SDK retries what fails before the answer begins; this is for an answer that breaks before its first event. */
const ATTEMPTS = 2;
const PAUSE_MS = 300;

/** A stream that is begun anew when it breaks before its first event, and never after it: a reader must not get an answer twice. */
export async function* retriedBeforeFirst<T>(begin: () => AsyncGenerator<T>, signal: AbortSignal): AsyncGenerator<T> {
  for (let attempt = 1; ; attempt += 1) {
    let hasBegun = false;
    try {
      for await (const event of begin()) {
        hasBegun = true;
        yield event;
      }
      return;
    } catch (error) {
      if (hasBegun || signal.aborted || attempt >= ATTEMPTS || !isPassing(error)) throw error;
      await sleep(PAUSE_MS * (0.5 + Math.random()), undefined, { signal });
    }
  }
}

function isPassing(error: unknown): boolean {
  return (error instanceof UpstreamFailed && error.retryable) || (error instanceof LimitReached && error.code === 'rate_limited');
}
