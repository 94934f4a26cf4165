import { Worker } from 'node:worker_threads';
import type { ThreadJob, ThreadResult } from './thread-jobs.ts';
import type { DistillContext } from './thread-worker.ts';

export type JobLimits = {
  /** For reading one message, and for distilling one thread. */
  readonly stepMs: number;
  /** For all that a worker holds. */
  readonly megabytes: number;
};
/** A step takes milliseconds; what takes longer was made to. A message of 25 MB fits; one that needs more is given up instead of the process. */
export const LIMITS: JobLimits = { stepMs: 20_000, megabytes: 512 };
/** How long a worker waits for another run. In one process one run may follow another, and starting a worker takes longer than a small mailbox. */
const REST_MS = 5_000;
/** How often a worker is looked at, in a limit's time. */
const LOOKS = 20;
/** Short-lived objects are most of them; larger young spaces would only hold more that is dead. */
const MAX_YOUNG_MEGABYTES = 16;

/** A worker is of no use any more: `why`, in which of the jobs, and at which message of it; null, behind the last. */
export type Lost = { readonly why: string; readonly at: number; readonly reading: number | null };

/** A worker thread that distils one thread after the other. */
export type ThreadWorker = {
  /** What became of the jobs, in their order. */
  readonly run: (jobs: readonly ThreadJob[]) => Promise<readonly ThreadResult[] | Lost>;
  /** Lets go of a worker that is well: the next run may have it. */
  readonly rest: () => void;
  /** Ends a worker that is not, without waiting for it: the disk may hold it up. */
  readonly end: () => void;
};

type Started = { readonly worker: Worker; readonly steps: Int32Array };

/** Workers with {@link LIMITS} that wait for the next run; they do not keep the process. */
const resting = new Map<Started, NodeJS.Timeout>();

/** A worker for threads of this context, a rested one where there is one. */
export function takeWorker(context: DistillContext, limits: JobLimits): ThreadWorker {
  const [rested] = limits === LIMITS ? resting : [];
  const started = rested?.[0] ?? startWorker(limits);
  if (rested) clearTimeout(rested[1]);
  resting.delete(started);
  const { worker, steps } = started;
  worker.ref();
  worker.postMessage({ context });
  const end = () => {
    resting.delete(started);
    void worker.terminate();
  };
  const rest = () => {
    if (limits !== LIMITS) return end();
    worker.unref();
    resting.set(started, setTimeout(end, REST_MS).unref());
  };
  return { run: (jobs) => runJobs(worker, steps, jobs, limits), rest, end };
}

function startWorker(limits: JobLimits): Started {
  const steps = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL('./thread-worker.ts', import.meta.url), {
    workerData: { steps },
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes, maxYoungGenerationSizeMb: MAX_YOUNG_MEGABYTES },
  });
  // Whoever waits for a result hears of a failure; without anybody it has ended nothing.
  worker.on('error', () => {});
  return { worker, steps };
}

function runJobs(
  worker: Worker,
  steps: Int32Array,
  jobs: readonly ThreadJob[],
  { stepMs, megabytes }: JobLimits,
): Promise<readonly ThreadResult[] | Lost> {
  return new Promise((resolve) => {
    Atomics.store(steps, 0, 0);
    let [seen, since] = [0, performance.now()];
    const finish = (ended: readonly ThreadResult[] | Lost) => {
      clearInterval(watch);
      worker.off('message', onResults).off('error', onFailure);
      resolve(ended);
    };
    const lose = (why: string) => finish({ why, ...placeOf(Atomics.load(steps, 0), jobs) });
    const onResults = (json: string) => finish(JSON.parse(json) as ThreadResult[]);
    const onFailure = (error: NodeJS.ErrnoException) =>
      lose(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? `took over ${megabytes} MB` : `ended in an error: ${error.message.slice(0, 120)}`);
    const watch = setInterval(() => {
      const step = Atomics.load(steps, 0);
      // Before the first step it starts, which no mail can prolong.
      if (step !== seen || step === 0) [seen, since] = [step, performance.now()];
      else if (performance.now() - since > stepMs) lose(`took over ${stepMs / 1_000} s`);
    }, stepMs / LOOKS);
    worker.on('message', onResults).on('error', onFailure);
    worker.postMessage({ jobs });
  });
}

/** Where a worker is after so many steps: one a message, and one a thread behind its last. */
function placeOf(step: number, jobs: readonly ThreadJob[]): { at: number; reading: number | null } {
  let left = Math.max(1, step);
  for (const [at, { messages }] of jobs.entries()) {
    if (left <= messages.length) return { at, reading: left - 1 };
    if (left === messages.length + 1) return { at, reading: null };
    left -= messages.length + 1;
  }
  return { at: jobs.length - 1, reading: null };
}
