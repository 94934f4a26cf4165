import type { Corpus } from './corpus.ts';
import { knowledgeLines } from './knowledge-lines.ts';
import type { CostLine } from './line.ts';
import type { ModelPrice } from './prices.ts';
import { questionLines } from './question-lines.ts';
import { standingLines } from './standing-lines.ts';

/** A model that is asked, with dollars for a million tokens. */
export type AskedModel = { readonly id: string; readonly price: ModelPrice };

export type CostInput = {
  readonly corpus: Corpus;
  readonly questionsPerMonth: number;
  readonly refreshesPerMonth: number;
  /** Null where answers are extracted and no model is asked. */
  readonly models: { readonly reader: AskedModel; readonly answer: AskedModel } | null;
  /** Numbers in a vector. */
  readonly dimensions: number;
};

export type Estimate = {
  readonly lines: readonly CostLine[];
  /** Dollars a month. */
  readonly monthly: number;
  /** Dollars once, before the first answer. */
  readonly once: number;
};

/** What corpus and traffic cost on AWS, in dollars at list prices without free tiers. Pure: equal input, equal estimate. */
export function estimateCost(input: CostInput): Estimate {
  const lines = [...knowledgeLines(input), ...questionLines(input), ...standingLines(input)];
  const sum = (when: CostLine['when']) => lines.filter((line) => line.when === when).reduce((total, { usd }) => total + usd, 0);
  return { lines, monthly: sum('month'), once: sum('once') };
}
