import type { Log } from '#core/ports/log.ts';

export type Repeated = {
  /** Between two starts; one that is still at work when it is time again is left alone. */
  readonly everyMs: number;
  /** What the log says when it throws; it is done again all the same. */
  readonly failure: string;
  readonly log: Pick<Log, 'error'>;
};

/** Does something now and again, one run at a time, for as long as the process has other work. Returns what stops it after the run that goes on. */
export function keepDoing({ everyMs, failure, log }: Repeated, work: (isStopped: () => boolean) => Promise<unknown>): () => Promise<void> {
  let run: Promise<void> | null = null;
  let isStopped = false;
  const start = () => {
    run ??= work(() => isStopped)
      .then(
        () => {},
        (error: unknown) => log.error(failure, {}, error),
      )
      .finally(() => {
        run = null;
      });
  };
  start();
  const timer = setInterval(start, everyMs);
  timer.unref();
  return async () => {
    isStopped = true;
    clearInterval(timer);
    await run;
  };
}
