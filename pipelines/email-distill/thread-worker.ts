import { parentPort, workerData } from 'node:worker_threads';
import type { Message } from '#core/domain/message.ts';
import { distillThread, type Mailbox } from './distill-thread.ts';
import { openMailReader } from './read/mail-reader.ts';
import { reasonOf, type Skipped } from './read/scan-mailbox.ts';
import type { ThreadJob, ThreadResult } from './thread-jobs.ts';

/** What every thread of a run is distilled with. */
export type DistillContext = { readonly mailbox: Mailbox; readonly tags: readonly string[] };

/** What a worker is told: what holds from here on, then jobs, which it answers with what became of them, as JSON: copying objects takes longer. */
export type WorkerOrder = { readonly context: DistillContext } | { readonly jobs: readonly ThreadJob[] };

/** Both sides see it: up by one before each message that is read, and behind the last of each thread. */
const { steps } = workerData as { readonly steps: Int32Array };
let context: DistillContext;
let reader = openMailReader();

parentPort!.on('message', (order: WorkerOrder) => {
  if ('context' in order) {
    ({ context } = order);
    // Another run finds other files under the same names.
    reader.close();
    reader = openMailReader();
  } else void workOn(order.jobs);
});

async function workOn(jobs: readonly ThreadJob[]): Promise<void> {
  const results: ThreadResult[] = [];
  for (const job of jobs) results.push(await resultOf(job));
  parentPort!.postMessage(JSON.stringify(results));
}

async function resultOf({ id, subject, messages: wanted }: ThreadJob): Promise<ThreadResult> {
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
  try {
    const outcome = messages.length ? distillThread({ id, subject, messages }, context.mailbox, context.tags) : null;
    return { thread: id, outcome, skipped };
  } catch (error) {
    return { thread: id, outcome: null, skipped, problem: (error as Error).stack ?? String(error) };
  }
}
