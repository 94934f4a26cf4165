import { expect, test } from 'vitest';
import type { GapQuestion } from '#core/domain/gap.ts';
import { openDatabase } from '#core/local/database.ts';
import { localGaps } from '#core/local/gaps.ts';
import { localServing } from '#core/local/serving.ts';
import { randomIds, systemClock } from '#core/local/system.ts';
import type { Assistant } from '#core/ports/assistant.ts';
import { temporaryFolder } from '../../tests/fixtures/threadwell.ts';
import { closeGaps } from './close-gaps.ts';

const gap = (id: string, question: string, more: Partial<GapQuestion> = {}): GapQuestion => ({
  id,
  question,
  why: 'unanswered',
  at: '2026-11-20T10:00:00.000Z',
  sessionId: 's',
  turnId: id,
  nearest: [],
  ...more,
});

/** Knows about Splunk, from an article of that day and as well as told, and counts what it is asked. */
function knowsSplunk(changedAt: string, confidence: number | null) {
  const asked: string[] = [];
  const assistant: Assistant = {
    async *answer({ text, note }) {
      asked.push(text);
      if (!/splunk/i.test(text)) return yield { type: 'done', answered: false, citations: [], reason: 'refused' };
      const article = { title: 'Export', url: 'https://docs.example/export', snippet: 'Use it.', updatedAt: changedAt } as const;
      yield { type: 'citation', n: 1, source: 'curated_articles', ...article };
      yield { type: 'delta', text: 'Use the exporter. [1]' };
      if (confidence !== null) note?.({ match: { confidence, minConfidence: 0.5 } });
      yield { type: 'done', answered: true, citations: [1] };
    },
  };
  return { assistant, asked };
}

type SetUp = { readonly changedAt?: string; readonly serves?: boolean; readonly confidence?: number | null };
const AFTER = '2026-11-21T10:00:00.000Z';
const BEFORE = '2026-11-19T10:00:00.000Z';

async function setUp({ changedAt = AFTER, serves = true, confidence = 0.9 }: SetUp = {}) {
  const database = openDatabase(temporaryFolder());
  const gaps = localGaps(database);
  const serving = localServing(database);
  if (serves) await serving.promote({ version: 1, side: 'blue', contentHash: 'h', articles: 1, promotedAt: '2026-11-21T11:00:00.000Z' });
  const { assistant, asked } = knowsSplunk(changedAt, confidence);
  return { gaps, asked, ports: { gaps, serving, clock: systemClock, ids: randomIds, assistant } };
}

test('closes what is answered now, with the answer as its proof, and leaves the rest open', async () => {
  const { gaps, ports } = await setUp();
  await gaps.add(gap('1', 'Is there a Splunk export?'));
  await gaps.add(gap('2', 'Does it support Kafka?'));
  expect(await closeGaps(ports)).toEqual({ replayed: 2, closed: 1 });
  const [kafka, splunk] = await gaps.list(10);
  expect(kafka).not.toHaveProperty('closed');
  expect(splunk?.closed).toEqual({
    at: expect.any(String),
    version: 1,
    answer: 'Use the exporter. [1]',
    citations: [{ title: 'Export', url: 'https://docs.example/export', source: 'curated_articles' }],
  });
});

test('asks equal questions once, and closed ones not again', async () => {
  const { gaps, ports, asked } = await setUp();
  await gaps.add(gap('1', 'Is there a Splunk export?'));
  await gaps.add(gap('2', 'Is there a Splunk export?'));
  expect(await closeGaps(ports)).toEqual({ replayed: 2, closed: 2 });
  expect(await closeGaps(ports)).toEqual({ replayed: 0, closed: 0 });
  expect(asked).toHaveLength(1);
});

test.each(['thumbs_down', 'ticket', 'low_score'] as const)(
  'after %s the same answer again is no proof, until its article has changed',
  async (why) => {
    const before = await setUp({ changedAt: BEFORE });
    await before.gaps.add(gap('1', 'Is there a Splunk export?', { why }));
    expect(await closeGaps(before.ports)).toEqual({ replayed: 1, closed: 0 });
    const after = await setUp({ changedAt: AFTER });
    await after.gaps.add(gap('1', 'Is there a Splunk export?', { why }));
    expect(await closeGaps(after.ports)).toEqual({ replayed: 1, closed: 1 });
  },
);

test.each([0.5, 0.69, null])('a weak answer is closed by none that is weak as well, or that nobody measured: %s', async (confidence) => {
  const { gaps, ports } = await setUp({ confidence });
  await gaps.add(gap('1', 'Is there a Splunk export?', { why: 'low_score' }));
  expect(await closeGaps(ports)).toEqual({ replayed: 1, closed: 0 });
});

test('a ticket after a refused question is closed with it by any answer, and counts once', async () => {
  const { gaps, ports, asked } = await setUp({ changedAt: BEFORE, confidence: 0.5 });
  await gaps.add(gap('1', 'Is there a Splunk export?'));
  await gaps.add(gap('2', 'Is there a Splunk export?', { why: 'ticket', turnId: '1' }));
  expect(await closeGaps(ports)).toEqual({ replayed: 1, closed: 1 });
  expect((await gaps.list(10)).map(({ closed }) => closed?.version)).toEqual([1, 1]);
  expect(asked).toHaveLength(1);
});

test('asks nothing while nothing serves', async () => {
  const { gaps, ports, asked } = await setUp({ serves: false });
  await gaps.add(gap('1', 'Is there a Splunk export?'));
  expect(await closeGaps(ports)).toEqual({ replayed: 0, closed: 0 });
  expect(asked).toEqual([]);
});
