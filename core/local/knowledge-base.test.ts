import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '#core/domain/article.ts';
import type { Files } from '#core/ports/files.ts';
import { article, articles, describeKnowledgeBase, uploadArticles } from '#core/ports/knowledge-base.contract.ts';
import { noLog } from '#core/ports/log.ts';
import { openDatabase } from './database.ts';
import { localFiles } from './files.ts';
import { localKnowledgeBase } from './knowledge-base.ts';
import { localServing } from './serving.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function make(options: { folder?: string; files?: (files: Files) => Files; synonyms?: string } = {}) {
  const folder = options.folder ?? mkdtempSync(path.join(tmpdir(), 'threadwell-kb-'));
  if (!options.folder) folders.push(folder);
  const database = openDatabase(folder);
  const serving = localServing(database);
  const stored = localFiles(folder);
  const files = options.files?.(stored) ?? stored;
  let now = new Date('2026-11-21T00:00:00.000Z');
  const clock = { now: () => now, set: (text: string) => (now = new Date(text)) };
  const { synonyms } = options;
  const knowledgeBase = localKnowledgeBase({
    database,
    files,
    serving,
    clock,
    log: noLog,
    ...(synonyms === undefined ? {} : { synonyms }),
  });
  const ingest = async (rows: readonly Article[], side: 'blue' | 'green' = 'blue') => {
    await uploadArticles(stored, side, 'web_docs', rows);
    return await knowledgeBase.ingestion(await knowledgeBase.startIngestion(side, 'web_docs'));
  };
  const retrieve = (text: string) => knowledgeBase.retrieve({ text, limit: 5, side: 'blue' });
  const best = async (text: string) => (await retrieve(text))[0]?.title;
  /** All that retrieval rests on, without ids. */
  const content = () =>
    ['kb_articles', 'kb_files', 'kb_words', 'kb_frequency_blue', 'kb_frequency_green'].map((table) =>
      database
        .prepare(`SELECT * FROM ${table}`)
        .all()
        .map(({ id: _id, ...row }) => JSON.stringify(row))
        .sort(),
    );
  return { folder, database, knowledgeBase, files, serving, clock, ingest, retrieve, best, content };
}

describeKnowledgeBase('local', () => make());

describe('what the local one understands', () => {
  const base = [
    ...articles,
    article('Environment variable', 'Export `DD_API_KEY` before the runtime starts.'),
    article('Timeouts', 'The error `HTTP:TIMEOUT` means that `connect.timeout` has passed.'),
    article('Supported versions', 'The 4.6.x line is maintained, 4.5 is not.'),
    article('Authentication', 'How users sign in with their account.'),
    article('Log files', 'Where the logs are written.'),
  ];

  let shared: ReturnType<typeof make>;
  beforeAll(async () => {
    shared = make();
    await shared.ingest(base);
  });

  test.each([
    ['DD_API_KEY', 'Environment variable'],
    ['where does the api key go', 'Environment variable'],
    ['HTTP:TIMEOUT', 'Timeouts'],
    ['we get a http timeout', 'Timeouts'],
    ['queue.capacity', 'FW-2003 Queue full'],
    ['capacity of the queue', 'FW-2003 Queue full'],
    ['fw-2003', 'FW-2003 Queue full'],
    ['what is the matter with 2003', 'FW-2003 Queue full'],
    ['is 4.6.x maintained', 'Supported versions'],
    ['is 4.6.2 maintained', 'Supported versions'],
    ['certifcate athority', 'Custom certificate authority'],
    ['custom certificates', 'Custom certificate authority'],
    ['trust store', 'Custom certificate authority'],
    ['uninstal', 'Uninstall'],
    ['how do I get rid of it', 'Uninstall'],
    ['customers cannot log in', 'Authentication'],
    ['login', 'Authentication'],
    ['logs', 'Log files'],
    ['egress', 'Proxy settings'],
  ])('%s → %s', async (question, title) => {
    expect(await shared.best(question)).toBe(title);
  });

  test('own synonyms add to the built-in ones', async () => {
    const { ingest, best } = make({ synonyms: 'warp drive, proxy\n' });
    await ingest(base);
    expect(await best('warp drive')).toBe('Proxy settings');
    expect(await best('egress')).toBe('Proxy settings');
  });

  test('confidence is high for what the passage says, and low with a word that no article has', async () => {
    const confidence = async (question: string) => (await shared.retrieve(question))[0]?.confidence ?? 0;
    expect(await confidence('what happens when the queue is full?')).toBeGreaterThan(0.8);
    expect(await confidence('FW-2003 events dropped')).toBeGreaterThan(0.8);
    expect(await confidence('is the queue written to Kafka?')).toBeLessThan(0.5);
    expect(await confidence('Is there a Helm chart for the proxy?')).toBeLessThan(0.5);
    expect(await confidence('what is the weather like')).toBe(0);
  });

  test('a copy of an article under another address is folded into the better one', async () => {
    const { ingest, retrieve } = make();
    const text = 'The truststore holds the certificate authorities that the worker accepts when it opens a connection.';
    await ingest([article('Truststore', text), article('Truststore old', text), article('Other', 'Nothing about it.')]);
    expect((await retrieve('truststore')).map((passage) => passage.title)).toEqual(['Truststore']);
  });
});

