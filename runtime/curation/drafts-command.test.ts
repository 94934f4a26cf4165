import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Papa from 'papaparse';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '#core/local/database.ts';
import { localDrafts } from '#core/local/drafts.ts';
import { localDurableRuns } from '#core/local/durable-runs.ts';
import { localFiles } from '#core/local/files.ts';
import { localGaps } from '#core/local/gaps.ts';
import { randomIds } from '#core/local/system.ts';
import { localWorkflows } from '#core/local/workflows.ts';
import { sampleDraft } from '../http/fixtures/test-app.ts';
import { type DraftsAction, type DraftsArgs, draftsCommand } from './drafts-command.ts';

async function desk(...drafts: ReturnType<typeof sampleDraft>[]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'threadwell-drafts-'));
  const database = openDatabase(folder);
  onTestFinished(() => {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  let time = '2026-11-21T10:00:00.000Z';
  const clock = { now: () => new Date(time) };
  const ports = {
    drafts: localDrafts(database),
    gaps: localGaps(database),
    files: localFiles(folder),
    workflows: localWorkflows(database, clock),
    durableRuns: localDurableRuns(database, clock, randomIds),
    clock,
  };
  const moveTo = (next: string) => {
    time = next;
  };
  for (const draft of drafts) await ports.drafts.put(draft);
  const file = path.join(folder, 'review.csv');
  const run = (action: DraftsAction, args: Partial<DraftsArgs> = {}) =>
    draftsCommand(action, { file, who: 'mira', articlesBaseUrl: 'http://localhost:8787/articles', ...args }, ports);
  /** Exports, edits the text as a spreadsheet program would save it, and imports. */
  const importEdited = async (edit: (csv: string) => string) => {
    await run('export');
    await writeFile(file, edit(await readFile(file, 'utf8')));
    return run('import');
  };
  return { ports, run, file, importEdited, moveTo };
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

test('lists by value, with its parts, and by state', async () => {
  const mail = (date: string) => sampleDraft().messages.map((message) => ({ ...message, date }));
  const { run, ports } = await desk(
    sampleDraft({ id: 'aa', messages: mail('2026-11-01T08:00:00Z') }),
    sampleDraft({ id: 'bb', title: 'Kiln stops', symptoms: [], threads: ['t1', 't2'], messages: mail('2026-11-01T08:00:00Z') }),
    sampleDraft({ id: 'cc', state: 'rejected' }),
  );
  expect((await run('list')).text.split('\n').map((line) => line.slice(0, 2))).toEqual(['bb', 'aa', 'cc', '3 ']);
  for (const sessionId of ['ann', 'bob'])
    await ports.gaps.add({
      id: sessionId,
      question: 'What is FW-3001?',
      why: 'unanswered',
      at: '2026-11-20T08:00:00Z',
      sessionId,
      turnId: 't',
      nearest: [],
    });
  const { report, text } = await run('list', { state: 'proposed' });
  expect(report).toMatchObject({
    drafts: [
      { id: 'aa', value: { threads: 1, visitors: 2 } },
      { id: 'bb', value: { threads: 2, visitors: 0 } },
    ],
  });
  expect(text).toContain('1 thread · last asked Nov 2026 · 2 visitors asked');
  await expect(run('list', { state: 'open' })).rejects.toThrow('`open` is no state; use one of proposed, approved');
});

test('snoozes until a day, on which the draft returns by itself', async () => {
  const { run, ports, moveTo } = await desk(sampleDraft());
  const id = sampleDraft().id;
  for (const until of ['tomorrow', '2026-02-30', '2026-11-21', '2025-01-01'])
    await expect(run('snooze', { id, until }), until).rejects.toThrow(/is no day|is past/);
  expect((await run('snooze', { id, until: '2026-11-23', reason: 'docs are being rewritten' })).text).toContain(
    'It returns on 2026-11-23.',
  );
  expect((await run('list', { state: 'proposed' })).report).toEqual({ drafts: [] });
  moveTo('2026-11-22T23:59:59.000Z');
  expect((await run('list', { state: 'snoozed' })).report).toMatchObject({ drafts: [{ until: '2026-11-23' }] });
  moveTo('2026-11-23T00:00:00.000Z');
  expect((await run('list', { state: 'proposed' })).report).toMatchObject({ drafts: [{ id }] });
  expect((await ports.drafts.get(id))?.audit.map(({ who, what, note }) => [who, what, note])).toEqual([
    ['mira', 'snoozed', 'until 2026-11-23: docs are being rewritten'],
    ['threadwell', 'proposed', 'was snoozed until 2026-11-23'],
  ]);
});

test('one that is snoozed without a day waits until it changes, as when another is merged into it', async () => {
  const other = sampleDraft({
    id: 'other',
    threads: ['thread-2'],
    messages: [{ id: 'm2', role: 'customer', date: null, text: 'Same here.' }],
  });
  const { run, ports, moveTo } = await desk(sampleDraft(), other);
  const id = sampleDraft().id;
  await run('snooze', { id });
  moveTo('2036-01-01T00:00:00.000Z');
  expect((await run('list', { state: 'snoozed' })).report).toMatchObject({ drafts: [{ id }] });
  await expect(run('merge', { id: 'other' })).rejects.toThrow('threadwell drafts merge ID INTO');
  expect((await run('merge', { id: 'other', into: id })).text).toContain(`${id} has its threads now`);
  expect(await ports.drafts.get(id)).toMatchObject({
    state: 'proposed',
    threads: ['thread-1', 'thread-2'],
    messages: [{ id: 'm1' }, { id: 'm2' }],
  });
});

test('withdraws an article with a reason: it leaves the CSV', async () => {
  const { run, ports } = await desk(sampleDraft());
  const id = sampleDraft().id;
  await run('approve', { id, reason: 'tried on 4.6.3' });
  await expect(run('withdraw', { id })).rejects.toThrow('a withdrawal needs a reason');
  await run('withdraw', { id, reason: 'gone in 4.7' });
  expect(await ports.files.readText('curated_articles.csv')).not.toContain('Proxy asks');
  const shown = (await run('show', { id })).text;
  expect(shown).toContain('2026-11-21 10:00  approved by mira: tried on 4.6.3');
  expect(shown).toContain('2026-11-21 10:00  withdrawn by mira: gone in 4.7');
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

  /** A generator with a seed: what fails can be run again. */
  const oddTexts = (seed: number) => {
    let state = seed;
    const pick = <T>(values: readonly T[]): T => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return values[Math.floor((state / 2 ** 32) * values.length)]!;
    };
    const pieces = [
      '=1+1',
      '+',
      '-',
      '@',
      "'",
      "''",
      '"',
      '""',
      ',',
      ';',
      'é',
      '設定',
      '🧵',
      '\u202e',
      ' ',
      'word',
      '\\',
      '|',
      'x'.repeat(3_000),
    ];
    const line = (firsts: readonly string[] = pieces) =>
      [pick(firsts), ...Array.from({ length: pick([0, 1, 2, 5]) }, () => pick(pieces))].join('').trim() || 'x';
    const block = () => pick(['', '\t', '\n', '\r\n', '\r', ' ']) + line() + pick(['', '\n', '\r\n', '\r', '\t']) + line();
    const step = () => ({ text: block(), evidence: [], supported: false });
    return () =>
      sampleDraft({
        id: `id${state.toString(16)}`,
        title: line(),
        symptoms: Array.from({ length: pick([0, 1, 3]) }, () => line()),
        question: step(),
        steps: Array.from({ length: pick([1, 2, 4]) }, step),
        appliesTo: Array.from({ length: pick([0, 2]) }, () => line()),
        tags: pick([[], ['topic:=x', "topic:'y"]]),
      });
  };
  const SAVED: readonly (readonly [how: string, edit: (csv: string) => string | Uint8Array])[] = [
    ['as it left', (csv) => csv],
    ['with CR LF and a byte order mark', (csv) => `\uFEFF${csv.replace(/\r\n?|\n/g, '\r\n')}`],
    [
      'with every field quoted, by semicolons',
      (csv) => Papa.unparse(Papa.parse<string[]>(csv).data, { delimiter: ';', quotes: true, newline: '\r\n' }),
    ],
    ['by tabs in UTF-16', (csv) => Buffer.from(`\uFEFF${Papa.unparse(Papa.parse<string[]>(csv).data, { delimiter: '\t' })}`, 'utf16le')],
    ['with the separator named first', (csv) => `sep=;\r\n${Papa.unparse(Papa.parse<string[]>(csv).data, { delimiter: ';' })}`],
  ];

  test.each(SAVED)('of any text comes back %s: nothing changes, and it leaves byte for byte the same', async (_, saved) => {
    const drafts = [1, 2, 3].flatMap((seed) => Array.from({ length: 20 }, oddTexts(seed)));
    const { run, file, ports } = await desk(...drafts);
    await run('export');
    const before = await readFile(file, 'utf8');
    await writeFile(file, saved(before));
    expect((await run('import')).report).toMatchObject({ changed: [], unchanged: 60, refused: [] });
    await run('export');
    expect(await readFile(file, 'utf8')).toBe(before);
    expect(await ports.drafts.get(drafts[7]!.id)).toEqual(drafts[7]);
  });

  test('keeps the steps that nobody touched as they are, indent included', async () => {
    const text = '    <appender name="x"/>';
    const { importEdited, ports } = await desk(sampleDraft({ steps: [...sampleDraft().steps, { text, evidence: [], supported: false }] }));
    await importEdited((csv) => csv.replace('Then restart the worker.', 'Restart the worker.'));
    expect((await ports.drafts.get(sampleDraft().id))?.steps.map((step) => step.text)).toEqual([
      'Set proxy.host and proxy.port.',
      'Restart the worker.',
      text,
    ]);
  });

  test('that lost its letters to a code page is refused', async () => {
    const { run, file } = await desk(sampleDraft({ title: 'Übersicht' }));
    await run('export');
    await writeFile(file, Buffer.from(await readFile(file, 'utf8'), 'latin1'));
    await expect(run('import')).rejects.toThrow(/is not UTF-8; save it as "CSV UTF-8"/);
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
