import { expect, test } from 'vitest';
import type { GapClosing, GapQuestion, NearMiss } from '#core/domain/gap.ts';
import { groupGaps } from './group-gaps.ts';

const gap = (id: string, question: string, day: string, more: Partial<GapQuestion> = {}): GapQuestion => ({
  id,
  question,
  why: 'unanswered',
  at: `2026-11-${day}T10:00:00.000Z`,
  sessionId: `s${id}`,
  turnId: id,
  nearest: [],
  ...more,
});
const near = (url: string): NearMiss => ({ title: url.toUpperCase(), url });
const closing: GapClosing = { at: '2026-11-22T10:00:00.000Z', version: 3, answer: 'Use the exporter. [1]', citations: [] };

test('puts questions together that ask the same, what most visitors asked first', () => {
  const groups = groupGaps([
    gap('1', 'Is there a Splunk export?', '20', { nearest: [near('a')] }),
    gap('2', 'Does it support Kafka transport?', '18', { nearest: [near('k1'), near('k3')] }),
    gap('3', 'does it support the transport Kafka', '19', { nearest: [near('k2'), near('k1')], why: 'thumbs_down' }),
    gap('4', '???', '17'),
  ]);
  expect(groups).toEqual([
    {
      id: '2',
      state: 'open',
      questions: ['does it support the transport Kafka', 'Does it support Kafka transport?'],
      count: 2,
      visitors: 2,
      reasons: [
        { why: 'unanswered', count: 1 },
        { why: 'thumbs_down', count: 1 },
      ],
      nearest: ['k1', 'k2', 'k3'],
      nearMisses: [near('k1'), near('k2'), near('k3')],
      lastAt: '2026-11-19T10:00:00.000Z',
      proofs: [],
    },
    expect.objectContaining({ id: '1', count: 1 }),
    expect.objectContaining({ id: '4', questions: ['???'] }),
  ]);
});

test('counts one visitor who asks again and again behind two visitors', () => {
  const [first, second] = groupGaps([
    gap('1', 'Is there a Splunk export?', '10', { sessionId: 'same' }),
    gap('2', 'is there a splunk export', '11', { sessionId: 'same' }),
    gap('3', 'Splunk export?', '12', { sessionId: 'same' }),
    gap('4', 'Does it support Kafka transport?', '13'),
    gap('5', 'Kafka transport support?', '14'),
  ]);
  expect(first).toMatchObject({ id: '4', visitors: 2, count: 2 });
  expect(second).toMatchObject({ id: '1', visitors: 1, count: 3 });
});

test('is closed when each of its questions is answered, and open again when one is not', () => {
  const answered = [
    gap('1', 'Is there a Splunk export?', '10', { closed: closing }),
    gap('2', 'Splunk export?', '11', { closed: closing }),
  ];
  expect(groupGaps(answered)).toMatchObject([
    {
      state: 'closed',
      proofs: [
        { question: 'Splunk export?', version: 3 },
        { question: 'Is there a Splunk export?', version: 3 },
      ],
    },
  ]);
  expect(groupGaps([...answered, gap('3', 'splunk export', '12')])).toMatchObject([{ id: '1', state: 'open', count: 3 }]);
});

test('shows closed ones last', () => {
  const groups = groupGaps([
    gap('1', 'Is there a Splunk export?', '10', { closed: closing }),
    gap('2', 'Splunk export?', '11', { closed: closing }),
    gap('3', 'Does it support Kafka?', '9'),
  ]);
  expect(groups.map(({ id }) => id)).toEqual(['3', '1']);
});

test('counts a question once for all its reasons, and is closed when each of them is', () => {
  const refused = gap('1', 'Is there a Splunk export?', '10', { nearest: [near('a')] });
  const ticket = gap('2', 'Is there a Splunk export?', '11', { sessionId: 's1', turnId: '1', why: 'ticket', nearest: [near('a')] });
  expect(groupGaps([ticket, refused])).toMatchObject([
    {
      id: '1',
      state: 'open',
      count: 1,
      visitors: 1,
      reasons: [
        { why: 'unanswered', count: 1 },
        { why: 'ticket', count: 1 },
      ],
      nearMisses: [near('a')],
      lastAt: '2026-11-10T10:00:00.000Z',
    },
  ]);
  expect(groupGaps([ticket, { ...refused, closed: closing }])).toMatchObject([{ state: 'open', proofs: [] }]);
  expect(
    groupGaps([
      { ...ticket, closed: { ...closing, version: 4, at: '2026-11-23T10:00:00.000Z' } },
      { ...refused, closed: closing },
    ]),
  ).toMatchObject([{ state: 'closed', proofs: [{ version: 4 }] }]);
});

test('counts a visitor who got weak answers half', () => {
  const weak = { why: 'low_score' } as const;
  const splunk = ['1', '2', '3'].map((id) => gap(id, 'Is there a Splunk export?', '10', weak));
  const kafka = ['4', '5'].map((id) => gap(id, 'Does it support Kafka transport?', '9'));
  expect(groupGaps([...splunk, ...kafka]).map(({ id, visitors }) => [id, visitors])).toEqual([
    ['4', 2],
    ['1', 3],
  ]);
  const ticket = gap('6', 'Is there a Splunk export?', '11', { sessionId: 's1', turnId: '1', why: 'ticket' });
  const other = gap('7', 'Is there a Splunk export?', '11', weak);
  expect(groupGaps([...splunk, ticket, other, ...kafka]).map(({ id }) => id)).toEqual(['1', '4']);
});
