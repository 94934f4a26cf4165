import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWireAccount } from '#core/aws/fixtures/wire-account.ts';
import type { Article } from '#core/domain/article.ts';
import { formatArticles } from '#core/domain/article-csv.ts';
import { shardArticles } from '#core/domain/shard.ts';
import { noProgress } from '#core/ports/progress.ts';
import { ingest } from './ingest.ts';

const base: readonly Article[] = Array.from({ length: 10_000 }, (_, n) => {
  const title = `Setting ${n} of part ${n % 101}`;
  const body = `# ${title}\n\nThe setting \`part${n % 101}.setting${n}\` takes ${n} seconds.`;
  return { title, url: `https://docs.example.com/part${n % 101}/#setting-${n}`, body, tags: [] };
});
const changed = (edition: string) => base.with(7, { ...base[7]!, body: `${base[7]!.body} ${edition}` });
const shard = `web_docs/${shardArticles([base[7]!])[0]!.name}`;

let account: Awaited<ReturnType<typeof openWireAccount>>;
beforeAll(async () => {
  account = await openWireAccount();
  for (const edition of ['A.', 'B.']) {
    await account.files.write('web_docs.csv', formatArticles(changed(edition)));
    expect(await ingest({}, { ...account, progress: noProgress }, { pollMs: 0, retryMs: 0 })).toMatchObject({ status: 'promoted' });
  }
});
afterAll(() => account.close());

/** The requests of a run that change something, in their order. */
async function recordedIngest() {
  account.wire.seen.splice(0);
  const report = await ingest({}, { ...account, progress: noProgress }, { pollMs: 0, retryMs: 0 });
  const changes = account.wire.actions(/^(Put|Delete|Create|Upload|Complete|Start)/);
  return { report, changes: changes.map((text) => text.replace('/acme-kb/', '').replace(/\d{8}T\d+\.\d+Z/, 'TIME')) };
}

test('in a base of 10,000 rows a run with no change sends nothing', async () => {
  const { report, changes } = await recordedIngest();
  expect(report).toMatchObject({ status: 'unchanged', version: 2, unchanged: 10_000 });
  expect(changes).toEqual([]);
});

test('when its pages were crawled again, it sends that', async () => {
  await account.files.write('web_docs.crawled.json', JSON.stringify({ 'https://docs.example.com/part7/': '2026-11-20T06:00:00.000Z' }));
  const { report, changes } = await recordedIngest();
  expect(report).toMatchObject({ status: 'unchanged', version: 2 });
  expect(changes).toEqual(['PutObject files/versions/2/freshness.json']);
  const [passage] = await account.knowledgeBase.retrieve({ text: 'setting 7 of part 7', limit: 1 });
  expect(passage).toMatchObject({ url: base[7]!.url, crawledAt: '2026-11-20T06:00:00.000Z' });
  expect((await recordedIngest()).changes).toEqual([]);
});

test('one changed article sends its shard, and what makes a version', async () => {
  await account.files.write('web_docs.csv', formatArticles(changed('C.')));
  const { report, changes } = await recordedIngest();
  expect(report).toMatchObject({ status: 'promoted', version: 3, changed: 1, unchanged: 9_999, shards: 1 });
  expect(changes).toEqual([
    'DeleteObject kb/blue/proven.json',
    `PutObject kb/blue/${shard}`,
    'PutObject kb/blue/manifest.json',
    'StartIngestionJob /knowledgebases/KBBLUE0000/datasources/DSBLUE0000/ingestionjobs/',
    'StartIngestionJob /knowledgebases/KBBLUE0000/datasources/DSBLUE0001/ingestionjobs/',
    'PutObject files/versions/3/web_docs.csv',
    'DeleteObject files/versions/3/curated_articles.csv',
    'PutObject files/versions/3/freshness.json',
    'PutObject kb/blue/proven.json',
    'PutItem /',
    'PutItem /',
    'PutObject files/reports/ingest-TIME.json',
  ]);
});
