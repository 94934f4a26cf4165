import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { loadConfig } from '#core/config.ts';
import { initCommand } from './init.ts';

let folder: string;
const flags = { brand: 'Example', email: 'help@shop.example', site: ['https://docs.shop.example/guide/'] };
const run = (given: Parameters<typeof initCommand>[1], projectRoot = '/opt/threadwell') =>
  initCommand(path.join(folder, 'threadwell.config.json'), given, { interactive: false, projectRoot });

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'init-'));
});

test('writes a configuration that loads, with the schema for editors', async () => {
  mkdirSync(path.join(folder, 'mail'));
  const { report } = await run({ ...flags, mailbox: [path.join(folder, 'mail')], supportDomain: ['shop.example'] });
  const config = loadConfig((report as { file: string }).file);
  expect(config).toMatchObject({
    sites: [{ start: flags.site, allowPrivate: false }],
    mail: { mailboxes: ['mail'], supportDomains: ['shop.example'] },
  });
  expect(JSON.parse(readFileSync(path.join(folder, 'threadwell.config.json'), 'utf8')).$schema).toMatch(
    /opt\/threadwell\/threadwell\.schema\.json$/,
  );
});

test('a site on this machine may be read, since its owner named it', async () => {
  const { report } = await run({ ...flags, site: ['http://127.0.0.1:3000/'] });
  expect(loadConfig((report as { file: string }).file).sites[0]?.allowPrivate).toBe(true);
});

test('keeps its knowledge apart from the samples in the project’s own folder', async () => {
  const { report } = await run(flags, folder);
  expect(loadConfig((report as { file: string }).file).data).toBe('data/local/own');
});

test('says what to paste into this terminal next', async () => {
  const { text } = await run(flags, process.cwd());
  expect(text).toMatch(/\nNext: \.\/bin\/threadwell start --config \.\..*threadwell\.config\.json$/);
});

test('a folder that cannot be written to is told', async () => {
  const nowhere = path.join(folder, 'none', 'threadwell.config.json');
  await expect(initCommand(nowhere, flags, { interactive: false, projectRoot: '/opt' })).rejects.toThrow(
    'threadwell.config.json cannot be written (ENOENT); name another with --config',
  );
});

test('never replaces a configuration unasked', async () => {
  await run(flags);
  await expect(run(flags)).rejects.toThrow('is there already; edit it, or replace it with --force');
  await expect(run({ ...flags, force: true })).resolves.toMatchObject({ ok: true });
});

test.each([
  [{ ...flags, brand: '' }, 'add --brand NAME'],
  [{ ...flags, email: '' }, 'add --email ADDRESS'],
  [{ ...flags, email: 'nobody' }, '--email is `nobody`, which must be an e-mail address; correct --email'],
  [{ ...flags, site: [] }, 'add --site URL, --mailbox PATH, or both'],
  [{ ...flags, site: ['docs.shop.example'] }, '--site is `docs.shop.example`, which must be an absolute'],
  [{ ...flags, mailbox: ['no-such-folder'] }, '--mailbox is `no-such-folder`, which does not exist'],
  [{ ...flags, supportDomain: ['@shop.example'] }, '--support-domain is `@shop.example`, which must be a domain'],
])('says what is missing or wrong in %j', async (given, message) => {
  await expect(run(given)).rejects.toThrow(message);
});
