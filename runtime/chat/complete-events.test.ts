import { expect, test } from 'vitest';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import { InvalidInput, LimitReached, UpstreamFailed } from '#core/domain/errors.ts';
import { asStream, type DoneEvent, endingOf, errorEvent, stoppedEnding } from './complete-events.ts';

const delta: ChatEvent = { type: 'delta', text: 'Set it.' };
const citation: ChatEvent = {
  type: 'citation',
  n: 2,
  title: 'T',
  url: 'https://d.example',
  snippet: '',
  source: 'web_docs',
  updatedAt: null,
};
const failed: ChatEvent = { type: 'error', code: 'upstream_failed', message: 'No.', retryable: true };
const done: DoneEvent = { type: 'done', answered: true, citations: [2] };

test('a good answer ends as the assistant ended it', () => {
  expect(endingOf([citation, delta], done)).toEqual([done]);
});

test('an answer after an error ends as failed, whatever the assistant says', () => {
  expect(endingOf([citation, delta, failed], done)).toEqual([{ type: 'done', answered: false, citations: [2], reason: 'error' }]);
});

test('an answer without an end, or one that calls itself failed, gets its one error', () => {
  for (const end of [null, { ...done, reason: 'error' as const }])
    expect(endingOf([citation, delta], end).map((event) => event.type)).toEqual(['error', 'done']);
});

test('a stopped answer says so and keeps its citations', () => {
  expect(stoppedEnding([citation, delta])).toEqual([{ type: 'done', answered: false, citations: [2], reason: 'stopped' }]);
  expect(stoppedEnding([failed])).toEqual([{ type: 'done', answered: false, citations: [], reason: 'error' }]);
});

test.each([
  [new UpstreamFailed('zendesk.example said 503'), 'upstream_failed'],
  [new LimitReached('used up', 'budget_spent'), 'budget_spent'],
  [new DOMException('late', 'TimeoutError'), 'timeout'],
  [new InvalidInput('a bug of ours'), 'internal'],
  [new TypeError('x is undefined'), 'internal'],
  ['no error at all', 'internal'],
])('tells %s as %s, without its text', (error, code) => {
  const told = errorEvent(error);
  expect(told).toMatchObject({ type: 'error', code });
  expect(JSON.stringify(told)).not.toMatch(/zendesk|used up|late\b|bug|undefined/);
});

test('a ticket that was filed later comes before the one done of a stored turn', () => {
  const ticket: ChatEvent = { type: 'ticket', id: '7', url: 'https://desk.example/7' };
  expect(asStream([delta, done, ticket])).toEqual([delta, ticket, done]);
  expect(asStream([])).toEqual([]);
});
