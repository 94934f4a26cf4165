import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { describeServing } from '#core/ports/serving.contract.ts';
import { openDatabase } from './database.ts';
import { localServing } from './serving.ts';

const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'threadwell-serving-'));
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describeServing('local', () => localServing(openDatabase(newFolder())));

test('a promotion is there after the database is opened again', async () => {
  const folder = newFolder();
  const database = openDatabase(folder);
  const promoted = { version: 1, side: 'green', contentHash: 'h', articles: 2, promotedAt: '2026-11-21T00:00:00.000Z' } as const;
  await localServing(database).promote(promoted);
  database.close();
  expect(await localServing(openDatabase(folder)).current()).toEqual(promoted);
});
