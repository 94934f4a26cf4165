import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfig, readEnvironment } from '#core/config.ts';
import { formatArticles } from '#core/domain/article-csv.ts';
import { draftsToArticles } from '#core/domain/curated-article.ts';
import { approvalBlockers, review } from '#core/domain/draft.ts';
import { formatDrafts } from '#core/domain/draft-csv.ts';
import { openPlatform } from '#core/platform.ts';
import type { DistillReport } from './distill.ts';
import { distillCommand } from './main.ts';

const samples = path.resolve(import.meta.dirname, '../../data/samples');
const values = Papa.parse<{ value: string; kind: string }>(readFileSync(path.join(samples, 'personal-data.csv'), 'utf8'), {
  header: true,
  skipEmptyLines: true,
}).data;

/** A shorter name is a part of other words: Tan of "important". */
const MIN_PART_LENGTH = 5;

/** Everything that a distilled and reviewed mailbox leaves behind, by the file or the report that holds it. */
const left = new Map<string, string>();
let folder = '';

/** Distils the sample mailbox on the local platform, approves what can be approved, publishes and exports it, all in one data folder. */
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'threadwell-personal-'));
  const config = loadConfig(path.join(samples, 'threadwell.config.json'));
  const platform = openPlatform({ config, environment: readEnvironment({}), dataDir: folder });
  const { report, text } = await distillCommand([path.join(samples, 'mailbox')], config.mail, platform);
  for (const draft of await platform.drafts.list())
    if (approvalBlockers(draft).length === 0) await platform.drafts.put(review(draft, 'approved', { who: 'tester', at: '2026-11-21' }));
  const drafts = await platform.drafts.list();
  await platform.files.write('curated_articles.csv', formatArticles(draftsToArticles(drafts, 'https://help.example.com/articles')));
  await platform.files.write('review.csv', formatDrafts(drafts));
  // While the database is open its newest pages are in the -wal file alone; once it is closed they are in the database.
  readFolder('open');
  platform.close();
  readFolder('closed');
  // A value that two pages of the database share is seen here.
  left.set('the drafts', JSON.stringify(drafts));
  left.set('the JSON report', JSON.stringify(report));
  left.set('the text of the report', text);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function readFolder(when: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, name);
    if (statSync(file).isFile()) left.set(`${name} (${when})`, readFileSync(file, 'utf8'));
  }
}

test('a distilled mailbox leaves a database, its write-ahead log, a log and both CSVs with what was written', () => {
  for (const name of ['threadwell.db (closed)', 'threadwell.db-wal (open)', 'threadwell.log (closed)', 'curated_articles.csv (closed)'])
    expect(left.get(name)?.length, name).toBeGreaterThan(100);
  for (const name of ['threadwell.db (closed)', 'review.csv (closed)', 'curated_articles.csv (closed)'])
    expect(left.get(name), name).toContain('FW-2002');
});

test('the report says of each kind of value in the mailbox that some were masked', () => {
  const { masked } = JSON.parse(left.get('the JSON report') ?? '{}') as DistillReport;
  const kinds = [...new Set(values.map(({ kind }) => kind))].sort();
  expect(Object.keys(masked).sort()).toEqual(expect.arrayContaining(kinds));
  expect(Object.values(masked).every((count) => count > 0)).toBe(true);
});

test.each(values)('no byte of it says $value ($kind)', ({ value }) => {
  const holds = (text: string) => (value.length < MIN_PART_LENGTH ? asWord(value).test(text) : text.includes(value));
  expect([...left].filter(([, text]) => holds(text)).map(([name]) => name)).toEqual([]);
});

function asWord(value: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'u');
}
