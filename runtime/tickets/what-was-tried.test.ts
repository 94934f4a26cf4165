import { expect, test } from 'vitest';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { Turn } from '#core/domain/session.ts';
import { whatWasTried } from './what-was-tried.ts';

type Done = Extract<ChatEvent, { type: 'done' }>;
const citation: ChatEvent = {
  type: 'citation',
  n: 1,
  title: 'Proxy',
  url: 'https://docs.example/proxy',
  snippet: '',
  source: 'web_docs',
  updatedAt: '2026-11-01T00:00:00.000Z',
};
const turn = (text: string, reason?: Done['reason'], ...events: ChatEvent[]): Turn => ({
  sessionId: 's1',
  turnId: text.slice(0, 8),
  text,
  state: 'finished',
  startedAt: '2026-11-21T10:00:00.000Z',
  events: [...events, { type: 'done', answered: reason === undefined, citations: [], ...(reason ? { reason } : {}) }],
});

test('says what was asked, what it was answered from, what had no answer and what failed', () => {
  const turns = [
    turn('How do I\nset a proxy?', undefined, citation),
    turn('And for Kerberos?', 'refused'),
    turn('Hello?', 'error'),
    turn('ann@acme.example'),
    turn(`Why ${'x'.repeat(300)}`, 'refused'),
  ];
  expect(whatWasTried(turns).split('\n')).toEqual([
    '- “How do I set a proxy?”: answered from',
    '    Proxy https://docs.example/proxy',
    '- “And for Kerberos?”: no answer was found',
    '- “Hello?”: the answer failed',
    `- “Why ${'x'.repeat(155)}…”: no answer was found`,
  ]);
});
