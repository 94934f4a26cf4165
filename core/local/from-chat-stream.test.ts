import { describe, expect, test } from 'vitest';
import { read } from '#core/ports/chat-model.contract.ts';
import { fromChatStream } from './from-chat-stream.ts';

async function* sent(...events: readonly unknown[]) {
  for (const event of events) yield typeof event === 'string' ? event : JSON.stringify(event);
}
async function understood(...events: readonly unknown[]) {
  const { events: batches, error } = await read(fromChatStream(sent(...events), 'test'));
  return { events: batches.flat(), error };
}
const delta = (part: object, finish_reason: string | null = null) => ({ choices: [{ index: 0, delta: part, finish_reason }] });
const none = { inputTokens: 0, outputTokens: 0 };

test('takes what servers leave out, and an answer without [DONE]', async () => {
  const { events } = await understood({ choices: [] }, delta({ content: 'Yes.' }), { choices: [{ finish_reason: 'stop' }] });
  expect(events).toEqual([
    { type: 'text', text: 'Yes.' },
    { type: 'end', reason: 'end', ...none },
  ]);
});

test('gives calls that have no number, and takes `stop` behind them for a call', async () => {
  const call = (id: string, input: string) => delta({ tool_calls: [{ id, function: { name: id, arguments: input } }] });
  const { events } = await understood(call('a', '{"x":1}'), call('b', ''), delta({}, 'stop'));
  expect(events).toEqual([
    { type: 'tool', name: 'a', input: { x: 1 } },
    { type: 'tool', name: 'b', input: {} },
    { type: 'end', reason: 'tool', ...none },
  ]);
});

test('a refusal is an answer that was filtered', async () => {
  const { events } = await understood(delta({ refusal: 'I cannot help.' }), delta({}, 'stop'));
  expect(events).toEqual([{ type: 'end', reason: 'filtered', ...none }]);
});

test('tokens come before or behind the end', async () => {
  const usage = { prompt_tokens: 3, completion_tokens: 4 };
  for (const events of [
    [{ ...delta({ content: 'Yes.' }, 'stop'), usage }],
    [delta({ content: 'Yes.' }, 'stop'), { choices: [], usage }, '[DONE]'],
  ])
    expect((await understood(...events)).events.at(-1)).toEqual({ type: 'end', reason: 'end', inputTokens: 3, outputTokens: 4 });
});

describe('throws, and gives no end, for', () => {
  const passing = { name: 'UpstreamFailed', retryable: true };
  const lasting = { name: 'UpstreamFailed', retryable: false };
  test.each<[string, readonly unknown[], object]>([
    ['[DONE] without a reason', [delta({ content: 'Yes' }), '[DONE]'], passing],
    ['a call that is announced and does not come', [delta({}, 'tool_calls'), '[DONE]'], passing],
    ['broken JSON', ['{"choices":'], passing],
    ['JSON of another kind', [{ choices: 'Secretname' }], lasting],
    ['an error in words', [{ error: 'Secretname' }], passing],
    ['an error with a number', [{ error: { code: 502, message: 'Secretname' } }], passing],
    ['an error that asks to wait', [{ error: { code: 429, message: 'Secretname' } }], { name: 'LimitReached', code: 'rate_limited' }],
    ['a question that is too long', [{ error: { code: 'context_length_exceeded' } }], { name: 'LimitReached', code: 'too_large' }],
    ['an account that is spent', [{ error: { type: 'insufficient_quota' } }], { name: 'LimitReached', code: 'budget_spent' }],
    ['a model that is not there', [{ error: { code: 404, message: 'Secretname' } }], lasting],
  ])('%s', async (_case, events, expected) => {
    const { events: given, error } = await understood(...events);
    expect(given.filter(({ type }) => type !== 'text')).toEqual([]);
    expect(error).toMatchObject(expected);
    expect((error as Error).message).not.toContain('Secretname');
  });
});
