import { expect, test } from 'vitest';
import type { Turn } from '#core/domain/session.ts';
import { formatTranscript } from './format-transcript.ts';

const turn = (text: string, events: Turn['events']): Turn => ({
  sessionId: 's',
  turnId: text,
  text,
  state: 'finished',
  startedAt: '2026-11-21T10:00:00.000Z',
  events,
});

test('writes who said what, with the sources and how it ended', () => {
  const transcript = formatTranscript([
    turn('How do I set a proxy?', [
      { type: 'citation', n: 1, title: 'Proxy', url: 'https://docs.example/proxy', snippet: '', source: 'web_docs', updatedAt: null },
      { type: 'delta', text: 'Set `proxy.host`' },
      { type: 'delta', text: ' [1].' },
      { type: 'done', answered: true, citations: [1] },
    ]),
    turn('And with Kafka? ', [
      { type: 'delta', text: 'I do **not** know.' },
      { type: 'done', answered: false, citations: [], reason: 'refused' },
    ]),
    turn('Still there?', [{ type: 'error', code: 'timeout', message: '…', retryable: true }]),
    turn('File it', []),
  ]);
  expect(transcript).toBe(`Visitor: How do I set a proxy?
Assistant: Set \`proxy.host\` [1].
Sources:
  [1] Proxy https://docs.example/proxy

Visitor: And with Kafka?
Assistant: I do not know.
(The assistant had no answer)

Visitor: Still there?
(The answer failed: timeout)

Visitor: File it`);
});
