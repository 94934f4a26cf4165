import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { InvalidInput, LimitReached } from '#core/domain/errors.ts';
import type { ReadPage, SentPage } from './read-page.ts';
import type { Answer } from './read-page-worker.ts';

/** Reading is most of the work, so each core gets a reader; more than this would wait for the one thread that asks and stores. */
const MAX_READERS = 4;
/** The limits of the parser keep a page far below this; what takes longer has found a way around them. */
const MAX_READ_MS = 20_000;
/** A page of 10 MB fits; one that needs more is given up instead of the process. */
const MAX_READER_MEGABYTES = 384;
/** Short-lived objects are most of them; larger young spaces would only hold more that is dead. */
const MAX_YOUNG_MEGABYTES = 16;

/** Reads pages beside the thread that asks for them. */
export type PageReaders = {
  /**
   * Same as `readPage`. Throws LimitReached for a page made to exhaust its reader, InvalidInput for a selector of the site that is none.
   */
  readonly read: (page: SentPage) => Promise<ReadPage | null>;
  readonly close: () => Promise<void>;
};

type Job = { readonly page: SentPage; readonly resolve: (page: ReadPage | null) => void; readonly reject: (error: Error) => void };

/** Readers are started as they are needed. */
export function openPageReaders(): PageReaders {
  const limit = Math.min(MAX_READERS, availableParallelism());
  const waiting: Job[] = [];
  const idle: Reader[] = [];
  const all = new Set<Reader>();
  const assign = () => {
    const job = waiting[0];
    if (!job) return;
    const reader = idle.pop() ?? (all.size < limit ? startReader() : null);
    if (!reader) return;
    waiting.shift();
    all.add(reader);
    void reader.work(job).then((isFit) => {
      if (isFit) idle.push(reader);
      else all.delete(reader);
      assign();
    });
  };
  return {
    read: (page) =>
      new Promise((resolve, reject) => {
        waiting.push({ page, resolve, reject });
        assign();
      }),
    close: async () => {
      await Promise.all([...all].map((reader) => reader.end()));
    },
  };
}

type Reader = {
  /** Resolves when the job has its answer; false when the reader cannot take another. */
  readonly work: (job: Job) => Promise<boolean>;
  readonly end: () => Promise<void>;
};

function startReader(): Reader {
  const worker = new Worker(new URL('./read-page-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MAX_READER_MEGABYTES, maxYoungGenerationSizeMb: MAX_YOUNG_MEGABYTES },
  });
  // Whoever waits for an answer hears of a failure; without anybody it has ended nothing.
  worker.on('error', () => {});
  const end = async () => {
    await worker.terminate();
  };
  return {
    end,
    work: ({ page, resolve, reject }) =>
      new Promise((done) => {
        const finish = (isFit: boolean, tell: () => void) => {
          clearTimeout(timer);
          worker.off('message', onAnswer).off('error', onFailure);
          tell();
          done(isFit);
        };
        const onAnswer = (answer: Answer) =>
          finish(true, () => ('page' in answer ? resolve(answer.page) : reject(toError(answer.problem))));
        const onFailure = (error: NodeJS.ErrnoException) =>
          finish(false, () => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooHard(page.url, `${MAX_READER_MEGABYTES} MB`) : error));
        const timer = setTimeout(() => {
          void end();
          finish(false, () => reject(tooHard(page.url, `${MAX_READ_MS / 1_000} s`)));
        }, MAX_READ_MS);
        worker.on('message', onAnswer).on('error', onFailure);
        worker.postMessage(page, transferable(page.body));
      }),
  };
}

/** Bytes that lie alone in their memory change hands, others are copied. */
function transferable(body: Uint8Array): ArrayBuffer[] {
  return body.buffer instanceof ArrayBuffer && body.byteLength === body.buffer.byteLength ? [body.buffer] : [];
}

function tooHard(url: string, what: string): LimitReached {
  return new LimitReached(`${url} takes over ${what} to read; it was not read`, 'too_large');
}

function toError({ name, message, isExpected }: { readonly name: string; readonly message: string; readonly isExpected: boolean }): Error {
  if (name === 'InvalidInput') return new InvalidInput(message);
  return isExpected ? new LimitReached(message, 'too_large') : new Error(message);
}
