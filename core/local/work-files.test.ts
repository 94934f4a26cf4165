import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localWorkFiles } from './work-files.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'work-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('gives the same file back to the next job', async () => {
  const first = await localWorkFiles(folder).open('work/crawl/a.db');
  writeFileSync(first.path, 'done so far');
  await first.keep();
  const next = await localWorkFiles(folder).open('work/crawl/a.db');
  expect(readFileSync(next.path, 'utf8')).toBe('done so far');
});

test.each(['../a', '/a', 'a//b', '.hidden', ''])('refuses the name %j', async (name) => {
  await expect(localWorkFiles(folder).open(name)).rejects.toMatchObject({ name: 'InvalidInput' });
});
