import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { InvalidInput } from '#core/domain/errors.ts';
import { freshnessFile } from '#core/domain/freshness.ts';
import type { Files } from '#core/ports/files.ts';
import { openPorts, someArticles } from './fixtures/open-ports.ts';
import { ingest } from './ingest.ts';
import { ingestCommand } from './main.ts';

let home: ReturnType<typeof openPorts>;
beforeEach(() => {
  home = openPorts();
});
afterEach(() => home.close());

const changeOne = (articles = someArticles(), at = 3) =>
  articles.with(at, { ...articles[at]!, body: `${articles[at]!.body}\n\nAnd one sentence more.` });

/** Files that note what is written and removed. */
function recorded(files: Files): { files: Files; changes: string[] } {
  const changes: string[] = [];
  const noting: Files = {
    ...files,
    async write(path, content) {
      changes.push(path);
      await files.write(path, content);
    },
    async remove(path) {
      changes.push(path);
      await files.remove(path);
    },
  };
  return { files: noting, changes };
}

describe('a refresh', () => {
  test('the first one makes version 1 serve, with copies of its CSVs and a report', async () => {
    await home.write('web_docs', someArticles(40));
    await home.write('curated_articles', someArticles().slice(40));
    const report = await ingest({}, home.ports);
    expect(report).toMatchObject({ version: 1, added: 50, changed: 0, removed: 0, unchanged: 0, status: 'promoted' });
    expect(await home.serving.current()).toMatchObject({ version: 1, side: 'blue', articles: 50 });
    expect(await home.files.readText('files/versions/1/web_docs.csv')).toBe(await home.files.readText('web_docs.csv'));
    expect(await home.files.readText('files/versions/1/curated_articles.csv')).toBe(await home.files.readText('curated_articles.csv'));
    const [found] = await home.knowledgeBase.retrieve({ text: 'sampling on a cluster', limit: 1 });
    expect(found).toMatchObject({ url: 'https://docs.example.com/sampling#cluster', source: 'web_docs' });
    const [kept] = Object.values(await home.stored('files/reports'));
    expect(JSON.parse(kept!)).toMatchObject({ status: 'promoted', version: 1, shards: report.shards, added: 50 });
  });

  test('with nothing changed uploads, starts and promotes nothing', async () => {
    await home.write('web_docs', someArticles());
    await ingest({}, home.ports);
    const { files, changes } = recorded(home.files);
    const knowledgeBase = { ...home.knowledgeBase, startIngestion: () => Promise.reject(new Error('a job was started')) };
    const report = await ingest({}, { ...home.ports, files, knowledgeBase });
    expect(report).toEqual({
      ...{ version: 1, added: 0, changed: 0, removed: 0, unchanged: 50, shards: 0, status: 'unchanged' },
      embed: { rows: 0, tokens: 0, cost: 0 },
    });
    expect(changes).toEqual([]);
  });

  test('goes to the other side, and later uploads only the shards that differ there', async () => {
    const articles = someArticles();
    await home.write('web_docs', articles);
    const first = await ingest({}, home.ports);
    await home.write('web_docs', changeOne(articles, 3));
    const second = await ingest({}, home.ports);
    expect(second).toMatchObject({ version: 2, changed: 1, unchanged: 49, shards: first.shards });
    expect((await home.serving.current())?.side).toBe('green');
    await home.write('web_docs', changeOne(changeOne(articles, 3), 17));
    const third = await ingest({}, home.ports);
    expect(third).toMatchObject({ version: 3, changed: 1, unchanged: 49, shards: 2 });
    expect((await home.serving.current())?.side).toBe('blue');
  });

  test('counts added and removed rows, and a source that becomes empty leaves the index', async () => {
    await home.write('web_docs', someArticles(49));
    await home.write('curated_articles', someArticles().slice(49));
    await ingest({}, home.ports);
    await home.write('web_docs', someArticles().slice(1, 49));
    await ingest({}, home.ports);
    await home.write('web_docs', someArticles(48));
    await home.write('curated_articles', []);
    expect(await ingest({}, home.ports)).toMatchObject({ version: 3, added: 1, removed: 2, changed: 0, unchanged: 47 });
    expect(home.index('blue')).toHaveLength(48);
    expect(Object.keys(await home.stored('kb/blue/curated_articles'))).toEqual([]);
  });

  test('a dry run tells what would be done and does nothing', async () => {
    await home.write('web_docs', someArticles());
    const { files, changes } = recorded(home.files);
    const report = await ingest({ dryRun: true }, { ...home.ports, files });
    expect(report).toMatchObject({ version: null, added: 50, status: 'planned' });
    expect(report.shards).toBeGreaterThan(10);
    expect(changes).toEqual([]);
    expect(await home.serving.current()).toBeNull();
  });

  test('a version keeps the date of an article until its content changes', async () => {
    await home.write('web_docs', someArticles());
    await ingest({}, home.ports);
    const before = JSON.parse((await home.files.readText(freshnessFile(1)))!).changed;
    await home.write('web_docs', changeOne());
    await ingest({}, home.ports);
    const after = JSON.parse((await home.files.readText(freshnessFile(2)))!).changed;
    const changed = someArticles()[3]!.url;
    expect(Object.keys(after)).toHaveLength(50);
    expect(after[changed] > before[changed]).toBe(true);
    expect({ ...after, [changed]: null }).toEqual({ ...before, [changed]: null });
  });
});

