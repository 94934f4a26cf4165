import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '#core/local/database.ts';
import { localDrafts } from '#core/local/drafts.ts';
import { localFiles } from '#core/local/files.ts';
import { sampleDraft } from '../http/fixtures/test-app.ts';
import { type DraftsAction, draftsCommand } from './drafts-command.ts';

async function desk(...drafts: ReturnType<typeof sampleDraft>[]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'threadwell-drafts-'));
  const database = openDatabase(folder);
  onTestFinished(() => {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const ports = {
    drafts: localDrafts(database),
    files: localFiles(folder),
    clock: { now: () => new Date('2026-11-21T10:00:00.000Z') },
  };
  for (const draft of drafts) await ports.drafts.put(draft);
  const file = path.join(folder, 'review.csv');
  const run = (action: DraftsAction, args: { id?: string; reason?: string; file?: string } = {}) =>
    draftsCommand(action, { file, who: 'mira', articlesBaseUrl: 'http://localhost:8787/articles', ...args }, ports);
  /** Exports, edits the text as a spreadsheet program would save it, and imports. */
  const importEdited = async (edit: (csv: string) => string) => {
    await run('export');
    await writeFile(file, edit(await readFile(file, 'utf8')));
    return run('import');
  };
  return { ports, run, file, importEdited };
}

test('lists, shows, approves and rejects', async () => {
  const { run, ports } = await desk(sampleDraft(), sampleDraft({ id: 'second' }));
  expect((await run('list')).text).toContain('2 drafts, 2 wait for a review');
  expect((await run('list')).report).toMatchObject({ drafts: [{ id: 'd1a2b3c4d5e6' }, { id: 'second' }] });
  expect((await run('show', { id: 'second' })).text).toContain('1. Set proxy.host and proxy.port.');
  await run('approve', { id: 'd1a2b3c4d5e6' });
  expect(await ports.files.readText('curated_articles.csv')).toContain('Proxy asks for a password');
  await expect(run('reject', { id: 'second' })).rejects.toThrow(/needs a reason/);
  await run('reject', { id: 'second', reason: 'a double' });
  expect((await ports.drafts.get('second'))?.audit).toMatchObject([{ who: 'mira', what: 'rejected', note: 'a double' }]);
  await expect(run('approve', { id: 'nowhere' })).rejects.toThrow(/there is no draft nowhere/);
  await expect(run('show')).rejects.toThrow(/threadwell drafts show ID/);
});

test('says what to do where there are no drafts', async () => {
  const { run } = await desk();
  expect((await run('list')).text).toBe('No drafts. Run `distill` on a mailbox to propose some.');
});

describe('a spreadsheet', () => {
  test('comes back as it left: nothing changes', async () => {
    const odd = sampleDraft({
      title: '=HYPERLINK("https://evil.example")',
      symptoms: ["'quoted", 'two, with "quotes"', '+1 more'],
      steps: ['-Xmx2g', '@since 4.6', "''twice", 'a; b\nc', '\tindented'].map((text) => ({ text, evidence: [], supported: false })),
    });
    const { importEdited, ports } = await desk(odd);
    for (const edit of [(csv: string) => csv, (csv: string) => `\uFEFF${csv.replaceAll('\n', '\r\n')}`])
      expect((await importEdited(edit)).report).toMatchObject({ changed: [], unchanged: 1, refused: [] });
    expect(await ports.drafts.get(odd.id)).toEqual(odd);
  });

  test('has no cell that a spreadsheet program would run', async () => {
    const { run, file } = await desk(
      sampleDraft({ title: '=1+1', symptoms: ['@SUM(A1)'], steps: [{ text: '-2', evidence: [], supported: false }] }),
    );
    await run('export');
    const csv = await readFile(file, 'utf8');
    expect(csv).toContain("'=1+1");
    expect(csv).not.toMatch(/(^|,)"?[=+\-@\t]/m);
  });

  test('edits texts; the evidence is checked anew', async () => {
    const { importEdited, ports } = await desk(sampleDraft());
    const { report, ok } = await importEdited((csv) =>
      csv.replace('Proxy asks for a password', 'Proxy wants a password').replace('Then restart the worker.', 'Then buy a new worker.'),
    );
    expect([report, ok]).toMatchObject([{ changed: ['d1a2b3c4d5e6'], refused: [] }, true]);
    const draft = await ports.drafts.get('d1a2b3c4d5e6');
    expect(draft).toMatchObject({ title: 'Proxy wants a password', version: 2, state: 'proposed' });
    expect(draft?.steps.map(({ supported }) => supported)).toEqual([true, false]);
    expect(draft?.steps[1]?.evidence).toEqual(sampleDraft().steps[1]?.evidence);
  });

  test('never sets a state', async () => {
    const { importEdited, ports } = await desk(sampleDraft());
    expect((await importEdited((csv) => csv.replace(',proposed,', ',approved,'))).report).toMatchObject({ unchanged: 1 });
    expect((await ports.drafts.get('d1a2b3c4d5e6'))?.state).toBe('proposed');
  });

  test('lists rows whose version has moved on, whose draft is gone or decided, or whose edit is wrong, and takes the others', async () => {
    const { run, file, ports } = await desk(...['aa', 'bb', 'cc', 'dd', 'ee'].map((id) => sampleDraft({ id })));
    await run('export');
    await run('reject', { id: 'bb', reason: 'no' });
    let csv = await readFile(file, 'utf8');
    csv = csv
      .replaceAll('Proxy asks', 'Gateway asks')
      .replace(/^cc,/m, 'unknown,')
      .replace(/^dd,1,proposed,[^,]*,/m, 'dd,1,proposed,,');
    await writeFile(file, csv);
    const { report, ok, text } = await run('import');
    expect(ok).toBe(false);
    expect(report).toMatchObject({
      changed: ['aa', 'ee'],
      refused: [
        { row: 3, id: 'bb', problem: expect.stringContaining('the file has version 1, the draft is at 2') },
        { row: 4, id: 'unknown', problem: expect.stringContaining('there is no draft') },
        { row: 5, id: 'dd', problem: expect.stringContaining('`title` is empty') },
      ],
    });
    expect(text).toContain('2 drafts changed, 0 unchanged, 3 refused');
    expect((await ports.drafts.get('dd'))?.version).toBe(1);
  });

  test('a step can be emptied away but not added', async () => {
    const { importEdited, ports } = await desk(sampleDraft());
    expect((await importEdited((csv) => csv.replace('Then restart the worker.', ''))).ok).toBe(true);
    expect((await ports.drafts.get('d1a2b3c4d5e6'))?.steps).toHaveLength(1);
    const added = await importEdited((csv) =>
      csv.replace(/^(id,.*)$/m, '$1,step 2').replace(/(Set proxy.host and proxy.port\.)$/m, '$1,And more.'),
    );
    expect(added.report).toMatchObject({ refused: [{ problem: expect.stringContaining('has no step 2') }] });
  });

  test.each([
    ['another file', () => 'title,url,body,tags\na,b,c,d\n', /row 1: the header/],
    ['an unknown column', (csv: string) => csv.replace('tags', 'labels'), /row 1: the header/],
    ['a missing version', (csv: string) => csv.replace(',1,proposed', ',,proposed'), /row 2: `id` or `version`/],
    ['a broken row', (csv: string) => `${csv}x,1\n`, /row 3: 2 fields instead of/],
    ['an unclosed quote', (csv: string) => `${csv}"x,1\n`, /row 3/],
    ['too many rows', (csv: string) => csv + csv.split('\n')[1]!.concat('\n').repeat(5_000), /5001 rows; the limit is 5000/],
    ['too many bytes', (csv: string) => csv + 'x'.repeat(5 * 1024 * 1024), /over 5 MB/],
  ])('refuses %s and changes nothing', async (_, edit, message) => {
    const { importEdited, ports } = await desk(sampleDraft());
    await expect(importEdited(edit)).rejects.toThrow(message);
    expect(await ports.drafts.get('d1a2b3c4d5e6')).toEqual(sampleDraft());
  });

  test('names a file that is not there', async () => {
    const { run } = await desk();
    await expect(run('import', { file: '/nowhere/review.csv' })).rejects.toThrow(/cannot be read \(ENOENT\)/);
    await expect(run('export', { file: '/nowhere/review.csv' })).rejects.toThrow(/cannot be written \(ENOENT\)/);
  });
});
