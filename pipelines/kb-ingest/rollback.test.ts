import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPorts, someArticles } from './fixtures/open-ports.ts';
import { ingest } from './ingest.ts';
import { rollbackCommand } from './main.ts';

let home: ReturnType<typeof openPorts>;
beforeEach(() => {
  home = openPorts();
});
afterEach(() => home.close());

const edition = (name: string) => someArticles().map((one) => ({ ...one, body: `${one.body} ${name} edition.` }));
async function promote(...names: string[]) {
  for (const name of names) {
    await home.write('web_docs', edition(name));
    expect((await ingest({}, home.ports)).status).toBe('promoted');
  }
}
const served = async () => (await home.knowledgeBase.retrieve({ text: 'proxy on a server', limit: 1 }))[0]!.text;
/** Ports on which nothing is uploaded or read into an index. */
const onlyFlips = () => ({
  ...home.ports,
  knowledgeBase: { ...home.knowledgeBase, startIngestion: () => Promise.reject(new Error('a job was started')) },
});

test('flips back to the version before, and forth again, by one row', async () => {
  await promote('first', 'second');
  const dates = await home.files.readText('files/versions/1/freshness.json');
  const result = await rollbackCommand(undefined, onlyFlips());
  expect(result).toMatchObject({ ok: true, report: { version: 3, restored: 1, articles: 50, how: 'flipped' } });
  expect(result.text).toBe('version 3 serves what version 1 served: 50 articles (the other side still held it)');
  expect(await served()).toContain('first edition');
  expect(await home.serving.current()).toMatchObject({ version: 3, side: 'blue' });
  expect(await home.files.readText('files/versions/3/freshness.json')).toBe(dates);
  expect(await home.files.readText('files/versions/3/web_docs.csv')).toBe(await home.files.readText('files/versions/1/web_docs.csv'));
  expect((await rollbackCommand(undefined, onlyFlips())).report).toMatchObject({ version: 4, restored: 2, how: 'flipped' });
  expect(await served()).toContain('second edition');
});

test('an older version is ingested again of the CSVs that it kept, and those of today stay', async () => {
  await promote('first', 'second', 'third');
  const today = await home.files.readText('web_docs.csv');
  const result = await rollbackCommand(1, home.ports);
  expect(result).toMatchObject({ ok: true, report: { version: 4, restored: 1, how: 'ingested' } });
  expect(await served()).toContain('first edition');
  expect(await home.files.readText('web_docs.csv')).toBe(today);
  expect(await ingest({}, home.ports)).toMatchObject({ status: 'promoted', version: 5, changed: 50 });
  expect(await served()).toContain('third edition');
});

test('an older version may have far fewer rows: who rolls back has seen it', async () => {
  await home.write('web_docs', edition('small').slice(0, 5));
  await ingest({}, home.ports);
  await promote('second', 'third');
  expect((await rollbackCommand(1, home.ports)).report).toMatchObject({ version: 4, articles: 5, how: 'ingested' });
});

test('a side that a failed refresh has written to is not flipped to', async () => {
  await promote('first', 'second');
  await home.write('web_docs', edition('third'));
  const broken = { ...home.knowledgeBase, retrieve: async () => [] };
  expect((await ingest({}, { ...home.ports, knowledgeBase: broken })).status).toBe('failed');
  // Its files are as they were once more, but its index is not.
  await home.write('web_docs', edition('first'));
  const failing = { ...home.knowledgeBase, startIngestion: () => Promise.reject(new Error('killed')) };
  await expect(ingest({}, { ...home.ports, knowledgeBase: failing })).rejects.toThrow('killed');
  expect((await rollbackCommand(1, home.ports)).report).toMatchObject({ version: 3, restored: 1, how: 'ingested' });
  expect(await served()).toContain('first edition');
});

test('a version whose articles cannot be found any more is not served', async () => {
  await promote('first', 'second', 'third');
  const broken = { ...home.knowledgeBase, retrieve: async () => [] };
  const result = await rollbackCommand(1, { ...home.ports, knowledgeBase: broken });
  expect(result).toMatchObject({ ok: false, report: { status: 'failed', version: 3 } });
  expect(result.text).toMatch(/not found by their own title.*version 3 goes on serving/);
});

test('what cannot be gone back to is told', async () => {
  await expect(rollbackCommand(undefined, home.ports)).rejects.toThrow(/nothing was promoted yet.*run ingest first/);
  await promote('first');
  await expect(rollbackCommand(undefined, home.ports)).rejects.toThrow(/no earlier version than 1 with other content/);
  await expect(rollbackCommand(1, home.ports)).rejects.toThrow(/version 1 serves the content of version 1 already/);
  await expect(rollbackCommand(7, home.ports)).rejects.toThrow(/there was no version 7; the newest is 1/);
});
