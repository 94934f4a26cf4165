/** How much of earlier mail is looked through for the lines of an unmarked quote. */
const MAX_EARLIER_LENGTH = 60_000;
/** So many words in a row, wherever the lines were broken, are hardly said twice by chance. */
const RUN = 3;

export type SaidBefore = {
  readonly isEmpty: boolean;
  /** Whether a line's words stand in earlier mail, in runs of three. Never for a line without words. */
  has(line: string): boolean;
};

/**
 * What earlier mail said, by runs of words: asking takes time by the line asked for, however much was said. The runs are collected when the
 * first question comes, since most mail has no quote that needs it.
 */
export function saidBefore(earlier: readonly string[]): SaidBefore {
  const text = earlier.join('\n').slice(-MAX_EARLIER_LENGTH);
  let runs: ReadonlySet<string> | null = null;
  return {
    isEmpty: wordsOf(text).length === 0,
    has: (line) => {
      const words = wordsOf(line);
      runs ??= runsOf(wordsOf(text));
      const length = Math.min(RUN, words.length);
      if (length === 0) return false;
      for (let start = 0; start + length <= words.length; start++)
        if (!runs.has(words.slice(start, start + length).join(' '))) return false;
      return true;
    },
  };
}

function runsOf(words: readonly string[]): ReadonlySet<string> {
  const runs = new Set<string>();
  for (let start = 0; start < words.length; start++)
    for (let length = 1; length <= RUN; length++) runs.add(words.slice(start, start + length).join(' '));
  return runs;
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
