import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Thread } from '#core/domain/message.ts';
import type { ThreadOutcome } from './distill-thread.ts';
import type { WantedMessage } from './read/mail-reader.ts';
import type { FoundHead, Skipped } from './read/scan-mailbox.ts';
import type { DistillContext, WorkerInput, WorkerReport } from './thread-worker.ts';

/** A thread to distil, by the places of its messages. */
export type ThreadJob = { readonly id: string; readonly subject: string; readonly messages: readonly WantedMessage[] };

/** What became of a thread: null where none of its messages could be read, `problem` where the program failed on it. */
export type ThreadResult = {
  readonly thread: string;
  readonly outcome: ThreadOutcome | null;
  readonly skipped: readonly Skipped[];
  readonly problem?: string;
};

/** Each core gets a worker; more than this would wait for the disk. */
const MAX_WORKERS = 8;
/** A worker needs a quarter of a second to start, in which one reads this many threads. */
const THREADS_PER_WORKER = 100;
export type JobLimits = {
  /** For reading one message, and for distilling one thread. */
  readonly stepMs: number;
  /** For all that a worker holds. */
  readonly megabytes: number;
};
/** A step takes milliseconds; what takes longer was made to. A message of 25 MB fits; one that needs more is given up instead of the process. */
const LIMITS: JobLimits = { stepMs: 20_000, megabytes: 512 };
/** How often a worker is looked at, in a limit's time. */
const LOOKS = 20;
/** Short-lived objects are most of them; larger young spaces would only hold more that is dead. */
const MAX_YOUNG_MEGABYTES = 16;

/**
 * Distils threads beside the main thread, a worker a core for the `size` of them, each result in the order of the threads. A message that takes a worker over a limit
 * of time or memory is skipped and its thread tried again without it; a thread that does so by itself is given up. `onDone` counts.
 */
export async function runThreadJobs(
  threads: Iterable<Thread<FoundHead>>,
  size: number,
  context: DistillContext,
  onDone: (done: number) => void,
  limits = LIMITS,
): Promise<ThreadResult[]> {
  const results: ThreadResult[] = [];
  const queue = numbered(threads);
  let done = 0;
  const runOne = async () => {
    let worker: ThreadWorker | null = null;
    for (const [index, { id, subject, messages }] of queue) {
      let job: ThreadJob = { id, subject, messages: messages.map(({ id: own, source, place }) => ({ id: own, source, place })) };
      const lost: Skipped[] = [];
      for (;;) {
        worker ??= startWorker(context, limits);
        const ended: Ended = await worker.run(job);
        if (!('lost' in ended)) {
          results[index] = { ...ended, thread: id, skipped: [...lost, ...ended.skipped] };
          break;
        }
        // Not waited for: a worker that the disk holds up ends when the disk lets go.
        void worker.end();
        worker = null;
        const guilty: WantedMessage | undefined = ended.reading === null ? undefined : job.messages[ended.reading];
        if (!guilty) {
          results[index] = { thread: id, outcome: null, skipped: lost, problem: `distilling the thread ${ended.lost}` };
          break;
        }
        lost.push({ source: guilty.source, reason: `reading it ${ended.lost}` });
        job = { ...job, messages: job.messages.filter((message) => message !== guilty) };
      }
      done += 1;
      onDone(done);
    }
    await worker?.end();
  };
  const workers = Math.min(MAX_WORKERS, availableParallelism(), Math.ceil(size / THREADS_PER_WORKER));
  await Promise.all(Array.from({ length: workers }, runOne));
  return results;
}

/** `lost`: why the worker is of no use any more, at the message `reading` or, null, behind the last. */
type Ended = Omit<ThreadResult, 'thread'> | { readonly lost: string; readonly reading: number | null };

type ThreadWorker = { readonly run: (job: ThreadJob) => Promise<Ended>; readonly end: () => Promise<unknown> };

function* numbered(threads: Iterable<Thread<FoundHead>>): Generator<[number, Thread<FoundHead>]> {
  let index = 0;
  for (const thread of threads) yield [index++, thread];
}

function startWorker(context: DistillContext, limits: JobLimits): ThreadWorker {
  const steps = new Int32Array(new SharedArrayBuffer(4));
  const workerData: WorkerInput = { ...context, steps };
  const worker = new Worker(new URL('./thread-worker.ts', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes, maxYoungGenerationSizeMb: MAX_YOUNG_MEGABYTES },
  });
  // Whoever waits for a result hears of a failure; without anybody it has ended nothing.
  worker.on('error', () => {});
  return { run: (job) => runJob(worker, steps, job, limits), end: () => worker.terminate() };
}

function runJob(worker: Worker, steps: Int32Array, job: ThreadJob, { stepMs, megabytes }: JobLimits): Promise<Ended> {
  return new Promise((resolve) => {
    Atomics.store(steps, 0, 0);
    let [seen, since] = [0, performance.now()];
    const finish = (ended: Ended) => {
      clearInterval(watch);
      worker.off('message', onReport).off('error', onFailure);
      resolve(ended);
    };
    const lose = (lost: string) => {
      const reading = Atomics.load(steps, 0) - 1;
      finish({ lost, reading: reading < job.messages.length ? Math.max(0, reading) : null });
    };
    const onReport = (report: WorkerReport) =>
      finish('problem' in report ? { outcome: null, skipped: [], problem: report.problem } : report);
    const onFailure = (error: NodeJS.ErrnoException) =>
      lose(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? `took over ${megabytes} MB` : `ended in an error: ${error.message.slice(0, 120)}`);
    const watch = setInterval(() => {
      const step = Atomics.load(steps, 0);
      // Before the first step it starts, which no mail can prolong.
      if (step !== seen || step === 0) [seen, since] = [step, performance.now()];
      else if (performance.now() - since > stepMs) lose(`took over ${stepMs / 1_000} s`);
    }, stepMs / LOOKS);
    worker.on('message', onReport).on('error', onFailure);
    worker.postMessage(job);
  });
}
