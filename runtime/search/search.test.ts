import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '#core/local/database.ts';
import { localFiles } from '#core/local/files.ts';
import { localKnowledgeBase } from '#core/local/knowledge-base.ts';
import { localServing } from '#core/local/serving.ts';
import { articles, uploadArticles } from '#core/ports/knowledge-base.contract.ts';
import { noLog } from '#core/ports/log.ts';
import { searchArticles, searchCommand } from './search.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'threadwell-search-'));
const database = openDatabase(folder);
const files = localFiles(folder);
const serving = localServing(database);
const clock = { now: () => new Date('2026-11-21') };
const ports = { serving, clock, knowledgeBase: localKnowledgeBase({ database, files, serving, clock, log: noLog }) };
afterAll(() => rmSync(folder, { recursive: true }));

test('says that nothing serves, then finds, then says that nothing fits', async () => {
  expect(await searchCommand({ question: 'proxy' }, ports)).toMatchObject({
    ok: false,
    report: { passages: [] },
    text: /run `threadwell ingest`/,
  });
  await uploadArticles(files, 'blue', 'web_docs', articles);
  await ports.knowledgeBase.startIngestion('blue', 'web_docs');
  await serving.promote({ version: 1, side: 'blue', contentHash: 'h', articles: 4, promotedAt: '2026-11-21T00:00:00.000Z' });

  const { report, text, ok } = await searchCommand({ question: 'proxy.port', limit: 1 }, ports);
  expect(ok).toBe(true);
  expect(report).toEqual({
    passages: [
      {
        title: 'Proxy settings',
        url: 'https://docs.example.com/proxy-settings',
        score: expect.any(Number),
        snippet: 'Set proxy.host and proxy.port when the worker has no direct way out.',
        source: 'web_docs',
        updatedAt: '2026-11-21T00:00:00.000Z',
        crawledAt: null,
        ingestedAt: '2026-11-21T00:00:00.000Z',
        citedAt: null,
      },
    ],
  });
  expect(text).toMatch(/^1\. Proxy settings\n {3}https:\/\/docs\.example\.com\/proxy-settings\n.+\n.+changed today, ingested today$/);
  expect(await searchCommand({ question: 'zebra' }, ports)).toEqual({ report: { passages: [] }, text: 'no article fits', ok: true });
});

test('shows when an article was last cited, and looks only at the tags and the source that are asked for', async () => {
  await ports.knowledgeBase.noteCited?.(['https://docs.example.com/uninstall']);
  const { report, text } = await searchCommand({ question: 'uninstall' }, ports);
  expect(report).toMatchObject({ passages: [{ title: 'Uninstall', citedAt: '2026-11-21T00:00:00.000Z' }] });
  expect(text).toContain('ingested today, cited today');
  const titles = async (filter: object) =>
    (await searchArticles('proxy queue truststore', 5, ports, filter)).passages.map(({ title }) => title);
  expect(await titles({ tags: ['version:4.7'] })).toEqual(['Proxy settings', 'FW-2003 Queue full']);
  expect(await titles({ source: 'curated_articles' })).toEqual([]);
});

test.each([
  [' ', 5, /question is empty/],
  ['proxy', 0, /limit is 0/],
  ['proxy', 101, /limit is 101/],
  ['proxy', 1.5, /limit is 1.5/],
])('refuses %j with limit %d', async (question, limit, message) => {
  await expect(searchArticles(question, limit, ports)).rejects.toThrow(message);
});
