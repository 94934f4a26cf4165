import { z } from 'zod';
import { UpstreamFailed } from '#core/domain/errors.ts';
import type { ModelEvent } from '#core/ports/chat-model.ts';

type End = Extract<ModelEvent, { type: 'end' }>;

const chunk = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        delta: z
          .object({
            content: z.string().nullish(),
            refusal: z.string().nullish(),
            tool_calls: z
              .array(
                z.object({
                  index: z.int().nullish(),
                  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
                }),
              )
              .nullish(),
          })
          .nullish(),
      }),
    )
    .default([]),
  usage: z.object({ prompt_tokens: z.int().min(0).nullish(), completion_tokens: z.int().min(0).nullish() }).nullish(),
});
const failure = z.object({ error: z.unknown() });

/**
 * The events of a model from the chunks of `chat/completions`. Throws UpstreamFailed for a stream that ends before a `finish_reason`: what it
 * said is cut off.
 */
export async function* fromChatChunks(datas: AsyncIterable<string>): AsyncGenerator<ModelEvent> {
  const tools: { name: string; input: string }[] = [];
  let reason: End['reason'] | null = null;
  let tokens = { inputTokens: 0, outputTokens: 0 };
  for await (const data of datas) {
    if (data.trim() === '[DONE]') break;
    const { choices, usage } = parseChunk(data);
    if (usage) tokens = { inputTokens: usage.prompt_tokens ?? 0, outputTokens: usage.completion_tokens ?? 0 };
    const [choice] = choices;
    if (!choice) continue;
    if (choice.delta?.refusal) throw new UpstreamFailed('the model refuses to answer', { retryable: false });
    if (choice.delta?.content) yield { type: 'text', text: choice.delta.content };
    for (const call of choice.delta?.tool_calls ?? []) {
      const at = call.index ?? 0;
      const before = tools[at] ?? { name: '', input: '' };
      tools[at] = { name: before.name || (call.function?.name ?? ''), input: before.input + (call.function?.arguments ?? '') };
    }
    if (choice.finish_reason) reason = reasonOf(choice.finish_reason);
  }
  if (!reason) throw broken('no end');
  for (const tool of tools) yield { type: 'tool', name: tool.name, input: parseInput(tool.input) };
  // Some servers end a tool call as any other answer.
  yield { type: 'end', reason: tools.length && reason === 'end' ? 'tool' : reason, ...tokens };
}

function parseChunk(data: string): z.infer<typeof chunk> {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch (error) {
    throw new UpstreamFailed('the model’s answer is broken (a piece that is no JSON); ask again', { cause: error });
  }
  if (failure.safeParse(value).success) throw broken('an error in the middle');
  const parsed = chunk.safeParse(value);
  if (!parsed.success)
    throw new UpstreamFailed('the model’s answer is not what chat/completions documents; check `baseUrl`', { retryable: false });
  return parsed.data;
}

function reasonOf(finishReason: string): End['reason'] {
  switch (finishReason) {
    case 'stop':
      return 'end';
    case 'tool_calls':
    case 'function_call':
      return 'tool';
    case 'length':
      return 'length';
    case 'content_filter':
      return 'filtered';
    default:
      throw broken(finishReason.slice(0, 40));
  }
}

/** No input at all is an empty object. */
function parseInput(text: string): unknown {
  try {
    return JSON.parse(text || '{}');
  } catch (error) {
    throw new UpstreamFailed('the model’s answer is broken (a tool call that is no JSON); ask again', { cause: error });
  }
}

function broken(what: string): UpstreamFailed {
  return new UpstreamFailed(`the model’s answer is broken (${what}); ask again`);
}
