import { UpstreamFailed } from './errors.ts';

/** A call of a tool as it was put together, its input JSON in text. */
export type ToolCall = { readonly name: string; readonly input: string };

/**
 * The calls of a whole message, their input parsed once; none of a message that was cut short or filtered: half of an input is none. Some
 * servers say `end` where they mean `tool`.
 */
export function toolEvents(reason: 'end' | 'tool' | 'length' | 'filtered', calls: readonly ToolCall[]) {
  if (reason === 'length' || reason === 'filtered') return [];
  if (reason === 'tool' && !calls.length) throw new UpstreamFailed('the model speaks of a tool and calls none; run it again');
  return calls.map(({ name, input }) => ({ type: 'tool' as const, name, input: parseInput(input) }));
}

/** A tool that takes nothing is called with nothing. */
function parseInput(input: string): unknown {
  if (!input.trim()) return {};
  try {
    return JSON.parse(input);
  } catch (error) {
    throw new UpstreamFailed('the model calls its tool with something that is no JSON; run it again, or choose another model', {
      cause: error instanceof SyntaxError ? error.name : error,
    });
  }
}
