import { codeBlocks, tableRows } from './markdown-parts.ts';
import { markdownWords, words } from './words.ts';

/** What an extractor made of one page, ready to be compared. */
export type Output = {
  readonly words: readonly string[];
  readonly code: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

export type WordScore = { readonly precision: number; readonly recall: number; readonly f1: number };

type Count = { readonly kept: number; readonly of: number };

export type Score = WordScore & {
  readonly code: Count;
  readonly rows: Count;
  /** Words that no reader of the page can see. */
  readonly leaked: number;
};

/**
 * Words as a bag: a word counts as often as both texts have it, wherever it stands. Order does not matter, so an extractor is neither
 * punished nor rewarded for moving a block; losing, doubling and adding words all show.
 */
export function scoreWords(output: readonly string[], expected: readonly string[]): WordScore {
  const common = overlap(output, expected);
  const precision = output.length === 0 ? 0 : common / output.length;
  const recall = expected.length === 0 ? 0 : common / expected.length;
  return { precision, recall, f1: common === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/**
 * Scores one page. `outputs` are the forms in which one extractor offers its result (its own Markdown, its HTML …): words are judged on
 * the form that does best, code and tables likewise, so that no extractor loses to a converter that we chose for it. A code block is
 * kept when all its lines are identical; a table row when its cells have the same words in the same order.
 */
export function score(outputs: readonly Output[], expectedMarkdown: string, hiddenWords: ReadonlySet<string>): Score {
  const expected = markdownWords(expectedMarkdown);
  const judged = outputs
    .map((output) => ({ output, result: scoreWords(output.words, expected) }))
    .toSorted((a, b) => b.result.f1 - a.result.f1);
  const code = codeBlocks(expectedMarkdown);
  const rows = tableRows(expectedMarkdown).map(rowKey);
  const best = judged[0];
  return {
    ...(best?.result ?? scoreWords([], expected)),
    code: { kept: Math.max(0, ...outputs.map((output) => overlap(output.code, code))), of: code.length },
    rows: { kept: Math.max(0, ...outputs.map((output) => overlap(output.rows.map(rowKey), rows))), of: rows.length },
    leaked: best?.output.words.filter((word) => hiddenWords.has(word)).length ?? 0,
  };
}

function rowKey(cells: readonly string[]): string {
  return cells.map((cell) => words(cell).join(' ')).join(' | ');
}

function overlap(some: readonly string[], others: readonly string[]): number {
  const left = new Map<string, number>();
  for (const value of others) left.set(value, (left.get(value) ?? 0) + 1);
  let common = 0;
  for (const value of some) {
    const count = left.get(value) ?? 0;
    if (count === 0) continue;
    left.set(value, count - 1);
    common++;
  }
  return common;
}
