import { beforeEach, describe, expect, test } from 'vitest';
import type { Article } from '#core/domain/article.ts';
import type { Source } from '#core/domain/passage.ts';
import { shardArticles } from '#core/domain/shard.ts';
import { formatSidecar, SIDECAR_SUFFIX } from '#core/domain/sidecar.ts';
import type { Files } from './files.ts';
import type { IngestionJob, KnowledgeBase, Side } from './knowledge-base.ts';
import type { Serving } from './serving.ts';

export type KnowledgeBaseFixture = { readonly knowledgeBase: KnowledgeBase; readonly files: Files; readonly serving: Serving };

export function article(name: string, text: string, tags: readonly string[] = []): Article {
  return { title: name, url: `https://docs.example.com/${name.toLowerCase().replaceAll(' ', '-')}`, body: `# ${name}\n\n${text}`, tags };
}

export const articles: readonly Article[] = [
  article('Proxy settings', 'Set `proxy.host` and `proxy.port` when the worker has no direct way out.', ['topic:network', 'version:4.7']),
  article('Custom certificate authority', 'Import the root into the truststore that `tls.truststore` names.', ['topic:network']),
  article('FW-2003 Queue full', 'The queue reached `queue.capacity` and the oldest events were dropped.', ['version:4.7']),
  article('Uninstall', 'Take the dependency out of the project and delete the property file.'),
];

/** Uploads articles as ingest does; what lay there before and is not written again is removed. */
export async function uploadArticles(files: Files, side: Side, source: Source, rows: readonly Article[]): Promise<void> {
  const wanted = new Map(shardArticles(rows).map((shard) => [`kb/${side}/${source}/${shard.name}`, shard.csv]));
  for (const [path, csv] of wanted) {
    await files.write(path, csv);
    await files.write(path + SIDECAR_SUFFIX, formatSidecar(source));
  }
  for await (const { path } of files.list(`kb/${side}/${source}`))
    if (!wanted.has(path.replace(SIDECAR_SUFFIX, ''))) await files.remove(path);
}

