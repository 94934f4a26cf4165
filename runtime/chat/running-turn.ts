import type { ChatEvent } from '#core/domain/chat-event.ts';

/** Time to reload a page or to change from one network to another. */
export const DESERTED_MS = 5_000;
/** The same where a model is paid for each word: it must hear within a second that nobody reads any more. */
export const DESERTED_PAID_MS = 700;

/**
 * The events of a turn that is being answered, for any number of readers: each gets all of them from the first on, at its own pace. When
 * the last reader leaves before the end and none comes for `desertedMs`, `signal` aborts: nobody waits for the answer any more.
 */
export class RunningTurn {
  readonly #events: ChatEvent[] = [];
  readonly #stop = new AbortController();
  readonly #desertedMs: number;
  #readers = 0;
  #ended = false;
  #deserted: NodeJS.Timeout | undefined;
  #changed = Promise.withResolvers<void>();

  constructor(desertedMs = DESERTED_MS) {
    this.#desertedMs = desertedMs;
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  get events(): readonly ChatEvent[] {
    return this.#events;
  }

  push(event: ChatEvent): void {
    this.#events.push(event);
    this.#wake();
  }

  /** No event follows. */
  end(): void {
    this.#ended = true;
    clearTimeout(this.#deserted);
    this.#wake();
  }

  /** `reason` becomes the signal's own. */
  stop(reason?: DOMException): void {
    this.#stop.abort(reason);
  }

  /**
   * The events from the first on. The reader counts from the call, not from its first `next`, so that a turn is not taken for deserted
   * between the two; it must be read to the end or `signal` must abort.
   */
  read(signal: AbortSignal): AsyncGenerator<ChatEvent> {
    this.#readers += 1;
    clearTimeout(this.#deserted);
    const left = Promise.withResolvers<void>();
    const leave = () => {
      signal.removeEventListener('abort', leave);
      left.resolve();
      this.#readers -= 1;
      if (this.#readers === 0 && !this.#ended) this.#deserted = setTimeout(() => this.stop(), this.#desertedMs);
    };
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave);
    return this.#follow(signal, left.promise, leave);
  }

  async *#follow(signal: AbortSignal, left: Promise<void>, leave: () => void): AsyncGenerator<ChatEvent> {
    try {
      for (let next = 0; !signal.aborted; ) {
        const event = this.#events[next];
        if (event) {
          next += 1;
          yield event;
        } else if (this.#ended) return;
        else await Promise.race([this.#changed.promise, left]);
      }
    } finally {
      if (!signal.aborted) leave();
    }
  }

  #wake(): void {
    const changed = this.#changed;
    this.#changed = Promise.withResolvers();
    changed.resolve();
  }
}
