import type { ConverseCommandOutput } from '@aws-sdk/client-bedrock-runtime';
import { LimitReached, UpstreamFailed } from '#core/domain/errors.ts';
import type { RawAnswer } from '#core/domain/model-answer.ts';

/** The text of an answer and its tokens. Throws LimitReached for one that was cut off and UpstreamFailed for one that is none. */
export function fromConverseResponse(
  response: Pick<ConverseCommandOutput, 'output' | 'stopReason' | 'usage'>,
  maxTokens: number,
): RawAnswer {
  const { stopReason } = response;
  if (stopReason === 'max_tokens') throw new LimitReached(`the model’s answer is longer than ${maxTokens} tokens`, 'too_large');
  if (stopReason === 'model_context_window_exceeded') throw new LimitReached('the question is too long for the model', 'too_large');
  if (stopReason === 'guardrail_intervened' || stopReason === 'content_filtered')
    throw new UpstreamFailed(`the model refuses to answer (${stopReason})`, { retryable: false });
  if (stopReason !== 'end_turn' && stopReason !== 'stop_sequence')
    throw new UpstreamFailed(`the model’s answer is broken (${stopReason ?? 'no stop reason'})`);
  const text = (response.output?.message?.content ?? []).map((block) => block.text ?? '').join('');
  return { text, inputTokens: response.usage?.inputTokens ?? 0, outputTokens: response.usage?.outputTokens ?? 0 };
}
