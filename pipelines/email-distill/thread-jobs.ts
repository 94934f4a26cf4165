import { availableParallelism } from 'node:os';
import type { Thread } from '#core/domain/message.ts';
import type { ThreadOutcome } from './distill-thread.ts';
import type { WantedMessage } from './read/mail-reader.ts';
import type { FoundHead, Skipped } from './read/scan-mailbox.ts';
import type { DistillContext } from './thread-worker.ts';
import { type Ended, type JobLimits, LIMITS, type ThreadWorker, takeWorker } from './thread-workers.ts';

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
/** Workers that did so many threads hold some 80 MB each, which what comes after them needs more than another run needs them. */
const LARGE = 1_000;

/**
 * Distils threads beside the main thread, a worker a core for the `size` of them, each result in the order of the threads. A message that takes
 * a worker over a limit of time or memory is skipped and its thread tried again without it; a thread that does so by itself is given up. `onDone` counts.
 */
export async function runThreadJobs(
  threads: Iterable<Thread<FoundHead>>,
  size: number,
  context: DistillContext,
  onDone: (done: number) => void,
  limits: JobLimits = LIMITS,
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
        worker ??= takeWorker(context, limits);
        const ended: Ended = await worker.run(job);
        if (!('lost' in ended)) {
          results[index] = { ...ended, thread: id, skipped: [...lost, ...ended.skipped] };
          break;
        }
        worker.end();
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
    if (size > LARGE) worker?.end();
    else worker?.rest();
  };
  const workers = Math.min(MAX_WORKERS, availableParallelism(), Math.ceil(size / THREADS_PER_WORKER));
  await Promise.all(Array.from({ length: workers }, runOne));
  return results;
}

function* numbered(threads: Iterable<Thread<FoundHead>>): Generator<[number, Thread<FoundHead>]> {
  let index = 0;
  for (const thread of threads) yield [index++, thread];
}