describe('a guard', () => {
  beforeEach(async () => {
    await home.write('web_docs', someArticles());
    await ingest({}, home.ports);
  });

  test('stops when more than a fifth of a source is gone, and a reason passes over it', async () => {
    await home.write('web_docs', someArticles(39));
    const stopped = await ingest({}, home.ports);
    expect(stopped).toMatchObject({ status: 'failed', version: 1 });
    expect(stopped.reason).toMatch(/web_docs\.csv has 39 rows, 11 fewer than the 50 that serve \(22 %\).*--force/);
    expect(await home.serving.current()).toMatchObject({ version: 1 });
    const forced = await ingest({ force: 'the old guide was retired' }, home.ports);
    expect(forced).toMatchObject({ status: 'promoted', version: 2, removed: 11, forced: { reason: 'the old guide was retired' } });
    expect(forced.forced!.guards).toHaveLength(1);
    const reports = Object.values(await home.stored('files/reports')).map((text) => JSON.parse(text!));
    expect(reports.map((report) => report.status)).toEqual(['promoted', 'failed', 'promoted']);
    expect(reports[2].forced.reason).toBe('the old guide was retired');
  });

  test('lets a fifth go', async () => {
    await home.write('web_docs', someArticles(40));
    expect(await ingest({}, home.ports)).toMatchObject({ status: 'promoted', removed: 10 });
  });

  test('stops when the docs are gone altogether, also with curated articles left', async () => {
    await home.files.remove('web_docs.csv');
    await home.write('curated_articles', someArticles(5));
    expect((await ingest({}, home.ports)).reason).toMatch(/web_docs\.csv has no rows/);
    await home.files.remove('curated_articles.csv');
    expect((await ingest({ force: 'yes' }, home.ports)).reason).toMatch(/nothing to serve; run scrape first/);
  });

  const rows = 'title,url,body,tags\nProxy,https://a.example/,# Proxy,\nQueue,https://a.example/queue,# Queue,\n';
  test.each([
    ['a broken row', `${rows}B,https://b.example/\n`, /web_docs\.csv row 4: 2 fields instead of 4; quote fields/],
    ['a bad url', `${rows}B,b.example,# B,\n`, /web_docs\.csv row 4: `url` is not an absolute/],
    ['a repeated url', `${rows}A,https://a.example/,# A,\n`, /row 4: `url` repeats row 2.*; remove one of them/],
  ])('stops at %s, and a reason leaves such rows out', async (_name, content, reason) => {
    await home.files.write('web_docs.csv', content);
    const result = await ingestCommand({}, home.ports);
    expect(result).toMatchObject({ ok: false, report: { status: 'failed', version: 1 } });
    expect(result.text).toMatch(reason);
    expect(result.text).toMatch(/version 1 goes on serving/);
    const forced = await ingestCommand({ force: 'the rest is urgent' }, home.ports);
    expect(forced).toMatchObject({ ok: true, report: { status: 'promoted', version: 2, forced: { reason: 'the rest is urgent' } } });
    expect(forced.report.forced?.guards[0]).toMatch(/^1 broken rows left out: /);
    expect(forced.report.forced?.guards[0]).toMatch(reason);
    expect(home.index('green').map((row) => row.title)).toEqual(['Proxy', 'Queue']);
  });

  test('a body that no model reads to its end stops too, and a reason takes it along', async () => {
    const [first, ...rest] = someArticles();
    await home.write('web_docs', [{ ...first!, body: `${first!.body} ${'long '.repeat(7_000)}` }, ...rest]);
    expect((await ingest({}, home.ports)).reason).toMatch(/row 30: `body` has about \d+ tokens; the embedding model reads 8192; split it/);
    expect(await ingest({ force: 'a table' }, home.ports)).toMatchObject({ status: 'promoted', changed: 1 });
  });

  test.each([
    ['another header', 'title,link,body,tags\n', /row 1: the header/],
    ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x00]), /no UTF-8/],
    ['a quote without end', `title,url,body,tags\nA,https://a.example/,"${'x'.repeat(5_000_000)}`, /row is longer than .*close the quote/],
  ])('stops at %s, whatever the reason given', async (_name, content, reason) => {
    await home.files.write('web_docs.csv', content);
    const result = await ingestCommand({ force: 'please' }, home.ports);
    expect(result).toMatchObject({ ok: false, report: { status: 'failed', version: 1 } });
    expect(result.text).toMatch(reason);
    expect(result.text).toMatch(/version 1 goes on serving/);
  });

  test('a reason must be one', async () => {
    expect((await ingest({ force: ' ' }, home.ports)).reason).toMatch(/--force needs a reason/);
  });
});

