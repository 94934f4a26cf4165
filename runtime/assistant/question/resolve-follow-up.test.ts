import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { Turn } from '#core/domain/session.ts';
import { isFollowUp, resolveFollowUp } from './resolve-follow-up.ts';

const answered = (text: string, title = 'Proxy settings'): Turn => {
  const citation: ChatEvent = {
    type: 'citation',
    n: 1,
    title,
    url: 'https://docs.example/x',
    snippet: '',
    source: 'web_docs',
    updatedAt: null,
  };
  return turn(text, [citation, { type: 'done', answered: true, citations: [1] }]);
};
const turn = (text: string, events: readonly ChatEvent[]): Turn => ({
  sessionId: 's',
  turnId: text,
  text,
  state: 'finished',
  startedAt: '2026-11-21T10:00:00.000Z',
  events,
});

describe('a follow-up', () => {
  test.each([
    'and with a proxy?',
    'what about 4.6?',
    'how do I turn it off?',
    'on CloudHub?',
    'why?',
    'Does it cost extra?',
    'can you give me an example?',
    'and what is the default for that',
  ])('%s', (text) => {
    expect(isFollowUp(text)).toBe(true);
  });
  test.each([
    'How do I send logs through a proxy?',
    'FW-2003',
    'retry.max default',
    'Is it possible to mask card numbers in log events?',
    'Which Java version do I need for 4.7?',
    'Are there limits on the number of tags per metric?',
  ])('is not %s', (text) => {
    expect(isFollowUp(text)).toBe(false);
  });
});

test('leans on the words of the last question', () => {
  const { text, context, cited } = resolveFollowUp('and with a password?', [answered('How do I send logs through a proxy?')]);
  expect(text).toBe('and with a password?');
  expect(context).toBe('send logs proxy');
  expect(cited).toEqual(['https://docs.example/x']);
});

test('goes on through a chain of follow-ups', () => {
  const history = [answered('How do I send logs through a proxy?'), answered('and with a password?')];
  expect(resolveFollowUp('on CloudHub?', history).context).toBe('send logs proxy password');
});

test('takes another version for the one before', () => {
  expect(resolveFollowUp('what about 4.6?', [answered('Which Java version does 4.7 need?')]).context).toBe('Java version');
});

test('knows a bare code by the title that answered it', () => {
  expect(resolveFollowUp('how do I fix it?', [answered('FW-2002?', 'FW-2002 TLS handshake failed')]).context).toBe(
    'FW-2002 TLS handshake failed',
  );
});

test('looks past small talk, and to a question that had no answer', () => {
  const small = turn('thanks', [{ type: 'done', answered: false, citations: [] }]);
  const refused = turn('Can I export to Kafka?', [{ type: 'done', answered: false, citations: [], reason: 'refused' }]);
  expect(resolveFollowUp('and to Splunk?', [answered('How do I set a proxy?'), refused, small]).context).toBe('export Kafka');
});

test('stands alone in a new session', () => {
  expect(resolveFollowUp('and with a proxy?', [])).toEqual({ text: 'and with a proxy?', context: '' });
});
