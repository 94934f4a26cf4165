import type { Removal } from '#core/domain/message.ts';

/** What a cleaning step leaves, and what it took out. */
export type Cut = { readonly lines: readonly string[]; readonly removals: readonly Removal[] };

export function paragraphs(lines: readonly string[]): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  let start = -1;
  for (let index = 0; index <= lines.length; index++) {
    const filled = lines[index]?.trim();
    if (filled && start < 0) start = index;
    if (!filled && start >= 0) {
      found.push({ start, end: index });
      start = -1;
    }
  }
  return found;
}

export function lastFilled(lines: readonly string[]): number {
  return lines.findLastIndex((line) => line.trim() !== '');
}

export function cutFrom(lines: readonly string[], index: number, step: string, reason: string): Cut {
  return { lines: lines.slice(0, index), removals: [{ step, reason, text: lines.slice(index).join('\n').trim() }] };
}

/** A signature with a postscript below it. */
export function cutBetween(lines: readonly string[], start: number, end: number): Cut {
  const text = lines.slice(start, end).join('\n').trim();
  return {
    lines: [...lines.slice(0, start), '', ...lines.slice(end)],
    removals: [{ step: 'signature', reason: 'closing above a postscript', text }],
  };
}

export function dropLines(lines: readonly string[], step: string, reason: string, isDoomed: (line: string, index: number) => boolean): Cut {
  const kept: string[] = [];
  const doomed: string[] = [];
  for (let index = 0; index < lines.length; index++) (isDoomed(lines[index]!, index) ? doomed : kept).push(lines[index]!);
  if (doomed.length === 0) return { lines, removals: [] };
  return { lines: kept, removals: [{ step, reason, text: doomed.join('\n').trim() }] };
}