describe('a fault leaves the serving version alone', () => {
  beforeEach(async () => {
    await home.write('web_docs', someArticles());
    await ingest({}, home.ports);
    await home.write('web_docs', changeOne());
  });
  afterEach(async () => {
    expect(await home.serving.current()).toMatchObject({ version: 1, side: 'blue' });
    expect((await home.knowledgeBase.retrieve({ text: 'proxy server', limit: 1 }))[0]!.url).toBe('https://docs.example.com/proxy#server');
  });

  test('a job that completes with failed files is no success', async () => {
    const corrupt = { ...home.files };
    corrupt.write = async (path, content) =>
      await home.files.write(path, /green\/web_docs\/0\d\.csv$/.test(path) ? 'title,url,body,tags\nbroken' : content);
    const report = await ingest({}, { ...home.ports, files: corrupt });
    expect(report).toMatchObject({ status: 'failed', version: 1 });
    expect(report.reason).toMatch(/\d+ of \d+ files failed: kb\/green\/web_docs\/0\d\.csv row 2/);
  });

  test('a side that does not find what it holds is not promoted', async () => {
    const knowledgeBase = { ...home.knowledgeBase, retrieve: async () => [] };
    const report = await ingest({}, { ...home.ports, knowledgeBase });
    expect(report.reason).toMatch(/20 of 20 sampled articles are not found by their own title on the green side/);
  });

  test('golden questions that find less than before stop it', async () => {
    const golden = someArticles().map((one) => `${one.title},${one.url},\n`);
    await home.files.write('golden.csv', `question,url,tags\n${golden.join('')}`);
    const replaced = someArticles().map((one, index) => (index < 9 ? { ...one, url: `${one.url}-moved` } : one));
    await home.write('web_docs', replaced);
    const report = await ingest({}, home.ports);
    expect(report.reason).toMatch(
      /worse: recall@5 from 100 % to 82 %, .*; lost: "The proxy on a server", .*and 6 more; nothing was promoted/,
    );
  });

  test('a CSV that is written meanwhile', async () => {
    const knowledgeBase = {
      ...home.knowledgeBase,
      async startIngestion(...args: Parameters<typeof home.knowledgeBase.startIngestion>) {
        await home.write('web_docs', someArticles(45));
        return await home.knowledgeBase.startIngestion(...args);
      },
    };
    const report = await ingest({}, { ...home.ports, knowledgeBase });
    expect(report.reason).toMatch(/web_docs\.csv was changed while it was being ingested/);
  });

  test('an expected failure that cannot even be told is thrown with its cause', async () => {
    const files = {
      ...home.files,
      write: () => Promise.reject(new Error('disk full')),
      readChunks: () => Promise.reject(new InvalidInput('x')),
    };
    await expect(ingest({}, { ...home.ports, files })).rejects.toThrow('disk full');
  });
});

