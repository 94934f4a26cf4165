import { availableParallelism } from 'node:os';
import type { Thread } from '#core/domain/message.ts';
import type { ThreadOutcome } from './distill-thread.ts';
import type { WantedMessage } from './read/mail-reader.ts';
import type { FoundHead, Skipped } from './read/scan-mailbox.ts';
import type { DistillContext } from './thread-worker.ts';
import { type JobLimits, LIMITS, type Lost, type ThreadWorker, takeWorker } from './thread-workers.ts';

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
/** Threads that a worker gets at once: while it works, nobody waits for the way between two of them. */
const BATCH = 8;
/** Workers that did so many threads hold some 80 MB each, which what comes after them needs more than another run needs them. */
const LARGE = 1_000;

/**
 * Distils threads beside the main thread, a worker a core for the `size` of them, each result in the order of the threads. A message that takes
 * a worker over a limit of time or memory is skipped and its thread tried again without it; a thread that does so by itself is given up.
 * `onDone` counts.
 */
export async function runThreadJobs(
  threads: Iterable<Thread<FoundHead>>,
  size: number,
  context: DistillContext,
  onDone: (done: number) => void,
  limits: JobLimits = LIMITS,
): Promise<ThreadResult[]> {
  const results: ThreadResult[] = [];
  const queue = batchesOf(threads);
  let done = 0;
  const runOne = async () => {
    let worker: ThreadWorker | null = null;
    for (const batch of queue) {
      const entries = batch.jobs.map((job): Entry => ({ job, lost: [], result: null }));
      for (let left = entries; left.length; left = entries.filter(({ result }) => result === null)) {
        worker ??= takeWorker(context, limits);
        const ended: readonly ThreadResult[] | Lost = await worker.run(left.map(({ job }) => job));
        if ('why' in ended) {
          worker.end();
          worker = null;
          giveUp(ended, left[ended.at]!);
        } else
          for (const [index, entry] of left.entries())
            entry.result = { ...ended[index]!, skipped: [...entry.lost, ...ended[index]!.skipped] };
      }
      for (const [index, { result }] of entries.entries()) results[batch.first + index] = result!;
      done += entries.length;
      onDone(done);
    }
    if (size > LARGE) worker?.end();
    else worker?.rest();
  };
  const workers = Math.min(MAX_WORKERS, availableParallelism(), Math.ceil(size / THREADS_PER_WORKER));
  await Promise.all(Array.from({ length: workers }, runOne));
  return results;
}

/** A job on its way: what had to be taken out of it, and its result. */
type Entry = { job: ThreadJob; readonly lost: Skipped[]; result: ThreadResult | null };

/** Takes out of an entry what a worker was lost on: a message, or all of it. */
function giveUp({ why, reading }: Lost, entry: Entry): void {
  const { job, lost } = entry;
  const guilty = reading === null ? undefined : job.messages[reading];
  if (!guilty) entry.result = { thread: job.id, outcome: null, skipped: lost, problem: `distilling the thread ${why}` };
  else {
    lost.push({ source: guilty.source, reason: `reading it ${why}` });
    entry.job = { ...job, messages: job.messages.filter((message) => message !== guilty) };
  }
}

function* batchesOf(threads: Iterable<Thread<FoundHead>>): Generator<{ first: number; jobs: ThreadJob[] }> {
  let jobs: ThreadJob[] = [];
  let first = 0;
  for (const { id, subject, messages } of threads) {
    jobs.push({ id, subject, messages: messages.map(({ id: own, source, place }) => ({ id: own, source, place })) });
    if (jobs.length < BATCH) continue;
    yield { first, jobs };
    first += jobs.length;
    jobs = [];
  }
  if (jobs.length) yield { first, jobs };
}
