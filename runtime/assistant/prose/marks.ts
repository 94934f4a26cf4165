import { outsideCode } from './outside-code.ts';

const MARK = /\s*\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\](?![(:])/g;

/** Text without its marks, and the numbers that they named, each once. What looks like a mark in code, or is a link, is none. */
export function takeMarks(text: string): { readonly text: string; readonly marks: readonly number[] } {
  const marks: number[] = [];
  const without = outsideCode(text, (part) =>
    part.replace(MARK, (_, numbers: string) => {
      marks.push(...numbers.split(',').map(Number));
      return '';
    }),
  );
  return { text: without.replace(/ ([.,;:!?])(?=\s|$)/g, '$1').trim(), marks: [...new Set(marks)] };
}
