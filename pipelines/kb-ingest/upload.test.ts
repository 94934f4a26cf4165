import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '#core/domain/article.ts';
import { shardArticles } from '#core/domain/shard.ts';
import { openPorts } from './fixtures/open-ports.ts';
import { ingest } from './ingest.ts';
import type { IngestPorts } from './steps.ts';

const home = openPorts();
afterAll(() => home.close());

const base: readonly Article[] = Array.from({ length: 10_000 }, (_, n) => {
  const title = `Setting ${n} of part ${n % 101}`;
  const body = `# ${title}\n\nThe setting \`part${n % 101}.setting${n}\` takes ${n} seconds.`;
  return { title, url: `https://docs.example.com/part${n % 101}/#setting-${n}`, body, tags: [] };
});
/** The base with these articles in another edition. */
const changed = (editions: Record<number, string>) =>
  base.map((one, n) => (editions[n] ? { ...one, body: `${one.body} ${editions[n]}` } : one));
const shardOf = (n: number) => `web_docs/${shardArticles([base[n]!])[0]!.name}`;

/** Runs an ingest and notes each call that changes something, in its order. */
async function recordedIngest() {
  const calls: string[] = [];
  const { files, knowledgeBase, serving } = home.ports;
  const ports: IngestPorts = {
    ...home.ports,
    files: {
      ...files,
      async write(path, content) {
        calls.push(`write ${path.replace(/\d{8}T\d+\.\d+Z/, 'TIME')}`);
        await files.write(path, content);
      },
      async remove(path) {
        calls.push(`remove ${path}`);
        await files.remove(path);
      },
    },
    knowledgeBase: {
      ...knowledgeBase,
      async startIngestion(side, source) {
        calls.push(`start ${side} ${source}`);
        return await knowledgeBase.startIngestion(side, source);
      },
    },
    serving: {
      ...serving,
      async promote(next) {
        calls.push(`promote ${next.version} ${next.side}`);
        await serving.promote(next);
      },
    },
  };
  const report = await ingest({}, ports);
  return { report, calls };
}

describe('in a base of 10,000 articles', () => {
  beforeAll(async () => {
    await home.write('web_docs', base);
    await ingest({}, home.ports);
    await home.write('web_docs', changed({ 7: 'A.' }));
    await ingest({}, home.ports);
  });

  test('a run with no change uploads, starts and promotes nothing', async () => {
    const { report, calls } = await recordedIngest();
    expect(report).toMatchObject({ status: 'unchanged', version: 2, unchanged: 10_000, shards: 0, embed: { rows: 0, tokens: 0, cost: 0 } });
    expect(calls).toEqual([]);
  });

  test('one changed article re-uploads its shard, and what makes a version', async () => {
    await home.write('web_docs', changed({ 7: 'B.' }));
    const { report, calls } = await recordedIngest();
    expect(report).toMatchObject({ status: 'promoted', version: 3, changed: 1, unchanged: 9_999, shards: 1 });
    expect(report.embed.rows).toBe(shardArticles(base).find(({ name }) => shardOf(7).endsWith(name))!.rows);
    expect(calls).toEqual([
      'remove kb/blue/proven.json',
      `write kb/blue/${shardOf(7)}`,
      'write kb/blue/manifest.json',
      'start blue web_docs',
      'start blue curated_articles',
      'write files/versions/3/web_docs.csv',
      'remove files/versions/3/curated_articles.csv',
      'write files/versions/3/freshness.json',
      'write kb/blue/proven.json',
      'promote 3 blue',
      'write files/reports/ingest-TIME.json',
    ]);
  });

  test('another one re-uploads two: its own, and the one that the refresh before touched on the other side', async () => {
    const other = base.findIndex((_, n) => shardOf(n) !== shardOf(7));
    await home.write('web_docs', changed({ 7: 'B.', [other]: 'C.' }));
    const { report, calls } = await recordedIngest();
    expect(report).toMatchObject({ status: 'promoted', version: 4, changed: 1, unchanged: 9_999, shards: 2 });
    const uploaded = calls.filter((call) => /^write kb\/green\/web_docs/.test(call));
    expect(uploaded).toEqual([shardOf(7), shardOf(other)].sort().map((path) => `write kb/green/${path}`));
  });
});
