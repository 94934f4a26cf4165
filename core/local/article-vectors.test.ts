import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Article } from '#core/domain/article.ts';
import { article, uploadArticles } from '#core/ports/knowledge-base.contract.ts';
import type { Side } from '#core/ports/knowledge-base.ts';
import { openDatabase } from './database.ts';
import { localFiles } from './files.ts';
import { type EmbeddingsService, startEmbeddingsService } from './fixtures/embeddings-service.ts';
import { localKnowledgeBase } from './knowledge-base.ts';
import { localServing } from './serving.ts';

const TOPICS = [
  ['refund', 'reimbursed', 'compensation'],
  ['parcel', 'shipment', 'package'],
];
const articles = [
  article('Refund of an order', 'A refund is paid within ten days.'),
  article('Parcel tracking', 'The number of the parcel stands on the receipt.'),
  article('E-17', 'The lid is open. Close it.'),
  article('Opening hours', 'We are there from nine to five.'),
];

const folders: string[] = [];
let service: EmbeddingsService;
beforeEach(async () => {
  service = await startEmbeddingsService(TOPICS);
});
afterEach(() => service.close());
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function make() {
  const folder = mkdtempSync(path.join(tmpdir(), 'threadwell-vectors-'));
  folders.push(folder);
  const database = openDatabase(folder);
  const files = localFiles(folder);
  const logged: string[] = [];
  const log = { debug: () => {}, info: () => {}, warn: (message: string) => void logged.push(message), error: () => {} };
  const endpoint = { baseUrl: service.baseUrl, model: 'tiny', apiKey: 'secret-1' };
  const ports = { database, files, serving: localServing(database), clock: { now: () => new Date('2026-11-21') } };
  const knowledgeBase = localKnowledgeBase({ ...ports, log, embeddings: endpoint });
  const ingest = async (rows: readonly Article[], side: Side = 'blue') => {
    await uploadArticles(files, side, 'web_docs', rows);
    return await knowledgeBase.ingestion(await knowledgeBase.startIngestion(side, 'web_docs'));
  };
  const titles = async (text: string, tags: readonly string[] = []) =>
    (await knowledgeBase.retrieve({ text, limit: 3, side: 'blue', tags })).map(({ title }) => title);
  return { ingest, titles, logged, knowledgeBase, files };
}

test('finds what is meant where no word is shared, and an exact code as before', async () => {
  const { ingest, titles } = make();
  await ingest(articles);
  expect((await titles('when am I reimbursed'))[0]).toBe('Refund of an order');
  expect((await titles('where is my shipment'))[0]).toBe('Parcel tracking');
  expect((await titles('E-17'))[0]).toBe('E-17');
  expect(await titles('where is my shipment', ['topic:none'])).toEqual([]);
});

test('what no word says is not sure enough for an answer', async () => {
  const { ingest, knowledgeBase } = make();
  await ingest(articles);
  const [first] = await knowledgeBase.retrieve({ text: 'where is my shipment', limit: 1, side: 'blue' });
  expect(first!.confidence).toBeLessThan(knowledgeBase.minConfidence);
});

describe('ingestion', () => {
  const sent = () => service.requests.flatMap(({ input }) => input).map((body) => body.split('\n')[0]);

  test('embeds only what changed, whichever side it goes to', async () => {
    const { ingest } = make();
    await ingest(articles);
    expect(sent()).toHaveLength(articles.length);
    expect(service.requests[0]).toMatchObject({ authorization: 'Bearer secret-1', model: 'tiny' });
    service.requests.length = 0;
    await ingest(articles, 'green');
    await ingest(articles);
    expect(sent()).toEqual([]);
    await ingest(articles.with(3, { ...articles[3]!, body: '# Opening hours\n\nWe are there from ten to six.' }));
    expect(sent()).toEqual(['# Opening hours']);
  });

  test('sends at most 64 articles at once', async () => {
    const { ingest } = make();
    await ingest(Array.from({ length: 150 }, (_, number) => article(`Number ${number}`, `Text ${number}.`)));
    expect(service.requests.map(({ input }) => input.length)).toEqual([64, 64, 22]);
  });

  test.each(['error', 'garbage', 'too few', 'zero'] as const)(
    'a service that answers with %s leaves the words, one line of log, and the rest for the next time',
    async (mood) => {
      const { ingest, titles, logged } = make();
      service.mood = mood;
      expect(await ingest(articles)).toMatchObject({ status: 'COMPLETE', statistics: { failed: 0 } });
      expect(logged).toEqual(['articles without a vector are found by words alone; run ingest again']);
      expect((await titles('refund'))[0]).toBe('Refund of an order');
      service.mood = 'well';
      service.requests.length = 0;
      await ingest(articles);
      expect(sent()).toHaveLength(articles.length);
    },
  );
});

describe('a question', () => {
  test('is masked before it leaves', async () => {
    const { ingest, titles } = make();
    await ingest(articles);
    service.requests.length = 0;
    await titles('refund for jane.roe@acme.example please');
    expect(service.requests).toHaveLength(1);
    expect(service.requests[0]!.input[0]).not.toContain('jane.roe');
    expect(service.requests[0]!.input[0]).toContain('refund');
  });

  test('is answered by words when the service is silent, and the next one does not wait', async () => {
    const { ingest, titles, logged } = make();
    await ingest(articles);
    service.mood = 'silent';
    service.requests.length = 0;
    expect((await titles('refund'))[0]).toBe('Refund of an order');
    expect((await titles('parcel'))[0]).toBe('Parcel tracking');
    expect(service.requests).toHaveLength(1);
    expect(logged).toEqual(['questions are answered by words alone for a minute']);
  });

  test('goes by words alone while vectors of another length are stored', async () => {
    const { ingest, titles, logged } = make();
    await ingest(articles);
    service.mood = 'longer';
    expect(await titles('refund')).toEqual(['Refund of an order']);
    expect(await titles('when am I reimbursed')).toEqual([]);
    expect(logged).toEqual([]);
  });
});
