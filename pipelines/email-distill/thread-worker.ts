import { parentPort, workerData } from 'node:worker_threads';
import type { Message } from '#core/domain/message.ts';
import { distillThread, type Mailbox, type ThreadOutcome } from './distill-thread.ts';
import { openMailReader } from './read/mail-reader.ts';
import { reasonOf, type Skipped } from './read/scan-mailbox.ts';
import type { ThreadJob } from './thread-jobs.ts';

/** What every thread is distilled with. */
export type DistillContext = { readonly mailbox: Mailbox; readonly tags: readonly string[] };

/** What a worker is started with. It counts in `steps`, which both sides see: up by one before each message that it reads, and behind the last. */
export type WorkerInput = DistillContext & { readonly steps: Int32Array };

/** What a worker answers: what became of the thread. */
export type WorkerReport = { readonly outcome: ThreadOutcome | null; readonly skipped: readonly Skipped[] } | { readonly problem: string };

const { mailbox, tags, steps } = workerData as WorkerInput;
const reader = openMailReader();
const tell = (report: WorkerReport) => parentPort!.postMessage(report);

parentPort!.on('message', (job: ThreadJob) => {
  work(job).catch((error: Error) => tell({ problem: error.stack ?? error.message }));
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
  tell({ outcome: messages.length ? distillThread({ id, subject, messages }, mailbox, tags) : null, skipped });
}
