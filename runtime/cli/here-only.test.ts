import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { formatArticles } from '#core/domain/article-csv.ts';
import { temporaryFolder } from '#core/local/fixtures/temporary.ts';
import { someArticles } from '../../pipelines/kb-ingest/fixtures/open-ports.ts';
import { CONFIG, operator } from './fixtures/deployed-stack.ts';

function folderWithConfig(config: object = CONFIG): string {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'threadwell.config.json'), JSON.stringify(config));
  return folder;
}

const DEPLOYED: readonly (readonly string[])[] = [
  ['scrape'], ['distill', '.'], ['drafts'], ['doctor'], ['ingest'], ['rollback'], ['ask', 'x'], ['search', 'x'], ['eval', 'x.csv'], ['gaps'],
  ['keys'], ['requests'],
]; // biome-ignore format: a list reads as a list
const HERE: readonly (readonly string[])[] = [
  ['init'],
  ['start'],
  ['extract', 'x.html', '--url', 'https://acme.example/'],
  ['clean', 'x'],
  ['cost'],
];

test('every command either acts on a deployed stack, as its help says, or says that it does not', async () => {
  const folder = folderWithConfig();
  const threadwell = operator(folder, {});
  const { stdout } = await threadwell('--help');
  const commands = [...stdout.matchAll(/^ {2}([a-z]+)\b/gm)].map(([, name]) => name).filter((name) => name !== 'help');
  expect(commands.toSorted()).toEqual([...DEPLOYED, ...HERE].map(([name]) => name).toSorted());
  expect(stdout).toContain(`these act on the deployed stack: ${DEPLOYED.map(([name]) => name).join(', ')}.`);

  for (const command of DEPLOYED) {
    const { code, stderr } = await threadwell(...command, '--platform', 'aws');
    expect({ command, code }).toEqual({ command, code: 1 });
    expect(stderr).toContain('terraform/envs/dev/outputs.json cannot be read');
  }
  for (const command of HERE) {
    const { code, stdout: told, stderr } = await threadwell(...command, '--platform', 'aws');
    expect({ command, code, told }).toEqual({ command, code: 2, told: '' });
    expect(stderr).toMatch(
      /^threadwell: [a-z]+ works on this machine alone \(.+\); leave `--platform aws` out, or say `--platform local`.*\n$/,
    );
  }
  expect(existsSync(path.join(folder, 'data'))).toBe(false);
});

test('the environment may name the platform, and an option goes before it', async () => {
  const folder = folderWithConfig();
  writeFileSync(path.join(folder, 'mail.txt'), 'Set the port.\n');
  const threadwell = operator(folder, { THREADWELL_PLATFORM: 'aws' });
  const refused = await threadwell('clean', 'mail.txt', '--json');
  expect(refused.code).toBe(2);
  expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'bad_request' } });
  expect(await threadwell('clean', 'mail.txt', '--platform', 'local')).toMatchObject({ code: 0, stdout: 'Set the port.\n' });
});

test('the samples are never taken for what a stack was deployed with', async () => {
  const { code, stderr } = await operator(temporaryFolder(), {})('drafts', '--platform', 'aws');
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('no threadwell.config.json in this folder') });
});

test('a command on this machine loads nothing of AWS', async () => {
  const folder = folderWithConfig({ brand: CONFIG.brand });
  const notes = path.join(folder, 'notes.txt');
  const preload = path.join(import.meta.dirname, 'fixtures/note-aws-process.ts');
  const threadwell = operator(folder, { NODE_OPTIONS: `--import ${preload}`, NOTE_AWS_IN: notes });
  mkdirSync(path.join(folder, 'data/local'), { recursive: true });
  writeFileSync(path.join(folder, 'data/local/web_docs.csv'), formatArticles(someArticles()));
  // What runs the state machine here brings a client of Lambda along, for machines that call one.
  await operator(folder, {})('ingest');
  const mail = path.resolve('data/samples/mailbox/2025-04-08-trace-order-2.eml');
  for (const command of ['doctor', 'drafts', 'gaps', 'keys', 'requests', 'search proxy', 'ask proxy', `distill ${mail}`])
    expect({ command, ...(await threadwell(...command.split(' '))) }).toMatchObject({ command, code: 0 });
  expect(existsSync(notes)).toBe(false);
  // The same look sees them where they are loaded.
  await threadwell('keys', '--platform', 'aws');
  expect(existsSync(notes) && readFileSync(notes, 'utf8')).toContain('powertools');
});