/** What every KnowledgeBase promises. `make` gives an empty one, with the files it reads and the row that says what serves. */
export function describeKnowledgeBase(name: string, make: () => Promise<KnowledgeBaseFixture> | KnowledgeBaseFixture): void {
  describe(`KnowledgeBase: ${name}`, () => {
    let knowledgeBase: KnowledgeBase;
    let files: Files;
    let serving: Serving;
    beforeEach(async () => {
      ({ knowledgeBase, files, serving } = await make());
    });
    const ended = async (jobId: string): Promise<IngestionJob> => {
      for (;;) {
        const job = await knowledgeBase.ingestion(jobId);
        if (!['STARTING', 'IN_PROGRESS', 'STOPPING'].includes(job.status)) return job;
      }
    };
    const ingest = async (side: Side, source: Source, rows: readonly Article[]) => {
      await uploadArticles(files, side, source, rows);
      return await ended(await knowledgeBase.startIngestion(side, source));
    };
    const urls = async (text: string, side: Side) =>
      (await knowledgeBase.retrieve({ text, limit: 10, side })).map((passage) => passage.url);
    const shards = shardArticles(articles).length;

    test('finds nothing before anything serves', async () => {
      expect(await knowledgeBase.retrieve({ text: 'proxy', limit: 5 })).toEqual([]);
      await ingest('blue', 'web_docs', articles);
      expect(await knowledgeBase.retrieve({ text: 'proxy', limit: 5 })).toEqual([]);
    });

    test('finds an article with all that a citation needs', async () => {
      await ingest('blue', 'web_docs', articles);
      const [first] = await knowledgeBase.retrieve({ text: 'proxy settings', limit: 3, side: 'blue' });
      expect(first).toMatchObject({
        title: 'Proxy settings',
        url: 'https://docs.example.com/proxy-settings',
        text: articles[0]!.body,
        tags: ['topic:network', 'version:4.7'],
        source: 'web_docs',
      });
      expect(first!.confidence).toBeLessThanOrEqual(1);
      expect(first!.confidence).toBeGreaterThanOrEqual(knowledgeBase.minConfidence);
    });

    test('gives the best first, at most as many as asked', async () => {
      await ingest('blue', 'web_docs', articles);
      const passages = await knowledgeBase.retrieve({ text: 'property file, queue events, truststore, proxy', limit: 3, side: 'blue' });
      expect(passages).toHaveLength(3);
      expect(passages.map((passage) => passage.score)).toEqual(passages.map((passage) => passage.score).toSorted((a, b) => b - a));
    });

    test('asks the serving side unless told another, and a side knows nothing of the other', async () => {
      await ingest('blue', 'web_docs', articles);
      await ingest('green', 'web_docs', [article('Proxy settings', 'Another text about the proxy.')]);
      await serving.promote({ version: 1, side: 'green', contentHash: 'h', articles: 1, promotedAt: '2026-11-21T00:00:00.000Z' });
      const [served] = await knowledgeBase.retrieve({ text: 'proxy', limit: 1 });
      expect(served!.text).toContain('Another text');
      expect(await urls('uninstall', 'green')).not.toContain(articles[3]!.url);
      expect((await urls('uninstall', 'blue'))[0]).toBe('https://docs.example.com/uninstall');
    });

    test('keeps only passages with all the tags', async () => {
      await ingest('blue', 'web_docs', articles);
      const query = { text: 'proxy queue truststore', limit: 10, side: 'blue' } as const;
      const titles = async (tags: string[]) => (await knowledgeBase.retrieve({ ...query, tags })).map((passage) => passage.title).sort();
      expect(await titles(['version:4.7'])).toEqual(['FW-2003 Queue full', 'Proxy settings']);
      expect(await titles(['version:4.7', 'topic:network'])).toEqual(['Proxy settings']);
      expect(await titles(['version:1.0'])).toEqual([]);
    });

    test('keeps only passages of the source', async () => {
      await ingest('blue', 'web_docs', articles);
      await ingest('blue', 'curated_articles', [article('Proxy by mail', 'The proxy asks for a password.')]);
      const titles = async (source: Source) =>
        (await knowledgeBase.retrieve({ text: 'proxy', limit: 10, side: 'blue', source })).map((passage) => passage.title);
      expect(await titles('web_docs')).toContain('Proxy settings');
      expect(await titles('web_docs')).not.toContain('Proxy by mail');
      expect(await titles('curated_articles')).toEqual(['Proxy by mail']);
    });

    test('explains the same passages in the same order, and changes none of them', async () => {
      await ingest('blue', 'web_docs', articles);
      const query = { text: 'queue.capacity and the proxxy', limit: 3, side: 'blue', tags: ['version:4.7'] } as const;
      const { passages, asked, ranking } = await knowledgeBase.explain(query);
      expect(passages.map(({ why: _, ...passage }) => passage)).toEqual(await knowledgeBase.retrieve(query));
      expect(passages.length).toBeGreaterThan(0);
      const shares = asked.reduce((sum, { share }) => sum + share, 0);
      if (ranking === 'vectors') expect([asked, passages.map(({ why }) => why.words)]).toEqual([[], passages.map(() => null)]);
      else expect(shares).toBeCloseTo(1);
      for (const { why } of passages)
        for (const match of why.words?.matches ?? []) expect(asked[match.asked]?.readings.map(({ words }) => words)).toContain(match.words);
    });

    test('explains that nothing is found before anything serves', async () => {
      expect((await knowledgeBase.explain({ text: 'proxy', limit: 5 })).passages).toEqual([]);
    });

    test('counts files, and reads only those that differ', async () => {
      const first = await ingest('blue', 'web_docs', articles);
      expect(first.status).toBe('COMPLETE');
      expect(first.failureReasons).toEqual([]);
      expect(first.statistics).toEqual({ scanned: shards, indexed: shards, deleted: 0, failed: 0 });
      const again = await ended(await knowledgeBase.startIngestion('blue', 'web_docs'));
      expect(again.statistics).toEqual({ scanned: shards, indexed: 0, deleted: 0, failed: 0 });
      const changed = await ingest('blue', 'web_docs', articles.with(3, { ...articles[3]!, body: '# Uninstall\n\nSay goodbye.' }));
      expect(changed.statistics).toEqual({ scanned: shards, indexed: 1, deleted: 0, failed: 0 });
      expect((await urls('goodbye', 'blue'))[0]).toBe(articles[3]!.url);
      expect((await knowledgeBase.retrieve({ text: 'uninstall', limit: 10, side: 'blue' })).map(({ text }) => text)).not.toContain(
        articles[3]!.body,
      );
    });

    test('forgets the articles of files that are gone', async () => {
      await ingest('blue', 'web_docs', articles);
      const job = await ingest('blue', 'web_docs', articles.slice(1));
      expect(job.statistics.deleted + job.statistics.indexed).toBeGreaterThan(0);
      expect(await urls('proxy', 'blue')).not.toContain(articles[0]!.url);
      const empty = await ingest('blue', 'web_docs', []);
      expect(empty.statistics.scanned).toBe(0);
      expect(await urls('queue truststore uninstall', 'blue')).toEqual([]);
    });

    test('a job of one source leaves the other alone', async () => {
      await ingest('blue', 'web_docs', articles);
      await ingest('blue', 'curated_articles', [article('Curated answer', 'About goodbyes.')]);
      await ingest('blue', 'web_docs', articles.slice(0, 1));
      expect((await knowledgeBase.retrieve({ text: 'goodbyes', limit: 1, side: 'blue' }))[0]).toMatchObject({ source: 'curated_articles' });
    });

    test('a broken file fails with its name, the others are read, and what it held before stays', async () => {
      await ingest('blue', 'web_docs', articles);
      const changed = articles.map((one) => ({ ...one, body: `${one.body} Amended.` }));
      await uploadArticles(files, 'blue', 'web_docs', changed);
      const [broken] = shardArticles(changed);
      const path = `kb/blue/web_docs/${broken!.name}`;
      await files.write(path, broken!.csv.replace('title,url', 'name,url'));
      const job = await ended(await knowledgeBase.startIngestion('blue', 'web_docs'));
      expect(job).toMatchObject({ status: 'COMPLETE', statistics: { scanned: shards, indexed: shards - 1, failed: 1 } });
      expect(job.failureReasons.join()).toContain(path);
      const found = await knowledgeBase.retrieve({ text: 'proxy truststore queue uninstall', limit: 10, side: 'blue' });
      expect(found).toHaveLength(articles.length);
      expect(found.filter((passage) => !passage.text.endsWith('Amended.'))).toHaveLength(broken!.rows);
      // Repaired, it is read as any changed file.
      await files.write(path, broken!.csv);
      const repaired = await ended(await knowledgeBase.startIngestion('blue', 'web_docs'));
      expect(repaired.statistics).toEqual({ scanned: shards, indexed: 1, deleted: 0, failed: 0 });
    });

    test('a file without its sidecar fails', async () => {
      await uploadArticles(files, 'blue', 'web_docs', articles.slice(0, 1));
      for await (const { path } of files.list('kb/blue/web_docs')) if (path.endsWith(SIDECAR_SUFFIX)) await files.remove(path);
      const job = await ended(await knowledgeBase.startIngestion('blue', 'web_docs'));
      expect(job.statistics).toMatchObject({ indexed: 0, failed: 1 });
    });

    test('one job a side at a time', async () => {
      await uploadArticles(files, 'blue', 'web_docs', articles);
      await uploadArticles(files, 'green', 'web_docs', articles);
      const started = await Promise.allSettled([
        knowledgeBase.startIngestion('blue', 'web_docs'),
        knowledgeBase.startIngestion('blue', 'curated_articles'),
        knowledgeBase.startIngestion('green', 'web_docs'),
      ]);
      expect(started.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(started[1]).toMatchObject({ reason: { name: 'Conflict' } });
    });

    test('an unknown job is not found', async () => {
      await expect(knowledgeBase.ingestion('999999')).rejects.toMatchObject({ name: 'NotFound' });
      await expect(knowledgeBase.ingestion('none; DROP TABLE')).rejects.toMatchObject({ name: 'NotFound' });
    });

    test.each(['', '   ', '"', '* OR (', 'NEAR(a b) title:x -y', '🦄', `${'queue '.repeat(2_000)}`, '\0', "'; --"])(
      'takes the question %j as words only',
      async (text) => {
        await ingest('blue', 'web_docs', articles);
        for (const passage of await knowledgeBase.retrieve({ text, limit: 5, side: 'blue' }))
          expect(passage.title).toBe('FW-2003 Queue full');
      },
    );
  });
}
