/** A text of the model and the numbers of the quotes that it names. */
export type Cited = { readonly text: string; readonly quotes: readonly number[] };

/** What the model made of a draft. Nothing in it is believed yet. */
export type RewriteAnswer = { readonly title: string; readonly question: Cited; readonly steps: readonly Cited[] };

const MAX_TITLE_LENGTH = 110;
const MAX_QUESTION_LENGTH = 500;
/** A step is a few sentences. */
const MAX_STEP_LENGTH = 1_000;
const MAX_STEPS = 50;
const MAX_QUOTES = 30;

/** Reads an answer by the closed schema; null for what does not fit it: another or a missing member, a wrong type, or more than the limits. */
export function fromRewriteAnswer(output: unknown): RewriteAnswer | null {
  if (!hasExactly(output, ['title', 'question', 'steps'])) return null;
  const title = lineOf(output.title, MAX_TITLE_LENGTH);
  const question = citedOf(output.question, MAX_QUESTION_LENGTH);
  if (title === null || question === null || !Array.isArray(output.steps) || output.steps.length > MAX_STEPS) return null;
  const steps = output.steps.map((step: unknown) => citedOf(step, MAX_STEP_LENGTH));
  return steps.some((step) => step === null) ? null : { title, question, steps: steps.filter((step) => step !== null) };
}

function citedOf(value: unknown, maxLength: number): Cited | null {
  if (!hasExactly(value, ['text', 'quotes'])) return null;
  const text = lineOf(value.text, maxLength);
  const { quotes } = value;
  if (text === null || !Array.isArray(quotes) || quotes.length > MAX_QUOTES) return null;
  const numbers = quotes.filter((number: unknown): number is number => Number.isInteger(number));
  return numbers.length === quotes.length ? { text, quotes: [...new Set(numbers)] } : null;
}

function lineOf(value: unknown, maxLength: number): string | null {
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return text && text.length <= maxLength && !/[\r\n\u2028\u2029]/.test(text) ? text : null;
}

function hasExactly<Key extends string>(value: unknown, keys: readonly Key[]): value is Record<Key, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const own = Object.keys(value);
  return own.length === keys.length && keys.every((key) => Object.hasOwn(value, key));
}