test('of two runs that end together one promotes, and the other says so', async () => {
  await home.write('web_docs', someArticles());
  const serving = {
    ...home.serving,
    promote: async (next: Parameters<typeof home.serving.promote>[0]) => {
      await home.serving.promote({ ...next, contentHash: 'of the other run' });
      await home.serving.promote(next);
    },
  };
  const report = await ingest({}, { ...home.ports, serving });
  expect(report).toMatchObject({ status: 'failed', version: 1 });
  expect(report.reason).toMatch(/version 1 cannot serve/);
});

test('a shard that rotted on the idle side is written again', async () => {
  await home.write('web_docs', someArticles());
  await ingest({}, home.ports);
  await home.write('web_docs', changeOne());
  await ingest({}, home.ports);
  const path = 'kb/blue/web_docs/05.csv';
  const right = (await home.files.read(path))!;
  await home.files.write(path, right.with(40, right[40]! ^ 1));
  await home.write('web_docs', changeOne(changeOne(), 20));
  expect(await ingest({}, home.ports)).toMatchObject({ status: 'promoted', version: 3 });
  const clean = openPorts();
  await clean.write('web_docs', changeOne(changeOne(), 20));
  await ingest({}, clean.ports);
  expect(await home.stored('kb/blue')).toEqual(await clean.stored('kb/blue'));
  expect(home.index('blue')).toEqual(clean.index('blue'));
  clean.close();
});

test('killed before any change that it makes, the next run ends like an undisturbed one', async () => {
  const undisturbed = openPorts();
  for (const articles of [someArticles(), changeOne()]) {
    await undisturbed.write('web_docs', articles);
    await ingest({}, undisturbed.ports);
  }
  await home.write('web_docs', someArticles());
  await ingest({}, home.ports);
  await home.write('web_docs', changeOne());
  let killedAt = 0;
  for (let allowed = 0; ; allowed++) {
    const result = await ingest({}, dyingPorts(home.ports, allowed)).catch((error: Error) => error.message);
    if (result !== 'killed') break;
    killedAt += 1;
    expect(await home.serving.current()).toMatchObject({ version: 1 });
  }
  expect(killedAt).toBeGreaterThan(5);
  expect(await ingest({}, home.ports)).toMatchObject({ status: 'unchanged', version: 2 });
  expect(await home.stored()).toEqual(await undisturbed.stored());
  expect(home.index('green')).toEqual(undisturbed.index('green'));
  undisturbed.close();
});

/** Ports that let through so many changes and then throw at each, as a dead process would do nothing more. */
function dyingPorts(ports: typeof home.ports, allowed: number): typeof home.ports {
  let left = allowed;
  const spend = () => {
    if (left-- <= 0) throw new Error('killed');
  };
  const { files, knowledgeBase, serving } = ports;
  return {
    ...ports,
    files: {
      ...files,
      async write(path, content) {
        spend();
        await files.write(path, content);
      },
      async remove(path) {
        spend();
        await files.remove(path);
      },
    },
    knowledgeBase: {
      ...knowledgeBase,
      async startIngestion(side, source) {
        spend();
        return await knowledgeBase.startIngestion(side, source);
      },
    },
    serving: {
      ...serving,
      async promote(next) {
        spend();
        await serving.promote(next);
      },
    },
  };
}
