import type { ConverseStreamOutput, StopReason } from '@aws-sdk/client-bedrock-runtime';
import { LimitReached, UpstreamFailed } from '#core/domain/errors.ts';
import { toolEvents } from '#core/domain/tool-call.ts';
import { wholeCharacters } from '#core/domain/whole-characters.ts';
import type { ModelEvent } from '#core/ports/chat-model.ts';

type End = Extract<ModelEvent, { type: 'end' }>;

const REASONS: Partial<Record<StopReason, End['reason']>> = {
  end_turn: 'end',
  stop_sequence: 'end',
  tool_use: 'tool',
  max_tokens: 'length',
  guardrail_intervened: 'filtered',
  content_filtered: 'filtered',
};

/**
 * What each frame of ConverseStream comes to. Texts may come without the start of a block. The message is whole only with `messageStop` and
 * a clean end behind it: what is cut off before throws UpstreamFailed.
 */
export async function* fromConverseStream(frames: AsyncIterable<ConverseStreamOutput>): AsyncGenerator<readonly ModelEvent[]> {
  const calls = new Map<number | undefined, { name: string; input: string }>();
  const whole = wholeCharacters();
  let stopReason: StopReason | undefined;
  let usage = { inputTokens: 0, outputTokens: 0 };
  for await (const { contentBlockStart, contentBlockDelta, messageStop, metadata } of frames) {
    const started = contentBlockStart?.start?.toolUse;
    if (started) calls.set(contentBlockStart.contentBlockIndex, { name: started.name ?? '', input: '' });
    const call = calls.get(contentBlockDelta?.contentBlockIndex);
    if (call) call.input += contentBlockDelta?.delta?.toolUse?.input ?? '';
    stopReason = messageStop?.stopReason ?? stopReason;
    usage = {
      inputTokens: metadata?.usage?.inputTokens ?? usage.inputTokens,
      outputTokens: metadata?.usage?.outputTokens ?? usage.outputTokens,
    };
    const text = whole(contentBlockDelta?.delta?.text ?? '');
    yield text ? [{ type: 'text', text }] : [];
  }
  const reason = reasonOf(stopReason);
  const tools = toolEvents(reason, [...calls.values()]);
  yield [...tools, { type: 'end', reason: tools.length ? 'tool' : reason, ...usage }];
}

function reasonOf(stopReason: StopReason | undefined): End['reason'] {
  if (!stopReason) throw new UpstreamFailed('the model’s answer breaks off; run it again');
  if (stopReason === 'model_context_window_exceeded') throw new LimitReached('the question is too long for the model', 'too_large');
  const reason = REASONS[stopReason];
  if (!reason) throw new UpstreamFailed(`the model’s answer is broken (${stopReason}); run it again`);
  return reason;
}
