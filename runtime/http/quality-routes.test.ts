import { expect, test } from 'vitest';
import { freshnessFile } from '#core/domain/freshness.ts';
import { DAY_MS } from '#core/domain/retention.ts';
import type { Quality } from '../quality/read-quality.ts';
import { curator, testApp, visitor } from './fixtures/test-app.ts';

async function withDesk() {
  const tested = testApp();
  const desk = await curator(tested.app);
  const quality = async (query = '') => (await (await desk.call('GET', `/quality${query}`)).json()) as Quality;
  return { ...tested, desk, quality };
}

test('turns are counted on their day by what they came to, and thumbs and gaps beside them', async () => {
  const { app, quality, ports } = await withDesk();
  const ann = await visitor(app);
  await ann.ask('how do I set a proxy', 't1');
  await ann.ask('refuse Kafka transport?', 't2');
  await ann.call('POST', '/feedback', { turnId: 't1', helpful: true });
  const { days } = await quality('?days=7');
  expect(days).toHaveLength(7);
  expect(days[0]?.day).toBe('2026-11-15');
  expect(days.at(-1)).toEqual({
    day: '2026-11-21',
    cited: 1,
    uncited: 0,
    refused: 1,
    failed: 0,
    stopped: 0,
    offered: 0,
    helpful: 1,
    unhelpful: 0,
    gapsOpened: 1,
    gapsClosed: 0,
  });
  const [gap] = await ports.gaps.list(10);
  await ports.gaps.close(gap!.id, { at: '2026-11-21T12:00:00.000Z', version: 2, answer: 'Yes.', citations: [] });
  expect((await quality()).days.at(-1)).toMatchObject({ gapsOpened: 1, gapsClosed: 1 });
});

test('an answer that is read again is counted once', async () => {
  const { app, quality } = await withDesk();
  const ann = await visitor(app);
  await ann.ask('how do I set a proxy', 't1');
  await ann.ask('how do I set a proxy', 't1');
  expect((await quality('?days=7')).days.at(-1)).toMatchObject({ cited: 1, uncited: 0 });
});

test('articles are grouped by when they last changed', async () => {
  const { quality, ports } = await withDesk();
  expect((await quality()).articles).toBeNull();
  const now = ports.clock.now().getTime();
  const changed = Object.fromEntries(
    [0, 29, 30, 100, 364, 365, 4_000].map((days) => [`https://docs.example/${days}`, new Date(now - days * DAY_MS).toISOString()]),
  );
  await ports.serving.promote({ version: 1, side: 'blue', contentHash: 'a', articles: 7, promotedAt: '2026-11-20T10:00:00.000Z' });
  await ports.files.write(freshnessFile(1), JSON.stringify({ changed, crawled: {}, ingested: null }));
  const { articles } = await quality();
  expect(articles?.ages.map(({ fromDays, toDays, articles: count }) => [fromDays, toDays, count])).toEqual([
    [0, 30, 2],
    [30, 90, 1],
    [90, 180, 1],
    [180, 365, 1],
    [365, null, 2],
  ]);
});

test.each(['?days=6', '?days=93', '?days=x', '?days=7.5'])('%s is refused', async (query) => {
  const { desk } = await withDesk();
  expect((await desk.call('GET', `/quality${query}`)).status).toBe(400);
});