describe('when an article changed', () => {
  const dates = async (retrieve: ReturnType<typeof make>['retrieve']) =>
    Object.fromEntries((await retrieve('proxy truststore queue uninstall')).map((passage) => [passage.title, passage.updatedAt]));

  test('is when its content did, whatever happens to its shard', async () => {
    const { ingest, retrieve, clock } = make();
    await ingest(articles);
    clock.set('2026-12-01T00:00:00.000Z');
    await ingest([...articles.with(0, { ...articles[0]!, body: '# Proxy settings\n\nAll new about the proxy.' }), article('New', 'x')]);
    const changed = await dates(retrieve);
    expect(changed['Proxy settings']).toBe('2026-12-01T00:00:00.000Z');
    expect(changed.Uninstall).toBe('2026-11-21T00:00:00.000Z');
  });

  test('is known to the other side too', async () => {
    const { ingest, knowledgeBase, clock } = make();
    await ingest(articles, 'blue');
    clock.set('2026-12-01T00:00:00.000Z');
    await ingest(articles, 'green');
    const [passage] = await knowledgeBase.retrieve({ text: 'proxy', limit: 1, side: 'green' });
    expect(passage!.updatedAt).toBe('2026-11-21T00:00:00.000Z');
  });
});

describe('what is known of an article besides', () => {
  test('is when its shard was last read, changed or not', async () => {
    const { ingest, retrieve, clock } = make();
    await ingest(articles);
    clock.set('2026-12-01T00:00:00.000Z');
    await ingest(articles);
    const [passage] = await retrieve('proxy');
    expect(passage).toMatchObject({ updatedAt: '2026-11-21T00:00:00.000Z', ingestedAt: '2026-12-01T00:00:00.000Z', citedAt: null });
  });

  test('a shard that cannot be read was last read before', async () => {
    const { ingest, retrieve, clock, files, knowledgeBase } = make();
    await ingest(articles);
    clock.set('2026-12-01T00:00:00.000Z');
    for await (const { path } of files.list('kb/blue/web_docs')) if (path.endsWith('.csv')) await files.write(path, 'not,a,row');
    await knowledgeBase.startIngestion('blue', 'web_docs');
    expect((await retrieve('proxy'))[0]).toMatchObject({ ingestedAt: '2026-11-21T00:00:00.000Z' });
  });

  test('is when it was cited, which a refresh does not forget', async () => {
    const { ingest, retrieve, clock, knowledgeBase } = make();
    await ingest(articles);
    await knowledgeBase.noteCited?.([articles[0]!.url, 'https://docs.example.com/unknown']);
    clock.set('2026-12-01T00:00:00.000Z');
    await ingest(articles.with(0, { ...articles[0]!, body: '# Proxy settings\n\nAll new about the proxy.' }));
    expect((await retrieve('proxy'))[0]).toMatchObject({ citedAt: '2026-11-21T00:00:00.000Z' });
    await knowledgeBase.noteCited?.([articles[0]!.url]);
    expect((await retrieve('proxy'))[0]).toMatchObject({ citedAt: '2026-12-01T00:00:00.000Z' });
  });
});

