import type { ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';
import { expect, test } from 'vitest';
import { read } from '#core/ports/chat-model.contract.ts';
import { fromConverseStream } from './from-converse-stream.ts';

async function understood(...frames: readonly object[]) {
  const { events, error } = await read(fromConverseStream(sent(frames as readonly ConverseStreamOutput[])));
  return { events: events.flat(), error };
}
async function* sent(frames: readonly ConverseStreamOutput[]) {
  yield* frames;
}
const text = (part: string) => ({ contentBlockDelta: { contentBlockIndex: 0, delta: { text: part } } });
const call = (contentBlockIndex: number, name: string) => ({
  contentBlockStart: { contentBlockIndex, start: { toolUse: { name, toolUseId: name } } },
});
const input = (contentBlockIndex: number, part: string) => ({
  contentBlockDelta: { contentBlockIndex, delta: { toolUse: { input: part } } },
});
const stop = (stopReason: string) => ({ messageStop: { stopReason } });
const none = { inputTokens: 0, outputTokens: 0 };

test('joins the inputs of calls that come at once, each by its block', async () => {
  const { events } = await understood(call(1, 'a'), call(2, 'b'), input(1, '{"x"'), input(2, '{"y":2}'), input(1, ':1}'), stop('tool_use'));
  expect(events).toEqual([
    { type: 'tool', name: 'a', input: { x: 1 } },
    { type: 'tool', name: 'b', input: { y: 2 } },
    { type: 'end', reason: 'tool', ...none },
  ]);
});

test('passes over what a model thinks, and frames that it does not know', async () => {
  const thought = { contentBlockDelta: { contentBlockIndex: 0, delta: { reasoningContent: { text: 'Hm.' } } } };
  const { events } = await understood(
    { messageStart: { role: 'assistant' } },
    thought,
    { $unknown: ['later', {}] },
    text('Yes.'),
    stop('end_turn'),
  );
  expect(events).toEqual([
    { type: 'text', text: 'Yes.' },
    { type: 'end', reason: 'end', ...none },
  ]);
});

test.each([
  ['end_turn', 'end'],
  ['stop_sequence', 'end'],
  ['max_tokens', 'length'],
  ['guardrail_intervened', 'filtered'],
  ['content_filtered', 'filtered'],
])('%s is %s', async (stopReason, reason) => {
  expect((await understood(text('Yes.'), stop(stopReason))).events.at(-1)).toEqual({ type: 'end', reason, ...none });
});

test.each([
  ['no last frame', [text('Yes.')], { name: 'UpstreamFailed', retryable: true }],
  ['no frame at all', [], { name: 'UpstreamFailed', retryable: true }],
  ['a call that is announced and does not come', [stop('tool_use')], { name: 'UpstreamFailed' }],
  ['a broken call', [text('Yes.'), stop('malformed_tool_use')], { name: 'UpstreamFailed' }],
  ['a full window', [text('Yes.'), stop('model_context_window_exceeded')], { name: 'LimitReached', code: 'too_large' }],
])('%s throws and is no end', async (_case, frames, expected) => {
  const { events, error } = await understood(...frames);
  expect(events.filter(({ type }) => type === 'end')).toEqual([]);
  expect(error).toMatchObject(expected);
});
