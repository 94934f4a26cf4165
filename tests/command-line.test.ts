import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, test } from 'vitest';
import { finished, freePort, temporaryFolder, threadwell } from './fixtures/threadwell.ts';

const COMMANDS = 'init start scrape extract distill clean drafts doctor ingest rollback ask search eval gaps cost keys requests'.split(' ');

test('help names every command of the contract', async () => {
  const { code, stdout } = await threadwell(['--help']);
  expect(code).toBe(0);
  for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
});

test.each([
  [['bogus'], "unknown command 'bogus'"],
  [['ask'], "missing required argument 'question'; see `threadwell ask --help`"],
  [['search', 'x', '--limit', 'many'], 'It must be a whole number from 1 to 100'],
  [['extract', 'page.html'], "required option '--url <url>'"],
  [['--platform', 'gcp', 'drafts'], 'Allowed choices are local, aws'],
  [['drafts', 'publish'], 'use one of list, show, approve'],
  [['drafts', 'show'], '`threadwell drafts show ID`'],
  [['gaps', 'draft'], 'name the gap: `threadwell gaps draft ID`'],
  [['drafts', 'list', 'approved'], 'leave `approved` out'],
  [['keys', 'show'], 'use one of list, create, revoke'],
  [['keys', 'create'], '`threadwell keys create NAME`'],
  [['keys', 'list', 'crm'], 'leave `crm` out'],
  [['requests', 'show'], 'use one of list, dead, retry'],
  [['requests', 'retry'], '`threadwell requests retry ID`'],
  [['requests', 'retry', 'r1', '--all'], 'either ID or --all'],
  [['requests', 'dead', 'r1'], 'leave `r1` out'],
  [['cost', '--questions-per-month', 'many'], 'It must be a whole number from 0'],
  [['cost', '--model-price', 'cheap'], '--model-price cheap is no price'],
  [['drafts', 'reject', 'd1'], 'drafts reject needs --reason TEXT'],
])('wrong use %j is one line and exit code 2', async (args, message) => {
  const data = ['--data', temporaryFolder()];
  const { code, stdout, stderr } = await threadwell([...data, ...args]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
  expect(stderr).toMatch(/^threadwell: .*\n$/);
  const { error } = JSON.parse((await threadwell([...data, ...args, '--json'])).stdout);
  expect(error).toMatchObject({ code: 'bad_request', message: expect.stringContaining(message) });
});

test.each([
  [['drafts', '--json'], 'stdout' as const],
  [['drafts'], 'stdout' as const],
  [['ingest', '--dry-run'], 'stderr' as const],
])('a reader of %j that goes away is no failure', async (args, closed) => {
  const data = temporaryFolder();
  writeFileSync(path.join(data, 'web_docs.csv'), 'title,url,body,tags\nA,https://docs.example.com/a,# A,\n');
  const child = spawn(path.resolve('bin/threadwell'), [...args, '--data', data], { stdio: ['ignore', 'pipe', 'pipe'] });
  child[closed].destroy();
  const { code, stderr } = await finished(child);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('extract reads a page by the configuration of its site, as scrape does', async () => {
  const folder = temporaryFolder();
  const page = path.join(folder, 'page.html');
  writeFileSync(page, '<title>A</title><main><h1>A</h1><p>Wanted text.</p><p class="promo">Buy more.</p></main>');
  const site = { start: ['https://docs.example.com/'], remove: ['.promo'], tags: ['product:kettle'] };
  const config = path.join(folder, 'my.json');
  writeFileSync(config, JSON.stringify({ brand: { name: 'A', fallbackEmail: 'a@shop.example' }, sites: [site] }));
  const { stdout } = await threadwell(['extract', page, '--url', 'https://docs.example.com/a', '--config', config, '--json']);
  const [article] = JSON.parse(stdout).articles;
  expect(article).toMatchObject({ body: '# A\n\nWanted text.', tags: expect.arrayContaining(['product:kettle']) });
});

test('of two scrapes into one data folder the second is refused, and the first loses nothing', async () => {
  const data = temporaryFolder();
  const site = await siteThatWaits();
  const first = threadwell(['scrape', site.address, '--allow-private', '--data', data]);
  await site.asked;
  const second = await threadwell(['scrape', 'https://docs.example.com/', '--data', data]);
  site.answer();
  expect(second).toMatchObject({ code: 1, stderr: expect.stringContaining('another scrape into this data folder is running') });
  expect((await first).code).toBe(0);
  expect(readFileSync(path.join(data, 'web_docs.csv'), 'utf8')).toContain('Worth waiting for');
});

/** A site of one page that says when it is asked for something, and answers only when told to. */
async function siteThatWaits() {
  const { promise: asked, resolve: note } = Promise.withResolvers<void>();
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  const server = createServer(async (request, response) => {
    note();
    await answered;
    response.setHeader('content-type', 'text/html');
    response.statusCode = request.url === '/' ? 200 : 404;
    response.end('<title>A</title><main><h1>A</h1><p>Worth waiting for.</p></main>');
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked, answer };
}

test('a data folder, a .env or a configuration that cannot be used is told in one line', async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  await failsWith(['start', '--port', String(await freePort()), '--data', file], `data folder ${file} cannot be used`);
  await failsWith(['drafts', '--config', file], `${file} is no JSON`);
  mkdirSync(path.join(folder, '.env'));
  const { code, stderr } = await threadwell(['drafts', '--data', folder], { cwd: folder });
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^threadwell: .*\.env cannot be read.*\n$/) });
});

