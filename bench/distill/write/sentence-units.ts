import { type PreparedThread, prepareThread } from '../../../pipelines/email-distill/prepare-thread.ts';
import { blocksOf } from '../../../pipelines/email-distill/write/sentences.ts';
import type { MarkedThread } from './thread-set.ts';
import { SUPPORT } from './thread-set.ts';

/** A sentence, list item or piece of code of a cleaned mail: what an extractive method takes or leaves. */
export type Unit = {
  readonly messageId: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The careful person took it. */
  readonly wanted: boolean;
};

export type UnitThread = MarkedThread & { readonly prepared: PreparedThread; readonly units: readonly Unit[]; readonly lost: number };

/** Of a sentence with more in it than was marked, this share must be marked. */
const MIN_MARKED = 0.6;

/** The thread as every method gets it: cleaned and masked, in sentences. `lost` counts marked stretches that the cleaner took away. */
export function unitsOf(thread: MarkedThread): UnitThread {
  const prepared = prepareThread(thread.thread, SUPPORT, new Set());
  const marks = thread.marked.map(plainWords);
  const units = prepared.messages.flatMap(({ id, text }) =>
    blocksOf(text)
      .filter(({ kind }) => kind !== 'quote')
      .flatMap(({ sentences }) =>
        sentences.map(({ start, end }): Unit => {
          const own = text.slice(start, end);
          return { messageId: id, start, end, text: own, wanted: marks.some((mark) => isMarked(plainWords(own), mark)) };
        }),
      ),
  );
  const lost = marks.filter((mark) => !units.some(({ text }) => isMarked(plainWords(text), mark))).length;
  return { ...thread, prepared, units, lost };
}

function isMarked(unit: string, mark: string): boolean {
  if (unit === '') return false;
  return ` ${mark} `.includes(` ${unit} `) || (` ${unit} `.includes(` ${mark} `) && mark.length >= unit.length * MIN_MARKED);
}

/** Words and numbers in lower case, by single spaces. */
export function plainWords(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
}
