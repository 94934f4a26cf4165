import { UpstreamFailed } from './errors.ts';

/** What one call to a model gave: its text, and the tokens that the service counted. */
export type RawAnswer = { readonly text: string; readonly inputTokens: number; readonly outputTokens: number };

/** A first answer that was no JSON, and what is wrong with it, to be told to the model. */
export type Repair = { readonly answer: string; readonly problem: string };

/** So much of a wrong answer is shown to the model again. */
const MAX_REPAIR_CHARACTERS = 8_000;

/**
 * Asks, and once more with the wrong answer in hand when it was no JSON. Tokens are those of both calls. Throws UpstreamFailed when the
 * second one is no JSON either.
 */
export async function askForJson(ask: (repair?: Repair) => Promise<RawAnswer>) {
  const first = await ask();
  const output = parseAnswer(first.text);
  if (output !== undefined) return { output, inputTokens: first.inputTokens, outputTokens: first.outputTokens };
  const problem = 'This is no JSON. Answer with the JSON object alone, without any text around it.';
  const second = await ask({ answer: first.text.slice(0, MAX_REPAIR_CHARACTERS), problem });
  const repaired = parseAnswer(second.text);
  if (repaired === undefined) throw new UpstreamFailed('the model answers with something that is no JSON; choose another model');
  return {
    output: repaired,
    inputTokens: first.inputTokens + second.inputTokens,
    outputTokens: first.outputTokens + second.outputTokens,
  };
}

/** The JSON that an answer is, alone or in one code fence; undefined for anything else. */
function parseAnswer(text: string): unknown {
  const bare = text.trim();
  const fenced = /^```(?:json)?\n([\s\S]*)\n```$/.exec(bare)?.[1];
  try {
    return JSON.parse(fenced ?? bare);
  } catch {
    return undefined;
  }
}

/** The instruction with the schema in words, for models that cannot be bound to one. */
export function withSchema(system: string, schema: Readonly<Record<string, unknown>>): string {
  return `${system}\n\nAnswer with one JSON object and nothing else. It must fit this JSON Schema:\n${JSON.stringify(schema)}`;
}