test('an estimate of cost asks no desk, and so for no token of one', async () => {
  const folder = temporaryFolder();
  const zendesk = { baseUrl: 'https://example.zendesk.com', email: 'bot@example.com' };
  const brand = { name: 'Example', fallbackEmail: 'help@example.com' };
  writeFileSync(path.join(folder, 'threadwell.config.json'), JSON.stringify({ brand, tickets: { zendesk } }));
  writeFileSync(path.join(folder, 'web_docs.csv'), 'title,url,body,tags\nA,https://docs.example.com/a,# A,\n');
  const { code, stdout, stderr } = await threadwell(['cost', '--data', folder], { cwd: folder });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('WAF');
});

test('a key is shown once, listed without its secret, and revoked', async () => {
  const data = ['--data', temporaryFolder()];
  const created = await threadwell(['keys', 'create', 'web-form', '--per-minute', '30', ...data]);
  const [key = ''] = /tw_[0-9a-f]{12}_[0-9a-f]{64}/.exec(created.stdout) ?? [];
  expect(created).toMatchObject({ code: 0, stdout: expect.stringContaining('shown this once') });
  const listed = await threadwell(['keys', '--json', ...data]);
  expect(JSON.parse(listed.stdout).keys).toMatchObject([
    { name: 'web-form', scopes: ['intake'], perMinute: 30, perDay: 5000, revokedAt: null },
  ]);
  expect(listed.stdout).not.toContain(key.slice(-64));
  await failsWith(['keys', 'create', 'web-form', ...data], 'choose another name');
  await failsWith(['keys', 'create', 'not a name', ...data], 'must have 1 to 64 of the characters');
  expect((await threadwell(['keys', 'revoke', 'web-form', ...data])).stdout).toBe('The key web-form works for nothing any more.\n');
  expect((await threadwell(['keys', ...data])).stdout).toMatch(/web-form +revoked on /);
  await failsWith(['keys', 'revoke', 'crm', ...data], 'there is no key crm');
});

/** One line that names the problem (besides those of the progress), exit code 1, and nothing on stdout. */
async function failsWith(args: string[], message: string | RegExp) {
  const { code, stdout, stderr } = await threadwell(args);
  expect({ code, stdout }, stderr).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(message);
  expect(stderr.match(/^threadwell: .*$/gm)).toHaveLength(1);
  expect(stderr).toMatch(/threadwell: .*\n$/);
}

test('an unreachable site is told in one line and leaves the articles as they were', async () => {
  const data = temporaryFolder();
  const csv = 'title,url,body,tags\nA,https://docs.example.com/a,# A,\n';
  writeFileSync(path.join(data, 'web_docs.csv'), csv);
  await failsWith(['scrape', `http://127.0.0.1:${await freePort()}/`, '--allow-private', '--data', data], /127\.0\.0\.1.*(refused|reach)/);
  expect(readFileSync(path.join(data, 'web_docs.csv'), 'utf8')).toBe(csv);
});

test('an empty folder, a missing path and a file that is no e-mail are told', async () => {
  const data = temporaryFolder();
  const empty = path.join(data, 'empty');
  mkdirSync(empty);
  writeFileSync(path.join(data, 'photo.eml'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 255, 254]));
  await failsWith(['distill', empty, '--data', data], /empty/);
  await failsWith(['distill', path.join(data, 'nowhere'), '--data', data], /nowhere/);
  await failsWith(['distill', path.join(data, 'photo.eml'), '--data', data], /photo\.eml/);
});

test('a broken CSV row is named and nothing is ingested', async () => {
  const data = temporaryFolder();
  writeFileSync(path.join(data, 'web_docs.csv'), 'title,url,body,tags\nA,https://docs.example.com/a,# A,\nB,not-a-url,# B,\n');
  await failsWith(['ingest', '--data', data], 'web_docs.csv row 3: `url` is not an absolute http(s) address');
  expect(existsSync(path.join(data, 'kb'))).toBe(false);
});