test('a part of a section was cited when the section was', async () => {
  const { ingest, retrieve, knowledgeBase } = make();
  await ingest([{ ...article('Long story', 'The long story goes on.'), url: 'https://docs.example.com/story#long:~:part=2' }]);
  await knowledgeBase.noteCited?.(['https://docs.example.com/story#long']);
  expect((await retrieve('long story'))[0]).toMatchObject({ citedAt: '2026-11-21T00:00:00.000Z' });
});

test('of two that fit alike the one that changed last comes first', async () => {
  const { ingest, retrieve, clock } = make();
  const older = article('Spare key', 'The spare key lies in the red drawer beside the door.');
  await ingest([older]);
  clock.set('2027-11-21T00:00:00.000Z');
  await ingest([older, article('Spare keys', 'A spare key hangs on the green board behind the desk.')]);
  expect((await retrieve('spare key')).map(({ title }) => title)).toEqual(['Spare keys', 'Spare key']);
});

describe('interrupted', () => {
  test('a job that cannot read changes nothing, says why, and the next one repairs', async () => {
    let broken = false;
    const failing = (files: Files): Files => ({
      ...files,
      async read(name) {
        if (broken && name.includes('/web_docs/')) throw new Error('the disk is gone');
        return await files.read(name);
      },
    });
    const { ingest, content } = make({ files: failing });
    await ingest(articles.slice(0, 2));
    const before = content();
    broken = true;
    const job = await ingest(articles);
    expect(job).toMatchObject({ status: 'FAILED', failureReasons: ['the disk is gone'] });
    expect(content()).toEqual(before);
    broken = false;
    expect((await ingest(articles)).status).toBe('COMPLETE');
    const undisturbed = make();
    await undisturbed.ingest(articles.slice(0, 2));
    await undisturbed.ingest(articles);
    expect(content()).toEqual(undisturbed.content());
  });

  test('the job of a dead process is stopped by the next one, that of a living one refuses it', async () => {
    const { folder, database, knowledgeBase, ingest } = make();
    database.exec(`INSERT INTO kb_jobs (side, source, status, started_at) VALUES ('blue', 'web_docs', 'IN_PROGRESS', '2026-11-20')`);
    const holder = new DatabaseSync(path.join(folder, 'threadwell.db-ingestion-blue'));
    holder.exec('BEGIN EXCLUSIVE');
    await expect(knowledgeBase.startIngestion('blue', 'web_docs')).rejects.toMatchObject({ name: 'Conflict' });
    expect((await knowledgeBase.ingestion('1')).status).toBe('IN_PROGRESS');
    holder.close();
    expect((await ingest(articles)).status).toBe('COMPLETE');
    expect((await knowledgeBase.ingestion('1')).status).toBe('STOPPED');
  });

  test('one flipped bit in a shard is read as what it is, and undone by the right bytes', async () => {
    const { ingest, files, knowledgeBase, content } = make();
    await ingest(articles);
    const before = content();
    const paths: string[] = [];
    for await (const file of files.list('kb/blue/web_docs')) if (file.path.endsWith('.csv')) paths.push(file.path);
    const bytes = (await files.read(paths[0]!))!;
    await files.write(paths[0]!, bytes.with(bytes.length - 10, 0xff));
    const job = await knowledgeBase.ingestion(await knowledgeBase.startIngestion('blue', 'web_docs'));
    expect(job).toMatchObject({ statistics: { failed: 1, indexed: 0 } });
    expect(job.failureReasons[0]).toMatch(/is no UTF-8/);
    expect(content()).toEqual(before);
    await ingest(articles);
    expect(content()).toEqual(before);
  });

  test('counts of words are right after many changes', async () => {
    const changed = make();
    const fresh = make();
    await changed.ingest(articles);
    await changed.ingest(articles.slice(2));
    await changed.ingest(articles.map((one) => ({ ...one, body: `${one.body} Again.` })));
    await changed.ingest(articles);
    await fresh.ingest(articles);
    expect(changed.content()).toEqual(fresh.content());
  });
});

test('terms of an older cut are made anew when the database is opened', async () => {
  const first = make();
  await first.ingest(articles);
  const before = first.content();
  first.database.exec('UPDATE kb_terms_version SET version = 0; DELETE FROM kb_terms_blue; DELETE FROM kb_words');
  first.database.close();
  const second = make({ folder: first.folder });
  expect(second.content()).toEqual(before);
  expect(await second.best('proxy')).toBe('Proxy settings');
});
