import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Thread } from '#core/domain/message.ts';
import type { ThreadOutcome } from './distill-thread.ts';
import type { WantedMessage } from './read/mail-reader.ts';
import type { FoundHead, Skipped } from './read/scan-mailbox.ts';
import type { WorkerInput, WorkerReport } from './thread-worker.ts';

/** A thread to distil, by the places of its messages. */
export type ThreadJob = { readonly id: string; readonly subject: string; readonly messages: readonly WantedMessage[] };

/** What became of a thread: null where none of its messages could be read, `problem` where the program failed on it. */
export type ThreadResult = {
  readonly outcome: ThreadOutcome | null;
  readonly skipped: readonly Skipped[];
  readonly problem?: string;
};

/** Each core gets a worker; more than this would wait for the disk. */
const MAX_WORKERS = 8;
/** A worker needs a quarter of a second to start, in which one reads this many threads. */
const THREADS_PER_WORKER = 100;
/** Reading one message or distilling one thread takes milliseconds; what takes longer was made to. */
const MAX_STEP_MS = 20_000;
/** A message of 25 MB fits; one that needs more is given up instead of the process. */
const MAX_WORKER_MEGABYTES = 512;
/** Short-lived objects are most of them; larger young spaces would only hold more that is dead. */
const MAX_YOUNG_MEGABYTES = 16;

/**
 * Distils threads beside the main thread, a worker a core, each result in the order of the threads. A message that takes a worker over a limit
 * of time or memory is skipped and its thread tried again without it; a thread that does so by itself is given up. `onDone` counts.
 */
export async function runThreadJobs(
  threads: readonly Thread<FoundHead>[],
  input: WorkerInput,
  onDone: (done: number) => void,
): Promise<ThreadResult[]> {
  const results: ThreadResult[] = [];
  const queue = threads.entries();
  let done = 0;
  const runOne = async () => {
    let worker: Worker | null = null;
    for (const [index, { id, subject, messages }] of queue) {
      let job: ThreadJob = { id, subject, messages: messages.map(({ id: own, source, place }) => ({ id: own, source, place })) };
      const lost: Skipped[] = [];
      for (;;) {
        worker ??= startWorker(input);
        const ended = await runJob(worker, job);
        if (!('lost' in ended)) {
          results[index] = { ...ended, skipped: [...lost, ...ended.skipped] };
          break;
        }
        await worker.terminate();
        worker = null;
        const guilty: WantedMessage | undefined = ended.reading === null ? undefined : job.messages[ended.reading];
        if (!guilty) {
          results[index] = { outcome: null, skipped: lost, problem: `distilling the thread ${ended.lost}` };
          break;
        }
        lost.push({ source: guilty.source, reason: `reading it ${ended.lost}` });
        job = { ...job, messages: job.messages.filter((message) => message !== guilty) };
      }
      done += 1;
      onDone(done);
    }
    await worker?.terminate();
  };
  const workers = Math.min(MAX_WORKERS, availableParallelism(), Math.ceil(threads.length / THREADS_PER_WORKER));
  await Promise.all(Array.from({ length: workers }, runOne));
  return results;
}

function startWorker(input: WorkerInput): Worker {
  const worker = new Worker(new URL('./thread-worker.ts', import.meta.url), {
    workerData: input,
    resourceLimits: { maxOldGenerationSizeMb: MAX_WORKER_MEGABYTES, maxYoungGenerationSizeMb: MAX_YOUNG_MEGABYTES },
  });
  // Whoever waits for a result hears of a failure; without anybody it has ended nothing.
  worker.on('error', () => {});
  return worker;
}

/** `lost`: why the worker is of no use any more, at the message `reading` or, null, behind the last. */
type Ended = ThreadResult | { readonly lost: string; readonly reading: number | null };

function runJob(worker: Worker, job: ThreadJob): Promise<Ended> {
  return new Promise((resolve) => {
    let reading: number | null = null;
    const finish = (ended: Ended) => {
      clearTimeout(timer);
      worker.off('message', onReport).off('error', onFailure);
      resolve(ended);
    };
    const onReport = (report: WorkerReport) => {
      if ('outcome' in report) finish(report);
      else if ('problem' in report) finish({ outcome: null, skipped: [], problem: report.problem });
      else {
        ({ reading } = report);
        timer.refresh();
      }
    };
    const onFailure = (error: NodeJS.ErrnoException) => {
      const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      finish({ lost: isMemory ? `took over ${MAX_WORKER_MEGABYTES} MB` : `ended in an error: ${error.message.slice(0, 120)}`, reading });
    };
    const timer = setTimeout(() => finish({ lost: `took over ${MAX_STEP_MS / 1_000} s`, reading }), MAX_STEP_MS);
    worker.on('message', onReport).on('error', onFailure);
    worker.postMessage(job);
  });
}
