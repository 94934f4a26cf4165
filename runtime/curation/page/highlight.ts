import type { Evidence } from '#core/domain/draft.ts';

/** A stretch of a message's text, quoted by the sentence in view or not. */
export type Stretch = { readonly text: string; readonly isQuoted: boolean };

/** Cuts a text at the edges of its quotes. Quotes that overlap become one; those outside the text are left out. */
export function highlight(text: string, quotes: readonly Pick<Evidence, 'start' | 'end'>[]): Stretch[] {
  const stretches: Stretch[] = [];
  let at = 0;
  const add = (end: number, isQuoted: boolean) => {
    if (end <= at) return;
    const last = stretches.at(-1);
    const piece = text.slice(at, end);
    if (last?.isQuoted && isQuoted) stretches[stretches.length - 1] = { text: last.text + piece, isQuoted };
    else stretches.push({ text: piece, isQuoted });
    at = end;
  };
  const inside = quotes.filter(({ start, end }) => start >= 0 && end > start && end <= text.length);
  for (const { start, end } of inside.toSorted((a, b) => a.start - b.start)) {
    add(start, false);
    add(end, true);
  }
  add(text.length, false);
  return stretches;
}
