import type { MarkedText } from './mask-set.ts';

/** A stretch that a tool replaced, and what it wrote there. */
export type Replaced = { readonly start: number; readonly end: number; readonly placeholder: string };

export type TextScore = {
  /** Per mark of the text: nothing of it can be read any more. */
  readonly found: readonly { readonly kind: string; readonly whole: boolean }[];
  /** Per replaced stretch: some of it was marked. */
  readonly replaced: readonly { readonly placeholder: string; readonly wanted: boolean }[];
};

/**
 * Where the output differs from the text, read from the placeholders: what stands between them is unchanged text, in its order. Null when
 * the output cannot be explained so, as when a tool rewrites text without saying it.
 */
export function replacedParts(text: string, output: string, placeholder: RegExp): Replaced[] | null {
  const found = [...output.matchAll(placeholder)];
  let position = 0;
  const kept = found.map((match) => {
    const literal = output.slice(position, match.index);
    position = match.index + match[0].length;
    return literal;
  });
  const pattern = `^${kept.map((literal) => `${escaped(literal)}([^]+?)`).join('')}${escaped(output.slice(position))}$`;
  const match = new RegExp(pattern, 'd').exec(text);
  if (!match?.indices) return found.length === 0 && output === text ? [] : null;
  return found.map((one, index) => {
    const [start, end] = match.indices![index + 1]!;
    return { start, end, placeholder: one[0] };
  });
}

/** How a result looks beside the marks. A mark counts only when each letter and digit of it is gone. */
export function scoreText({ text, marks }: MarkedText, replaced: readonly Replaced[]): TextScore {
  const gone = new Uint8Array(text.length);
  for (const { start, end } of replaced) gone.fill(1, start, end);
  return {
    found: marks.map(({ start, end, kind }) => ({
      kind,
      whole: [...text.slice(start, end).matchAll(/[\p{L}\p{N}]/gu)].every((letter) => gone[start + letter.index] === 1),
    })),
    replaced: replaced.map((one) => ({
      placeholder: one.placeholder,
      wanted: marks.some(({ start, end }) => one.start < end && start < one.end),
    })),
  };
}

function escaped(literal: string): string {
  return literal.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
