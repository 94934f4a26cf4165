import { afterEach, beforeEach, expect, test } from 'vitest';
import { formatCrawlTimes } from '#core/domain/freshness.ts';
import { openPorts, someArticles } from './fixtures/open-ports.ts';
import { ingest } from './ingest.ts';
import { rollbackCommand } from './main.ts';

const [MONDAY, TUESDAY, WEDNESDAY] = ['2026-11-16T06:00:00.000Z', '2026-11-17T06:00:00.000Z', '2026-11-18T06:00:00.000Z'] as const;
const PROXY = 'https://docs.example.com/proxy';

let home: ReturnType<typeof openPorts>;
beforeEach(() => {
  home = openPorts();
});
afterEach(() => home.close());

/** The pages of the articles, crawled at a time; what was there is crawled no more. */
const crawl = (at: string) => home.files.write('web_docs.crawled.json', formatCrawlTimes(new Map([[PROXY, at]])));
const edition = (name: string) => someArticles().map((one) => ({ ...one, body: `${one.body} ${name} edition.` }));
/** As another process sees it, which has read nothing yet. */
const found = async (text = 'proxy on a server') => (await home.reopen().retrieve({ text, limit: 1 }))[0]!;

test('an article knows when it was crawled, changed, ingested and cited', async () => {
  await home.write('web_docs', someArticles());
  await crawl(MONDAY);
  await ingest({}, home.ports);
  await home.knowledgeBase.noteCited?.([`${PROXY}#server`]);
  const at = expect.stringMatching(/^2026-11-21T/);
  expect(await found()).toMatchObject({ crawledAt: MONDAY, updatedAt: at, ingestedAt: at, citedAt: at });
  expect(await found('queue on a server')).toMatchObject({ crawledAt: null, citedAt: null });
});

test('a refresh in which nothing changed moves the time of the crawl, and makes no version', async () => {
  await home.write('web_docs', someArticles());
  await crawl(MONDAY);
  await ingest({}, home.ports);
  const { updatedAt, ingestedAt } = await found();
  await crawl(TUESDAY);
  await ingest({ dryRun: true }, home.ports);
  expect(await found()).toMatchObject({ crawledAt: MONDAY });
  expect(await ingest({}, home.ports)).toMatchObject({ status: 'unchanged', version: 1 });
  expect(await found()).toMatchObject({ crawledAt: TUESDAY, updatedAt, ingestedAt });
});

test('what was crawled and could not be promoted is not said of what serves', async () => {
  await home.write('web_docs', edition('first'));
  await crawl(MONDAY);
  await ingest({}, home.ports);
  await home.write('web_docs', edition('second'));
  await crawl(TUESDAY);
  const broken = { ...home.knowledgeBase, retrieve: async () => [] };
  expect((await ingest({}, { ...home.ports, knowledgeBase: broken })).status).toBe('failed');
  expect(await found()).toMatchObject({ text: expect.stringContaining('first edition'), crawledAt: MONDAY });
});

test('a rollback shows the dates of its version, by a flip as by an ingest', async () => {
  const dates: object[] = [];
  for (const [name, at] of [
    ['first', MONDAY],
    ['second', TUESDAY],
    ['third', WEDNESDAY],
  ] as const) {
    await home.write('web_docs', edition(name));
    await crawl(at);
    await ingest({}, home.ports);
    const { updatedAt, crawledAt } = await found();
    dates.push({ updatedAt, crawledAt });
  }
  expect((await rollbackCommand(2, home.ports)).report).toMatchObject({ how: 'flipped' });
  expect(await found()).toMatchObject(dates[1]!);
  expect((await rollbackCommand(1, home.ports)).report).toMatchObject({ how: 'ingested' });
  expect(await found()).toMatchObject(dates[0]!);
});

test('versions that kept only when their articles changed go on knowing that', async () => {
  await home.write('web_docs', someArticles());
  await ingest({}, home.ports);
  await home.files.write('files/versions/1/freshness.json', JSON.stringify({ [`${PROXY}#server`]: MONDAY }));
  expect(await found()).toMatchObject({ updatedAt: MONDAY, crawledAt: null });
});

test('a file of times that holds something else is named', async () => {
  await home.write('web_docs', someArticles());
  await home.files.write('web_docs.crawled.json', '{"https://docs.example.com/proxy": "soon"}');
  expect((await ingest({}, home.ports)).reason).toMatch(/^web_docs\.crawled\.json has no dates of articles in it; remove it/);
});
