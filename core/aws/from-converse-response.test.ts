import { expect, test } from 'vitest';
import { fromConverseResponse } from './from-converse-response.ts';

const response = (stopReason: 'end_turn' | 'tool_use' | 'guardrail_intervened' | 'model_context_window_exceeded', content: object[]) =>
  ({
    output: { message: { role: 'assistant', content } },
    stopReason,
    usage: { inputTokens: 3, outputTokens: 2, totalTokens: 5 },
  }) as never;

test('takes the text, without what a reasoning model thought before it', () => {
  const content = [{ reasoningContent: { reasoningText: { text: 'Let me think' } } }, { text: '{"a":' }, { text: '1}' }];
  expect(fromConverseResponse(response('end_turn', content), 10)).toEqual({ text: '{"a":1}', inputTokens: 3, outputTokens: 2 });
});

test('takes no call of a tool for an answer', () => {
  const call = [{ toolUse: { toolUseId: 't', name: 'approve', input: {} } }];
  expect(() => fromConverseResponse(response('tool_use', call), 10)).toThrow('the model’s answer is broken (tool_use)');
});

test.each([
  ['guardrail_intervened', 'refuses to answer'],
  ['model_context_window_exceeded', 'the question is too long'],
] as const)('says what %s means', (stopReason, message) => {
  expect(() => fromConverseResponse(response(stopReason, [{ text: '{}' }]), 10)).toThrow(message);
});
