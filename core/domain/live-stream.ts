import { setTimeout as sleep } from 'node:timers/promises';
import { LimitReached, UpstreamFailed } from './errors.ts';

/** Somebody reads along: what needs longer is given up. */
const TOTAL_MS = 120_000;
/** A model begins within a few seconds and then writes all the time; an agent that looks things up is silent for longer. */
const SILENCE_MS = 30_000;
const MAX_ATTEMPTS = 4;
const FIRST_PAUSE_MS = 500;

export type LiveLimits = {
  /** Over all attempts. */
  readonly totalMs?: number;
  /** How long nothing may come, from the request on. */
  readonly silenceMs?: number;
  readonly maxAttempts?: number;
  /** Before the second attempt; twice as long each time. */
  readonly firstPauseMs?: number;
};

type LiveCall<Event> = LiveLimits & {
  /** For messages, such as `Bedrock`. */
  readonly service: string;
  /** One attempt, ended by its signal: what each frame of the service comes to. Nothing is a sign of life. */
  readonly open: (signal: AbortSignal) => AsyncIterable<readonly Event[]>;
  /** A failure of the attempt as one of ours. */
  readonly toError: (error: unknown) => Error;
};

/**
 * Events as they come, under limits. An attempt that fails before its first event is repeated where that may help; afterwards somebody has
 * read of it, and the failure is thrown. Silence is not repeated: who waited that long waits no second time. Whatever ends the stream ends the
 * attempt as well, the reader's leaving too; an abort throws its reason.
 */
export async function* liveStream<Event>(call: LiveCall<Event>, signal: AbortSignal): AsyncGenerator<Event> {
  const { service, totalMs = TOTAL_MS, maxAttempts = MAX_ATTEMPTS, firstPauseMs = FIRST_PAUSE_MS } = call;
  const deadline = performance.now() + totalMs;
  const timeUp = AbortSignal.timeout(totalMs);
  const until = AbortSignal.any([signal, timeUp]);
  for (let attempt = 1; ; attempt++) {
    let hasBegun = false;
    try {
      for await (const events of attemptOf(call, until)) {
        hasBegun ||= events.length > 0;
        yield* events;
      }
      return;
    } catch (thrown) {
      signal.throwIfAborted();
      if (timeUp.aborted) throw new UpstreamFailed(`${service} has not finished after ${totalMs / 1000} s; run it again later`);
      const error = thrown instanceof Silence ? silenceOf(service, thrown) : call.toError(thrown);
      const pauseMs = pauseBefore(error, firstPauseMs * 2 ** (attempt - 1));
      if (hasBegun || thrown instanceof Silence || pauseMs === null || attempt >= maxAttempts || performance.now() + pauseMs >= deadline)
        throw error;
      await sleep(pauseMs, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }
}

class Silence extends Error {
  readonly afterMs: number;
  constructor(afterMs: number) {
    super('silence');
    this.afterMs = afterMs;
  }
}

async function* attemptOf<Event>({ open, silenceMs = SILENCE_MS }: LiveCall<Event>, until: AbortSignal) {
  const line = new AbortController();
  try {
    const frames = open(AbortSignal.any([until, line.signal]))[Symbol.asyncIterator]();
    for (;;) {
      const frame = await unlessStopped(frames.next(), until, silenceMs);
      if (frame.done) return;
      yield frame.value;
    }
  } finally {
    line.abort();
  }
}

/** Waits no longer than it may, whatever becomes of the work: a dead line does not always say so. */
function unlessStopped<T>(work: Promise<T>, until: AbortSignal, silenceMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(until.reason as Error);
    const timer = setTimeout(() => reject(new Silence(silenceMs)), silenceMs);
    until.addEventListener('abort', stop, { once: true });
    if (until.aborted) stop();
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      until.removeEventListener('abort', stop);
    });
  });
}

function silenceOf(service: string, { afterMs }: Silence): UpstreamFailed {
  return new UpstreamFailed(`${service} has fallen silent for ${afterMs / 1000} s; run it again later`);
}

/** How long to wait before the next attempt, or null where none helps. Many that were refused together must not come back together. */
function pauseBefore(error: Error, pauseMs: number): number | null {
  const spread = pauseMs * (0.5 + Math.random() / 2);
  if (error instanceof LimitReached && error.code === 'rate_limited') return Math.max(spread, (error.retryAfterSeconds ?? 0) * 1000);
  return error instanceof UpstreamFailed && error.retryable ? spread : null;
}
