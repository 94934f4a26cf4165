import { expect, test } from 'vitest';
import { formatArticles } from '#core/domain/article-csv.ts';
import { Conflict, NotFound } from '#core/domain/errors.ts';
import { freshnessFile } from '#core/domain/freshness.ts';
import { reportFile } from '#core/domain/refresh-report.ts';
import { noProgress } from '#core/ports/progress.ts';
import { ingest } from '../../pipelines/kb-ingest/ingest.ts';
import { rollback } from '../../pipelines/kb-ingest/rollback.ts';
import type { VersionChanges } from '../curation/version-changes.ts';
import { curator, request, testApp } from './fixtures/test-app.ts';

const articles = (...names: readonly string[]) =>
  names.map((name) => ({
    title: `The ${name} of a kiln`,
    url: `https://docs.example/${name}`,
    body: `# The ${name} of a kiln\n\nAbout the ${name}: turn it slowly.`,
    tags: [],
  }));

/** The app on a folder that real ingests promote into. */
async function withIngest() {
  const tested = testApp((ports) => ({
    curatorName: 'keeper',
    refresh: { start: async () => await ingest({}, { ...ports, progress: noProgress }) },
    rollback: {
      to: async (version, by) => {
        const report = await rollback(version, { ...ports, progress: noProgress }, by);
        return 'how' in report ? { status: 'promoted', version: report.version } : report;
      },
    },
  }));
  const desk = await curator(tested.app);
  const json = async <T>(method: string, route: string) => (await (await desk.call(method, route)).json()) as T;
  const publish = async (names: readonly string[]) => {
    await tested.ports.files.write('web_docs.csv', formatArticles(articles(...names)));
    tested.advance(60_000);
    return await json<{ status: string; reason?: string }>('POST', '/refreshes');
  };
  return { ...tested, desk, json, publish };
}
type Run = { status: string; version: number | null; [member: string]: unknown };
const NAMES = ['door', 'floor', 'lid', 'peephole', 'burner', 'shelf', 'stilt', 'prop', 'cone', 'vent'];

test('runs are told with their counts and canaries, a stopped one with the guard that it hit', async () => {
  const { publish, json, advance } = await withIngest();
  await publish(NAMES);
  await publish([...NAMES.slice(1), 'chimney']);
  expect(await publish(NAMES.slice(0, 3))).toMatchObject({ status: 'failed' });
  advance(1_000);
  const { runs } = await json<{ runs: Run[] }>('GET', '/refreshes/runs');
  expect(runs).toMatchObject([
    { status: 'failed', version: 2, serving: null, canRollBack: false, reason: expect.stringMatching(/has 3 rows, 7 fewer than the 10/) },
    { status: 'promoted', version: 2, isCurrent: true, canRollBack: false, counts: { added: 1, changed: 0, removed: 1, unchanged: 9 } },
    { status: 'promoted', version: 1, isCurrent: false, canRollBack: true, counts: { added: 10 }, canary: { asked: 10, missed: [] } },
  ]);
});

test('a guard that was passed over is told with the reason', async () => {
  const { ports, json } = await withIngest();
  const run = (force?: string) => ingest({ force }, { ...ports, progress: noProgress });
  await ports.files.write('web_docs.csv', formatArticles(articles(...NAMES)));
  await run();
  await ports.files.write('web_docs.csv', formatArticles(articles('door')));
  await run('The old docs are gone for good');
  const { runs } = await json<{ runs: Run[] }>('GET', '/refreshes/runs');
  expect(runs[0]?.forced).toEqual({ reason: 'The old docs are gone for good', guards: [expect.stringMatching(/has 1 rows, 9 fewer/)] });
});

test('the articles of a version that are not as in the one before are named', async () => {
  const { publish, json } = await withIngest();
  await publish(NAMES);
  await publish([...NAMES.slice(1), 'chimney']);
  expect(await json<VersionChanges>('GET', '/refreshes/2/changes')).toEqual({
    version: 2,
    since: 1,
    added: { count: 1, articles: [{ title: 'The chimney of a kiln', url: 'https://docs.example/chimney' }] },
    changed: { count: 0, articles: [] },
    removed: { count: 1, articles: [{ title: 'The door of a kiln', url: 'https://docs.example/door' }] },
  });
  expect(await json<VersionChanges>('GET', '/refreshes/1/changes')).toMatchObject({ since: null, added: { count: 10 } });
});

