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

/** Knows about Splunk, from an article of that day, and counts what it is asked. */
function knowsSplunk(changedAt: string) {
  const asked: string[] = [];
  const assistant: Assistant = {
    async *answer({ text }) {
      asked.push(text);
      if (!/splunk/i.test(text)) return yield { type: 'done', answered: false, citations: [], reason: 'refused' };
      const article = { title: 'Export', url: 'https://docs.example/export', snippet: 'Use it.', updatedAt: changedAt } as const;
      yield { type: 'citation', n: 1, source: 'curated_articles', ...article };
      yield { type: 'delta', text: 'Use the exporter. [1]' };
      yield { type: 'done', answered: true, citations: [1] };
    },
  };
  return { assistant, asked };
}

async function setUp({ changedAt = '2026-11-21T10:00:00.000Z', serves = true } = {}) {
  const database = openDatabase(temporaryFolder());
  const gaps = localGaps(database);
  const serving = localServing(database);
  if (serves) await serving.promote({ version: 1, side: 'blue', contentHash: 'h', articles: 1, promotedAt: '2026-11-21T11:00:00.000Z' });
  const { assistant, asked } = knowsSplunk(changedAt);
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

test('an answer that did not help is no proof until its article has changed', async () => {
  const before = await setUp({ changedAt: '2026-11-19T10:00:00.000Z' });
  await before.gaps.add(gap('1', 'Is there a Splunk export?', { why: 'thumbs_down' }));
  expect(await closeGaps(before.ports)).toEqual({ replayed: 1, closed: 0 });
  const after = await setUp({ changedAt: '2026-11-21T10:00:00.000Z' });
  await after.gaps.add(gap('1', 'Is there a Splunk export?', { why: 'thumbs_down' }));
  expect(await closeGaps(after.ports)).toEqual({ replayed: 1, closed: 1 });
});

test('asks nothing while nothing serves', async () => {
  const { gaps, ports, asked } = await setUp({ serves: false });
  await gaps.add(gap('1', 'Is there a Splunk export?'));
  expect(await closeGaps(ports)).toEqual({ replayed: 0, closed: 0 });
  expect(asked).toEqual([]);
});
