import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Article } from '#core/domain/article.ts';
import { freshnessFile } from '#core/domain/freshness.ts';
import { article, articles, describeKnowledgeBase, uploadArticles } from '#core/ports/knowledge-base.contract.ts';
import { openWireAccount } from './fixtures/wire-account.ts';
import { BEDROCK_MIN_CONFIDENCE, bedrockKnowledgeBase } from './knowledge-base.ts';

let account: Awaited<ReturnType<typeof openWireAccount>>;
beforeEach(async () => {
  account = await openWireAccount({ pageSize: 3, maxAttempts: 3 });
});
afterEach(() => account.close());

describeKnowledgeBase('Bedrock on the wire', () => account);

async function ingest(rows: readonly Article[], side: 'blue' | 'green' = 'blue') {
  await uploadArticles(account.files, side, 'web_docs', rows);
  const jobId = await account.knowledgeBase.startIngestion(side, 'web_docs');
  for (;;) {
    const job = await account.knowledgeBase.ingestion(jobId);
    if (job.status !== 'IN_PROGRESS') return job;
  }
}
const retrieve = (text: string, limit = 5) => account.knowledgeBase.retrieve({ text, limit, side: 'blue' });

describe('on the wire', () => {
  test('a job is started with a token of its own, and called by side and source', async () => {
    const jobId = await account.knowledgeBase.startIngestion('green', 'curated_articles');
    expect(jobId).toBe('green/curated_articles/JOB0000001');
    const { path, body } = account.wire.seen[0]!;
    expect(path).toBe('/knowledgebases/KBGREEN000/datasources/DSGREEN001/ingestionjobs/');
    expect(JSON.parse(body.toString())).toEqual({ clientToken: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test('a start whose answer is lost is one job', async () => {
    account.wire.fail({ action: 'StartIngestionJob', does: 'cut answer', times: 1 });
    expect(await account.knowledgeBase.startIngestion('blue', 'web_docs')).toBe('blue/web_docs/JOB0000001');
    expect(account.wire.actions()).toHaveLength(2);
  });

  test('a query follows pages until it has enough, and asks no more', async () => {
    await ingest(Array.from({ length: 12 }, (_, n) => article(`Proxy ${n}`, `The proxy number ${n}.`)));
    expect(await retrieve('proxy', 8)).toHaveLength(8);
    expect(account.wire.actions(/^Retrieve/)).toHaveLength(3);
  });

  test('an explanation is one query, and says that no words can be named', async () => {
    await ingest(articles);
    const { ranking, passages } = await account.knowledgeBase.explain({ text: 'proxy', limit: 2, side: 'blue' });
    expect([ranking, passages[0]?.why]).toEqual(['vectors', { words: null, nearPlace: null, folded: [] }]);
    expect(account.wire.actions(/^Retrieve/)).toHaveLength(1);
  });

  test('a question without words asks nothing', async () => {
    await ingest(articles);
    expect(await retrieve('🦄')).toEqual([]);
    expect(account.wire.actions(/^Retrieve/)).toEqual([]);
  });
});

test('an article in several pieces comes once', async () => {
  account.bases.blue.chunkCharacters = 60;
  await ingest([article('Proxy settings', 'The proxy is set here. '.repeat(10)), articles[3]!]);
  expect(account.bases.blue.chunks.length).toBeGreaterThan(4);
  const passages = await retrieve('proxy property', 20);
  expect(passages.map(({ url }) => url)).toEqual([...new Set(passages.map(({ url }) => url))]);
  expect(passages[0]?.title).toBe('Proxy settings');
});

test('results that cannot be cited are an error, not an answer', async () => {
  await account.files.write('kb/blue/web_docs/00.csv', 'title,url,body,tags\nProxy,https://docs.example.com/proxy,About the proxy,\n');
  const job = await (async () => {
    const jobId = await account.knowledgeBase.startIngestion('blue', 'web_docs');
    await account.knowledgeBase.ingestion(jobId);
    return await account.knowledgeBase.ingestion(jobId);
  })();
  expect(job.failureReasons).toEqual(['kb/blue/web_docs/00.csv.metadata.json is missing; run ingest again']);
  await expect(retrieve('proxy')).rejects.toThrow(/none of the 1 results of the blue side says which article it is of/);
});

describe('the dates of an article', () => {
  const date = '2026-11-20T00:00:00.000Z';
  const promote = (version: number) => account.serving.promote({ version, side: 'blue', contentHash: 'h', articles: 4, promotedAt: date });
  const freshness = (version: number, changed: Record<string, string>) =>
    account.files.write(
      freshnessFile(version),
      JSON.stringify({ ingested: date, changed, crawled: { 'https://docs.example.com/proxy-settings': '2026-11-21T00:00:00.000Z' } }),
    );
  const updated = async () => (await retrieve('proxy settings', 1))[0]?.updatedAt;

  test('are known from the version that serves, read once for each', async () => {
    await ingest(articles);
    expect(await updated()).toBeNull();
    await freshness(1, { [articles[0]!.url]: date });
    await promote(1);
    expect((await retrieve('proxy settings', 1))[0]).toMatchObject({ crawledAt: '2026-11-21T00:00:00.000Z', ingestedAt: date });
    expect([await updated(), await updated()]).toEqual([date, date]);
    await freshness(1, {});
    expect(await updated()).toBe(date);
    await promote(2);
    expect(await updated()).toBeNull();
    expect(account.wire.actions(/^GetObject .*freshness/)).toHaveLength(2);
  });

  test('are read anew after a while: pages are crawled without a new version', async () => {
    await ingest(articles);
    await promote(1);
    expect(await updated()).toBeNull();
    await freshness(1, { [articles[0]!.url]: date });
    expect(await updated()).toBeNull();
    for (let second = 0; second < 600; second++) account.clock.now();
    expect(await updated()).toBe(date);
  });

  test('of the side that serves are not those of the other', async () => {
    await ingest(articles);
    await freshness(1, { [articles[0]!.url]: date });
    await account.serving.promote({ version: 1, side: 'green', contentHash: 'h', articles: 4, promotedAt: date });
    expect(await updated()).toBeNull();
  });

  test('are not worth an error: answers come without it, and it is tried again', async () => {
    await ingest(articles);
    await freshness(1, { [articles[0]!.url]: date });
    await promote(1);
    account.wire.fail({ action: 'GetObject', does: 'denied', times: 1 });
    expect([await updated(), await updated()]).toEqual([null, date]);
    expect(account.logged).toEqual(['the dates of articles cannot be read']);
  });
});

describe.each(['Retrieve', 'StartIngestionJob', 'GetIngestionJob'] as const)('%s', (action) => {
  const ask = () =>
    ({
      Retrieve: () => retrieve('proxy'),
      StartIngestionJob: () => account.knowledgeBase.startIngestion('blue', 'web_docs'),
      GetIngestionJob: () => account.knowledgeBase.ingestion('blue/web_docs/JOB0000001'),
    })[action]();

  test.each([
    ['throttled', { name: 'LimitReached', code: 'rate_limited' }],
    ['denied', { name: 'UpstreamFailed', retryable: false }],
    ['broken', { name: 'UpstreamFailed', retryable: true }],
    ['cut answer', { name: 'UpstreamFailed', retryable: true }],
    ['silent', { name: 'UpstreamFailed', retryable: true }],
  ] as const)('that is %s says so', async (does, expected) => {
    const { aws, sides, files, serving, clock, ids, log } = account;
    const hasty = bedrockKnowledgeBase({ ...aws, sides, files, serving, clock, ids, log, silenceMs: 100, maxAttempts: 2 });
    account.knowledgeBase = hasty;
    account.wire.fail({ action, does });
    await expect(ask()).rejects.toMatchObject(expected);
  });

  test('that is throttled for a while waits', async () => {
    await ingest(articles);
    account.wire.fail({ action, does: 'throttled', times: 1 });
    await expect(ask()).resolves.toBeDefined();
  });
});

test('a knowledge base that is not there is named', async () => {
  const { aws, sides, files, serving, clock, ids, log } = account;
  const gone = { ...sides, blue: { ...sides.blue, knowledgeBaseId: 'KBGONE0000' } };
  const knowledgeBase = bedrockKnowledgeBase({ ...aws, sides: gone, files, serving, clock, ids, log });
  await expect(knowledgeBase.retrieve({ text: 'proxy', limit: 1, side: 'blue' })).rejects.toThrow(
    'does not find the knowledge base KBGONE0000',
  );
  await expect(knowledgeBase.startIngestion('blue', 'web_docs')).rejects.toThrow('does not find the knowledge base KBGONE0000');
});

test('the threshold is the configured one, else the careful guess', () => {
  const { aws, sides, files, serving, clock, ids, log } = account;
  expect(account.knowledgeBase.minConfidence).toBe(BEDROCK_MIN_CONFIDENCE);
  expect(bedrockKnowledgeBase({ ...aws, sides, files, serving, clock, ids, log, minConfidence: 0.5 }).minConfidence).toBe(0.5);
});
