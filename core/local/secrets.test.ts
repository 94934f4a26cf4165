import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { describeSecrets } from '#core/ports/secrets.contract.ts';
import { temporaryFolder } from './fixtures/temporary.ts';
import { localSecrets } from './secrets.ts';

describeSecrets('environment and .env', async () => {
  const file = path.join(temporaryFolder(), '.env');
  return {
    secrets: localSecrets({ values: {}, file }),
    set: async (value) => writeFileSync(file, `OTHER=1\nDESK_TOKEN="${value}"\n`),
  };
});

test('takes the environment before the file, and the file where the value was refused', async () => {
  const file = path.join(temporaryFolder(), '.env');
  writeFileSync(file, 'DESK_TOKEN=rotated\n');
  const secrets = localSecrets({ values: { 'desk-token': 'of the environment' }, file });
  expect(await secrets.read('desk-token')).toBe('of the environment');
  expect(await secrets.read('desk-token', { fresh: true })).toBe('rotated');
});

test('keeps the value of the environment where there is no file, and says when the file is unreadable', async () => {
  const file = path.join(temporaryFolder(), '.env');
  const secrets = localSecrets({ values: { 'desk-token': 'of the environment' }, file });
  expect(await secrets.read('desk-token', { fresh: true })).toBe('of the environment');
  mkdirSync(file);
  await expect(secrets.read('desk-token', { fresh: true })).rejects.toThrow(/EISDIR/);
});