test('rolling back serves the earlier content as a new version, signed, and can be gone back on', async () => {
  const { publish, json, ports } = await withIngest();
  await publish(NAMES);
  await publish([...NAMES, 'chimney']);
  expect(await json('POST', '/refreshes/1/rollback')).toEqual({ status: 'promoted', version: 3 });
  expect(await ports.serving.current()).toMatchObject({ version: 3, articles: 10 });
  const { runs } = await json<{ runs: Run[] }>('GET', '/refreshes/runs');
  expect(runs[0]).toMatchObject({ version: 3, restored: 1, by: 'keeper', isCurrent: true });
  expect(runs.map(({ version, canRollBack }) => [version, canRollBack])).toEqual([
    [3, false],
    [2, true],
    [1, false],
  ]);
  expect(await json<VersionChanges>('GET', '/refreshes/3/changes')).toMatchObject({ added: { count: 0 }, removed: { count: 1 } });
});

test('a version made again of its own CSVs is told as a rollback too', async () => {
  const { publish, json } = await withIngest();
  for (const last of ['chimney', 'hood', 'fan']) await publish([...NAMES, last]);
  expect(await json('POST', '/refreshes/1/rollback')).toEqual({ status: 'promoted', version: 4 });
  const { runs } = await json<{ runs: Run[] }>('GET', '/refreshes/runs');
  expect(runs[0]).toMatchObject({ version: 4, restored: 1, by: 'keeper', counts: { added: 1, removed: 1 }, canary: { missed: [] } });
});

test.each([
  ['POST', '/refreshes/7/rollback', 404],
  ['POST', '/refreshes/1/rollback', 400],
  ['POST', '/refreshes/x/rollback', 400],
  ['POST', '/refreshes/0/rollback', 400],
  ['GET', '/refreshes/7/changes', 404],
  ['GET', '/refreshes/1.5/changes', 400],
] as const)('%s %s answers %i', async (method, route, status) => {
  const { desk, publish } = await withIngest();
  await publish(NAMES);
  const response = await desk.call(method, route);
  expect([response.status, ((await response.json()) as { error: { message: string } }).error.message]).toEqual([
    status,
    expect.stringMatching(/version/),
  ]);
});

test('who is in the way of a rollback is told as a conflict', async () => {
  const { app } = testApp(() => ({ rollback: { to: () => Promise.reject(new Conflict('a refresh is running')) } }));
  const desk = await curator(app);
  expect((await desk.call('POST', '/refreshes/1/rollback')).status).toBe(409);
});

test('rolling back needs the desk’s own page', async () => {
  const { app } = testApp(() => ({ rollback: { to: () => Promise.reject(new NotFound('it was called')) } }));
  const { cookie } = await curator(app);
  expect((await request(app, 'POST', '/refreshes/1/rollback', { headers: { cookie } })).status).toBe(403);
  expect((await request(app, 'POST', '/refreshes/1/rollback')).status).toBe(401);
  expect((await request(app, 'GET', '/quality')).status).toBe(401);
});

test('a report that cannot be read is left out, and what has none is told by its content', async () => {
  const { desk, json, ports } = await withIngest();
  const side = { side: 'blue', articles: 3 } as const;
  await ports.serving.promote({ ...side, version: 1, contentHash: 'a', promotedAt: '2026-11-20T10:00:00.000Z' });
  await ports.serving.promote({ ...side, version: 2, contentHash: 'b', promotedAt: '2026-11-20T11:00:00.000Z' });
  await ports.serving.promote({ ...side, version: 3, contentHash: 'a', promotedAt: '2026-11-20T12:00:00.000Z' });
  await ports.files.write(reportFile('2026-11-20T11:00:00.000Z'), 'cut of');
  await ports.files.write(reportFile('2026-11-20T11:30:00.000Z'), '{"at":"yesterday","status":"promoted"}');
  const { runs } = await json<{ runs: Run[] }>('GET', '/refreshes/runs');
  expect(runs.map(({ version, restored }) => [version, restored])).toEqual([
    [3, 1],
    [2, undefined],
    [1, undefined],
  ]);
  expect((await desk.call('GET', '/refreshes/2/changes')).status).toBe(404);
  await ports.files.write(freshnessFile(1), '{"changed":{},"crawled":{},"ingested":null}');
  await ports.files.write(
    freshnessFile(2),
    '{"changed":{"https://docs.example/a":"2026-11-20T11:00:00.000Z"},"crawled":{},"ingested":null}',
  );
  expect(await json<VersionChanges>('GET', '/refreshes/2/changes')).toMatchObject({
    added: { count: 1, articles: [{ title: 'https://docs.example/a' }] },
  });
});
