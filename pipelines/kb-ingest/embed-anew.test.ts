import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { formatArticles } from '#core/domain/article-csv.ts';
import { type EmbeddingsService, startEmbeddingsService } from '#core/local/fixtures/embeddings-service.ts';
import { temporaryFolder } from '#core/local/fixtures/temporary.ts';
import { threadwell } from '../../tests/fixtures/threadwell.ts';
import { openPorts, someArticles } from './fixtures/open-ports.ts';
import { ingest } from './ingest.ts';
import { ingestCommand, rollbackCommand } from './main.ts';

const TOPICS = [['proxy', 'intermediary']];

let service: EmbeddingsService;
beforeEach(async () => {
  service = await startEmbeddingsService(TOPICS);
});
afterEach(() => service.close());
/** How many articles each model was asked to embed since the last look; a canary's questions are no headings. */
const sent = () => {
  const counts: Record<string, number> = {};
  for (const { model, input } of service.requests.splice(0))
    for (const _ of input.filter((text) => text.startsWith('# '))) counts[model] = (counts[model] ?? 0) + 1;
  return counts;
};

test('another model in the configuration is seen by the next ingest, which says so and embeds everything into the other side', async () => {
  const folder = temporaryFolder();
  const config = path.join(folder, 'threadwell.config.json');
  mkdirSync(path.join(folder, 'data'));
  writeFileSync(path.join(folder, 'data/web_docs.csv'), formatArticles(someArticles(10)));
  const configure = (embeddings: object) =>
    writeFileSync(
      config,
      JSON.stringify({ brand: { name: 'A', fallbackEmail: 'a@shop.example' }, embeddings: { baseUrl: service.baseUrl, ...embeddings } }),
    );
  const run = (...more: string[]) => threadwell(['ingest', '--config', config, '--data', path.join(folder, 'data'), ...more]);
  configure({ model: 'tiny' });
  expect((await run()).stdout).toMatch(/^version 1 serves: 10 added/);
  expect(sent()).toEqual({ tiny: 10 });
  expect((await run()).stdout).toBe('nothing has changed; version 1 goes on serving\n');

  configure({ model: 'large', dimensions: 512 });
  const WHY = 'everything is embedded anew: 10 articles of the blue side have no vector of large 512';
  expect((await run('--dry-run')).stdout).toContain(`${WHY}\nto embed: 10 rows`);
  expect(sent()).toEqual({});
  const { stdout } = await run();
  expect(stdout).toMatch(/^version 2 serves: 0 added, 0 changed, 0 removed, 10 unchanged/);
  expect(stdout).toContain(WHY);
  expect(sent()).toEqual({ large: 10 });
  expect((await run()).stdout).toBe('nothing has changed; version 2 goes on serving\n');

  expect((await run('--reembed')).stdout).toMatch(/^version 3 serves: 0 added.*\neverything is embedded anew: as --reembed asks\n$/);
  expect(sent()).toEqual({ large: 10 });
});

describe('on one machine', () => {
  let home: ReturnType<typeof openPorts>;
  beforeEach(async () => {
    home = openPorts();
    await home.write('web_docs', someArticles());
  });
  afterEach(() => home.close());

  /** Ports as a process opens them that is configured with this model. */
  const withModel = (model: string) => ({ ...home.ports, knowledgeBase: home.reopen({ baseUrl: service.baseUrl, model }) });
  const byMeaning = async (ports: ReturnType<typeof withModel>) => {
    const passages = await ports.knowledgeBase.retrieve({ text: 'intermediary', limit: 3 });
    return passages.length > 0 && passages.every(({ url }) => url.includes('proxy'));
  };

  test('what serves is found by the vectors of its model until the other side is embedded, and never by both', async () => {
    const [before, after] = [withModel('before'), withModel('after')];
    await ingest({}, before);
    const { knowledgeBase } = after;
    const seen: boolean[] = [];
    const watched = {
      ...after,
      knowledgeBase: {
        ...knowledgeBase,
        async startIngestion(...job: Parameters<typeof knowledgeBase.startIngestion>) {
          const jobId = await knowledgeBase.startIngestion(...job);
          seen.push(await byMeaning(before), await byMeaning(after));
          return jobId;
        },
      },
    };
    expect(await ingest({}, watched)).toMatchObject({ status: 'promoted', version: 2, unchanged: 50, embed: { rows: 50 } });
    expect(seen).toEqual([true, false, true, false]);
    expect([await byMeaning(before), await byMeaning(after)]).toEqual([false, true]);
  });

  test('going back to the model before embeds nothing that is still there', async () => {
    await ingest({}, withModel('before'));
    await ingest({}, withModel('after'));
    service.requests.length = 0;
    expect(await ingest({}, withModel('before'))).toMatchObject({ status: 'promoted', version: 3 });
    expect(sent()).toEqual({});
    expect(await byMeaning(withModel('before'))).toBe(true);
  });

  test('a rollback does not flip to a side of another model', async () => {
    await ingest({}, withModel('before'));
    await home.write('web_docs', someArticles(49));
    await ingest({}, withModel('after'));
    expect((await rollbackCommand(1, withModel('after'))).report).toMatchObject({ version: 3, restored: 1, how: 'ingested' });
    expect(await byMeaning(withModel('after'))).toBe(true);
  });

  test('a service that gives no vectors keeps what served, says so, and is asked again by the next ingest', async () => {
    await ingest({}, withModel('before'));
    service.mood = 'error';
    const failed = await ingestCommand({}, withModel('after'));
    expect(failed.ok).toBe(false);
    expect(failed.text).toMatch(/^ingest stopped: 50 articles got no vector of after, see the log.* \(version 1 goes on serving\)$/);
    service.mood = 'well';
    expect(await byMeaning(withModel('before'))).toBe(true);
    expect(await ingest({}, withModel('after'))).toMatchObject({ status: 'promoted', version: 2 });
  });

  test('articles that came while the service was away are found by words, and embedded by the next ingest', async () => {
    service.mood = 'error';
    expect(await ingest({}, withModel('tiny'))).toMatchObject({ status: 'promoted', version: 1 });
    service.mood = 'well';
    expect(await ingest({}, withModel('tiny'))).toMatchObject({
      status: 'promoted',
      version: 2,
      embedAnew: '50 articles of the blue side have no vector of tiny',
    });
    expect(await byMeaning(withModel('tiny'))).toBe(true);
  });

  test('--reembed embeds what has not changed, while what serves keeps its vectors', async () => {
    const ports = withModel('tiny');
    await ingest({}, ports);
    expect(sent()).toEqual({ tiny: 50 });
    const { knowledgeBase } = ports;
    const seen: boolean[] = [];
    const watched = {
      ...ports,
      knowledgeBase: {
        ...knowledgeBase,
        async startIngestion(...job: Parameters<typeof knowledgeBase.startIngestion>) {
          seen.push(await byMeaning(ports));
          return await knowledgeBase.startIngestion(...job);
        },
      },
    };
    expect(await ingest({ reembed: true }, watched)).toMatchObject({ status: 'promoted', version: 2, changed: 0 });
    expect(seen).toEqual([true, true, true, true]);
    expect(sent()).toEqual({ tiny: 50 });
    await home.write('web_docs', someArticles(49));
    await ingest({}, ports);
    expect(sent()).toEqual({});
  });
});
