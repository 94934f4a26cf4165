import type { Thread } from '#core/domain/message.ts';
import { distillThread, type ThreadOutcome } from './distill-thread.ts';
import type { SupportSide } from './thread/who-is-support.ts';

/** A batch as a Distributed Map hands it over: threads whose messages were read before, and what holds for all of them. */
export type ThreadBatch = {
  readonly Items: readonly Thread[];
  readonly BatchInput: {
    readonly side: SupportSide;
    /** Everybody in the headers of the mailbox, in lower case: JSON knows no sets. */
    readonly people: readonly string[];
    readonly tags: readonly string[];
  };
};

/**
 * Distils a batch of threads, each by itself: what comes out is what `distill` makes of it on one machine. Throws where a thread breaks the
 * code, so that the map retries the batch and then counts it as failed.
 */
export async function handler({ Items, BatchInput: { side, people, tags } }: ThreadBatch): Promise<ThreadOutcome[]> {
  const mailbox = { side, people: new Set(people) };
  return Items.map((thread) => distillThread(thread, mailbox, tags));
}
