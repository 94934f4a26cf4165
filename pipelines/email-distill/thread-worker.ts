import { parentPort, workerData } from 'node:worker_threads';
import type { Message } from '#core/domain/message.ts';
import { distillThread, type Mailbox, type ThreadOutcome } from './distill-thread.ts';
import { openMailReader } from './read/mail-reader.ts';
import { reasonOf, type Skipped } from './read/scan-mailbox.ts';
import type { ThreadJob } from './thread-jobs.ts';

/** What every thread of a run is distilled with. */
export type DistillContext = { readonly mailbox: Mailbox; readonly tags: readonly string[] };

/** What a worker is told: what holds from here on, then one job after the other. */
export type WorkerOrder = { readonly context: DistillContext } | { readonly job: ThreadJob };

/** What a worker answers to a job: what became of the thread. */
export type WorkerReport = { readonly outcome: ThreadOutcome | null; readonly skipped: readonly Skipped[] } | { readonly problem: string };

/** Both sides see it: up by one before each message that is read, and behind the last. */
const { steps } = workerData as { readonly steps: Int32Array };
const tell = (report: WorkerReport) => parentPort!.postMessage(report);
let context: DistillContext;
let reader = openMailReader();

parentPort!.on('message', (order: WorkerOrder) => {
  if ('context' in order) {
    ({ context } = order);
    // Another run finds other files under the same names.
    reader.close();
    reader = openMailReader();
  } else work(order.job).catch((error: Error) => tell({ problem: error.stack ?? error.message }));
});

async function work({ id, subject, messages: wanted }: ThreadJob): Promise<void> {
  const messages: Message[] = [];
  const skipped: Skipped[] = [];
  for (const message of wanted) {
    Atomics.add(steps, 0, 1);
    try {
      messages.push(await reader.read(message));
    } catch (error) {
      skipped.push({ source: message.source, reason: reasonOf(error) });
    }
  }
  Atomics.add(steps, 0, 1);
  tell({ outcome: messages.length ? distillThread({ id, subject, messages }, context.mailbox, context.tags) : null, skipped });
}
