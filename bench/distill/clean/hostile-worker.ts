import { parentPort } from 'node:worker_threads';
import { HOSTILE_TEXTS } from '../../../pipelines/email-distill/clean/fixtures/hostile-texts.ts';
import { htmlToText } from '../../../pipelines/email-distill/read/html-to-text.ts';
import { CLEANERS } from './cleaners.ts';
import { processorMs } from './processor-ms.ts';

export type HostileTask = { readonly cleaner: string; readonly text: string; readonly length: number; readonly rounds: number };

/** One task at a time: a text is cleaned so often, and the shortest time is answered. */
parentPort?.on('message', (task: HostileTask) => {
  const cleaner = CLEANERS.find(({ name }) => name === task.cleaner);
  const hostile = HOSTILE_TEXTS.find(({ name }) => name === task.text);
  if (!cleaner || !hostile) throw new Error(`no cleaner ${task.cleaner} or no text ${task.text}`);
  const text = hostile.make(task.length);
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < task.rounds; round++) {
    const spent = processorMs(() => cleaner.clean(hostile.html ? htmlToText(text) : text));
    best = Math.min(best, spent);
  }
  parentPort?.postMessage(best);
});
