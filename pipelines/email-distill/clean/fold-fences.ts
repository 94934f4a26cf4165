import { headerBlock } from './quote-marks.ts';

/** Stands before and behind the number of a folded block; a private mark of Unicode that {@link foldFences} takes out of mail. */
const MARK = '\ue000';
const FOLDED = new RegExp(` {4}${MARK}(\\d+)${MARK}`, 'g');
/** A longer block is rather a fence that was never closed. */
const MAX_FENCED_LINES = 500;

export type Folded = {
  /** Each closed block of fenced code as one indented line, which every step takes for code. */
  readonly lines: readonly string[];
  /** The blocks written out again. */
  unfold(text: string): string;
};

/** Puts fenced code out of reach of all steps: a template in it may hold anything, a signature, a quote, an attribution. */
export function foldFences(written: readonly string[]): Folded {
  const blocks: string[] = [];
  const lines: string[] = [];
  const endOf = fenceEnds(written);
  for (let index = 0; index < written.length; index++) {
    const end = endOf(index);
    if (end === null) lines.push(written[index]!.replaceAll(MARK, ''));
    else {
      lines.push(`    ${MARK}${blocks.length}${MARK}`);
      blocks.push(
        written
          .slice(index, end + 1)
          .join('\n')
          .replaceAll(MARK, ''),
      );
      index = end;
    }
  }
  return { lines, unfold: (text) => text.replace(FOLDED, (mark, number: string) => blocks[Number(number)] ?? mark) };
}

const FENCE = /^\s*(```|~~~)/;

/**
 * Asks for the line that closes the fence at an index: null when none opens there, or when a quoted mail begins before it is closed. Looks
 * through the lines once, from the end.
 */
function fenceEnds(lines: readonly string[]): (start: number) => number | null {
  if (!lines.some((line) => FENCE.test(line))) return () => null;
  const ends: (number | null)[] = [];
  const closing = new Map<string, number>();
  let header = Number.POSITIVE_INFINITY;
  for (let index = lines.length - 1; index >= 0; index--) {
    const line = lines[index]!;
    const fence = FENCE.exec(line)?.[1];
    const end = fence === undefined ? undefined : closing.get(fence);
    ends[index] = end !== undefined && end < header && end - index < MAX_FENCED_LINES ? end : null;
    if (fence === line.trim()) closing.set(fence, index);
    if (headerBlock(lines, index)) header = index;
  }
  return (start) => ends[start] ?? null;
}
