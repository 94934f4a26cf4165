import { parentPort, workerData } from 'node:worker_threads';
import type { Message } from '#core/domain/message.ts';
import { distillThread, type Mailbox, type ThreadOutcome } from './distill-thread.ts';
import { openMailReader } from './read/mail-reader.ts';
import { reasonOf, type Skipped } from './read/scan-mailbox.ts';
import type { ThreadJob } from './thread-jobs.ts';

/** What a worker is started with. */
export type WorkerInput = { readonly mailbox: Mailbox; readonly tags: readonly string[] };

/** What a worker says: which message of the thread it begins to read (all of them read: null), then what became of the thread. */
export type WorkerReport =
  | { readonly reading: number | null }
  | { readonly outcome: ThreadOutcome | null; readonly skipped: readonly Skipped[] }
  | { readonly problem: string };

const { mailbox, tags } = workerData as WorkerInput;
const reader = openMailReader();
const tell = (report: WorkerReport) => parentPort!.postMessage(report);

parentPort!.on('message', (job: ThreadJob) => {
  work(job).catch((error: Error) => tell({ problem: error.stack ?? error.message }));
});

async function work({ id, subject, messages: wanted }: ThreadJob): Promise<void> {
  const messages: Message[] = [];
  const skipped: Skipped[] = [];
  for (const [index, message] of wanted.entries()) {
    tell({ reading: index });
    try {
      messages.push(await reader.read(message));
    } catch (error) {
      skipped.push({ source: message.source, reason: reasonOf(error) });
    }
  }
  tell({ reading: null });
  tell({ outcome: messages.length ? distillThread({ id, subject, messages }, mailbox, tags) : null, skipped });
}
