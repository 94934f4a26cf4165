import { UpstreamFailed } from './errors.ts';

export type ListenOptions = {
  /** Stops listening, and by that the caller's work upstream, when it aborts. */
  readonly signal: AbortSignal;
  /** Silence after which the line counts as dead. */
  readonly silenceMs: number;
  /** Lets go of the line: called once, when listening ends before the stream does. */
  readonly hangUp: () => void;
};

/**
 * What comes over a line that may fall silent. Throws the signal's reason at once when it aborts, and UpstreamFailed when nothing comes for too
 * long: a stream that neither goes on nor ends would hold its reader for ever.
 */
export async function* listen<T>(stream: AsyncIterable<T>, { signal, silenceMs, hangUp }: ListenOptions): AsyncGenerator<T> {
  const iterator = stream[Symbol.asyncIterator]();
  let isOver = false;
  try {
    while (true) {
      const next = await oneOf(iterator.next(), signal, silenceMs);
      if (next.done) {
        isOver = true;
        return;
      }
      yield next.value;
    }
  } finally {
    if (!isOver) hangUp();
  }
}

function oneOf<T>(work: Promise<T>, signal: AbortSignal, silenceMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => leave(() => reject(signal.reason as Error));
    const timer = setTimeout(() => leave(() => reject(new UpstreamFailed('the answer fell silent in the middle; ask again'))), silenceMs);
    const leave = (end: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      end();
    };
    // Before all else: what fails after we have left must not be nobody's.
    work.then(
      (value) => leave(() => resolve(value)),
      (error: unknown) => leave(() => reject(error as Error)),
    );
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
  });
}
