import { expect, test } from 'vitest';
import type { GapQuestion } from '#core/ports/gaps.ts';
import { groupGaps } from './group-gaps.ts';

const gap = (id: string, question: string, at: string, nearest: string[] = [], why: GapQuestion['why'] = 'unanswered'): GapQuestion => ({
  id,
  question,
  why,
  at: `2026-11-${at}T10:00:00.000Z`,
  sessionId: 's',
  turnId: id,
  nearest,
});

test('puts questions with the same content words together, most asked first', () => {
  const groups = groupGaps([
    gap('1', 'Is there a Splunk export?', '20', ['a']),
    gap('2', 'Does it support Kafka transport?', '18', ['k1']),
    gap('3', 'does it support the transport Kafka', '19', ['k2', 'k1'], 'thumbs_down'),
    gap('4', '???', '17'),
  ]);
  expect(groups).toEqual([
    {
      id: '3',
      questions: ['does it support the transport Kafka', 'Does it support Kafka transport?'],
      count: 2,
      why: ['thumbs_down', 'unanswered'],
      nearest: ['k2', 'k1'],
      lastAt: '2026-11-19T10:00:00.000Z',
    },
    expect.objectContaining({ id: '1', count: 1 }),
    expect.objectContaining({ id: '4', questions: ['???'] }),
  ]);
});
