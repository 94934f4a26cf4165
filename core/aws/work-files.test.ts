import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { localWorkFiles } from '#core/local/work-files.ts';
import { s3Files } from './files.ts';
import { s3Service } from './fixtures/s3-server.ts';
import { wireServer } from './fixtures/wire-server.ts';
import { keptWorkFiles } from './work-files.ts';

let s3: ReturnType<typeof s3Service>;
let wire: Awaited<ReturnType<typeof wireServer>>;
const folders: string[] = [];
beforeEach(async () => {
  s3 = s3Service({ bucket: 'acme-kb' });
  wire = await wireServer([s3.service]);
});
afterEach(async () => {
  await wire.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A machine whose disk is empty. */
function machine({ maxAttempts = 1 } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'work-files-'));
  folders.push(folder);
  const files = s3Files({ bucket: 'acme-kb', region: 'eu-central-1', endpoint: wire.endpoint, maxAttempts });
  return keptWorkFiles({ files, local: localWorkFiles(folder) });
}

const NAME = 'work/crawl/site-docs.acme.example-0123456789ab.db';

test('what was kept is on the next machine, byte for byte; what was not kept is lost with the first', async () => {
  const first = await machine().open(NAME);
  expect(existsSync(first.path)).toBe(false);
  const known = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));
  writeFileSync(first.path, known);
  await first.keep();
  writeFileSync(first.path, 'later');
  const second = await machine().open(NAME);
  expect(readFileSync(second.path).equals(known)).toBe(true);
  expect([...s3.objects.keys()]).toEqual([NAME]);
});

test('a file that is still on the disk is newer than what was kept', async () => {
  const files = machine();
  const file = await files.open(NAME);
  writeFileSync(file.path, 'kept');
  await file.keep();
  writeFileSync(file.path, 'newer');
  expect(readFileSync((await files.open(NAME)).path, 'utf8')).toBe('newer');
});

test('what is written while a file is on its way is not in it', async () => {
  const file = await machine().open(NAME);
  writeFileSync(file.path, 'whole');
  const keeping = file.keep();
  writeFileSync(file.path, 'half');
  await keeping;
  expect(s3.objects.get(NAME)?.content.toString()).toBe('whole');
});

test('half a download is not taken for the file', async () => {
  const first = await machine().open(NAME);
  writeFileSync(first.path, 'x'.repeat(100_000));
  await first.keep();
  const second = machine();
  wire.fail({ action: 'GetObject', does: 'cut answer', times: 5 });
  await expect(second.open(NAME)).rejects.toMatchObject({ name: 'UpstreamFailed' });
  expect(readFileSync((await second.open(NAME)).path, 'utf8')).toHaveLength(100_000);
});
