import { readFileSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { openDatabase } from '#core/local/database.ts';
import { localDrafts } from '#core/local/drafts.ts';
import { localFiles } from '#core/local/files.ts';
import { chatServer } from '#core/local/fixtures/chat-server.ts';
import { temporaryFolder } from '#core/local/fixtures/temporary.ts';
import { openAiModel } from '#core/local/model.ts';
import { noProgress } from '#core/ports/progress.ts';
import { distill } from '../distill.ts';

const samples = path.resolve(import.meta.dirname, '../../../data/samples');
const personal = Papa.parse<{ value: string }>(readFileSync(path.join(samples, 'personal-data.csv'), 'utf8'), {
  header: true,
  skipEmptyLines: true,
}).data;
const mentions = (text: string, value: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])${value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'u').test(text);

test('only masked text of the samples goes over the wire, and no tool', async () => {
  const server = await chatServer([{ answer: { nothing: 'of use' } }]);
  const folder = temporaryFolder();
  const ports = {
    drafts: localDrafts(openDatabase(folder)),
    files: localFiles(path.join(folder, 'files')),
    clock: { now: () => new Date('2026-11-21T10:00:00Z') },
    log: { debug() {}, info() {}, warn() {}, error() {} },
    progress: noProgress,
    model: openAiModel({ baseUrl: `${server.url}/v1`, model: 'test' }),
  };
  const input = { paths: [path.join(samples, 'mailbox')], support: { domains: ['ferrywork.example'], addresses: [] }, tags: [] };
  const report = await distill(input, ports);
  expect(server.seen).toHaveLength(report.drafts);
  expect(report.rewriting).toMatchObject({ rewritten: 0, kept: report.drafts, failed: { 'does not fit the schema': report.drafts } });
  const wire = server.seen.map(({ body }) => body).join('\n');
  expect(wire).toContain('FW-2002');
  expect(personal.length).toBeGreaterThan(50);
  expect(personal.filter(({ value }) => mentions(wire, value)).map(({ value }) => value)).toEqual([]);
  for (const { body } of server.seen)
    expect(Object.keys(JSON.parse(body)).sort()).toEqual(['max_tokens', 'messages', 'model', 'response_format', 'stream', 'temperature']);
});
