import type { ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';
import { LimitReached, UpstreamFailed } from '#core/domain/errors.ts';
import type { ModelEvent } from '#core/ports/chat-model.ts';

type End = Extract<ModelEvent, { type: 'end' }>;

/** A tool's input is an e-mail and a few lines; what is longer is no such thing. */
const MAX_INPUT_CHARACTERS = 64 * 1024;

/**
 * The events of a model from those of ConverseStream. A text block may begin without a start, a tool's input comes as pieces of JSON, and the
 * tokens come after the stop. Throws UpstreamFailed for a stream that ends before `messageStop`: what it said is cut off.
 */
export async function* fromConverseStream(stream: AsyncIterable<ConverseStreamOutput>): AsyncGenerator<ModelEvent> {
  let tool: { readonly name: string; input: string } | null = null;
  let reason: End['reason'] | null = null;
  let tokens = { inputTokens: 0, outputTokens: 0 };
  for await (const event of stream) {
    if (event.contentBlockStart?.start?.toolUse) tool = { name: event.contentBlockStart.start.toolUse.name ?? '', input: '' };
    const delta = event.contentBlockDelta?.delta;
    if (delta?.text) yield { type: 'text', text: delta.text };
    if (tool && delta?.toolUse) {
      tool.input += delta.toolUse.input ?? '';
      if (tool.input.length > MAX_INPUT_CHARACTERS) throw broken('a tool call that is too long');
    }
    if (event.contentBlockStop && tool) {
      yield { type: 'tool', name: tool.name, input: parseInput(tool.input) };
      tool = null;
    }
    if (event.messageStop) reason = reasonOf(event.messageStop.stopReason);
    const usage = event.metadata?.usage;
    if (usage) tokens = { inputTokens: usage.inputTokens ?? 0, outputTokens: usage.outputTokens ?? 0 };
  }
  if (!reason) throw broken('no end');
  yield { type: 'end', reason, ...tokens };
}

function reasonOf(stopReason: string | undefined): End['reason'] {
  switch (stopReason) {
    case 'end_turn':
    case 'stop_sequence':
      return 'end';
    case 'tool_use':
      return 'tool';
    case 'max_tokens':
      return 'length';
    case 'guardrail_intervened':
    case 'content_filtered':
      return 'filtered';
    case 'model_context_window_exceeded':
      throw new LimitReached('the question is too long for the model', 'too_large');
    default:
      throw broken(stopReason ?? 'no stop reason');
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