test('doctor tells every finding for machines and people, of any folder, and changes nothing', async () => {
  const kb = temporaryFolder();
  const csv = 'title,url,body,tags\nA,https://docs.example.com/a,# A\n\nText.,\nB,not-a-url,# B,\n'.replace(
    '# A\n\nText.',
    '"# A\n\nText."',
  );
  writeFileSync(path.join(kb, 'web_docs.csv'), csv);
  const args = ['doctor', '--kb', kb, '--data', temporaryFolder()];
  const { code, stdout } = await threadwell([...args, '--json']);
  expect(code).toBe(1);
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ errors: 1, warnings: 0, rows: 2 });
  expect(report.findings).toEqual([
    {
      ...{ severity: 'error', file: 'web_docs.csv', row: 3, column: 'url', problem: expect.stringContaining('not an absolute') },
      fix: 'correct or remove the row, or make the file anew',
    },
  ]);
  const { stderr } = await threadwell(args);
  expect(stderr).toMatch(/threadwell: 2 rows: 1 errors, 0 warnings\n {2}error: web_docs\.csv row 3: `url` is not an absolute/);
  expect(readdirSync(kb)).toEqual(['web_docs.csv']);
  writeFileSync(path.join(kb, 'web_docs.csv'), csv.replace('not-a-url', 'https://docs.example.com/b').replace('# B', '"# B\n\nMore."'));
  expect(await threadwell(args)).toMatchObject({ code: 0, stdout: '2 rows, nothing found\n' });
  await failsWith(['doctor', '--kb', path.join(kb, 'nowhere'), '--data', temporaryFolder()], 'there is no folder');
});

test('rollback serves the version before again, and golden questions guard the next one', async () => {
  const folder = temporaryFolder();
  const data = ['--data', path.join(folder, 'data'), '--config', path.join(folder, 'my.json')];
  const csv = (text: string) => `title,url,body,tags\nThe proxy,https://docs.example.com/proxy,"# The proxy\n\n${text}",\n`;
  const ingest = async (content: string) => {
    writeFileSync(path.join(folder, 'data/web_docs.csv'), content);
    return await threadwell(['ingest', ...data, '--json']);
  };
  mkdirSync(path.join(folder, 'data'));
  writeFileSync(path.join(folder, 'golden.csv'), 'question,url,tags\nWhere do I set the proxy?,https://docs.example.com/proxy,\n');
  writeFileSync(
    path.join(folder, 'my.json'),
    JSON.stringify({ brand: { name: 'A', fallbackEmail: 'a@shop.example' }, golden: 'golden.csv' }),
  );
  await failsWith(['rollback', ...data], 'nothing was promoted yet');
  expect(JSON.parse((await ingest(csv('Set the proxy here.'))).stdout)).toMatchObject({
    status: 'promoted',
    canary: { golden: { questions: 1 } },
  });
  expect((await ingest(csv('Set the proxy there.'))).code).toBe(0);
  const { code, stdout } = await threadwell(['rollback', ...data, '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ version: 3, restored: 1, articles: 1, how: 'flipped' });
  expect((await threadwell(['search', 'proxy', ...data])).stdout).toContain('here');
  const worse = await ingest(csv('Set it.').replaceAll('The proxy', 'The queue').replace('/proxy', '/queue'));
  expect(worse.code).toBe(1);
  expect(JSON.parse(worse.stdout)).toMatchObject({
    status: 'failed',
    version: 3,
    reason: expect.stringContaining('recall@5 from 100 % to 0 %'),
  });
  await failsWith(['rollback', '9', ...data], 'there was no version 9');
});

test('a busy port is told in one line', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await failsWith(['start', '--port', String(port), '--data', temporaryFolder()], `port ${port} is in use`);
  server.close();
});

test('a broken configuration names every problem', async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'threadwell.config.json');
  writeFileSync(file, JSON.stringify({ brand: { name: '', fallbackEmail: 'x' }, sites: [{}] }));
  await failsWith(['scrape', '--config', file], /brand\.name.*brand\.fallbackEmail.*sites\.0\.start/);
});

test('--json puts failures on stdout too, for machines', async () => {
  const { code, stdout } = await threadwell(['--json', 'distill', '/nowhere/at/all', '--data', temporaryFolder()]);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'bad_request', message: expect.stringContaining('there is no such file') } });
});

test('a question before anything was ingested is answered with the next step', async () => {
  await failsWith(['ask', 'anything', '--data', temporaryFolder()], /nothing .*(ingest|serve)/i);
});
