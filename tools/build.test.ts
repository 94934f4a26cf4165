import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadConfig, parseConfig } from '#core/config.ts';
import { sha256 } from '#core/domain/digest.ts';
import { buildFunctions } from './build-functions.ts';
import { buildSite } from './build-site.ts';
import { deployedConfig, lacksForAws } from './deployed-config.ts';
import { invokeFunction } from './invoke-function.ts';
import { readZip, toZip } from './zip.ts';

const SAMPLES = 'data/samples/threadwell.config.json';

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'threadwell-build-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('an archive', () => {
  const files = new Map([
    ['index.mjs', Buffer.from('export const handler = async () => "grüße";\n'.repeat(50))],
    ['empty', Buffer.alloc(0)],
    ['chunk-ABC.mjs', Buffer.from('export {};')],
  ]);

  test('is the same bytes in whatever order its files come', () => {
    const reversed = new Map([...files].reverse());
    expect(toZip(reversed)).toEqual(toZip(files));
    expect(toZip(new Map([...files, ['empty', Buffer.from('x')]]))).not.toEqual(toZip(files));
  });

  test('gives its files back, and tells which one is damaged', () => {
    const zip = toZip(files);
    expect(new Map([...readZip(zip)].map(([name, content]) => [name, content.toString()]))).toEqual(
      new Map([...files].map(([name, content]) => [name, content.toString()])),
    );
    const damaged = Buffer.from(zip);
    const at = zip.lastIndexOf('chunk-ABC.mjs') - 30; // its checksum in the list at the end
    damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at);
    expect(() => readZip(damaged)).toThrow(/chunk-ABC\.mjs/);
    expect(() => readZip(Buffer.from('no archive at all, only a text'))).toThrow(/npm run build/);
  });

  test.skipIf(spawnSync('unzip', ['-v']).error !== undefined)('opens with other programs, with the permissions that Lambda needs', () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'made.zip');
    writeFileSync(file, toZip(files));
    const { status, stdout } = spawnSync('unzip', ['-Zs', file], { encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^-rw-r--r-- {2}2\.0 unx .* 80-Jan-01 00:00 index\.mjs$/m);
    expect(spawnSync('unzip', ['-t', file]).status).toBe(0);
  });
});

describe('the functions', () => {
  test('a second build of the same sources is the same bytes, whatever the times of the files', async () => {
    const text = deployedConfig(loadConfig(SAMPLES));
    const [first, second] = [temporaryFolder(), temporaryFolder()];
    const { built } = await buildFunctions(first, text, ['kb-ingest', 'email-distill']);
    utimesSync(path.join(first, 'lambda', 'kb-ingest'), 0, 0);
    const again = await buildFunctions(second, text, ['kb-ingest', 'email-distill']);
    expect(again.built).toEqual(built);
    for (const { name } of built)
      expect(readFileSync(path.join(second, 'lambda', `${name}.zip`))).toEqual(readFileSync(path.join(first, 'lambda', `${name}.zip`)));
    const zip = readZip(readFileSync(path.join(first, 'lambda', 'kb-ingest.zip')));
    expect([...zip.keys()]).toContain('index.mjs');
    expect(zip.get('threadwell.config.json')?.toString()).toBe(text);
    expect(readFileSync(path.join(first, 'threadwell.config.json'), 'utf8')).toBe(text);
  });

  test('the configuration that is deployed means the same as the one it was made of', () => {
    const config = loadConfig(SAMPLES);
    expect(parseConfig(JSON.parse(deployedConfig(config)), config.folder)).toEqual(config);
  });

  test('what functions on AWS would refuse is told before they are there', () => {
    const brand = { name: 'Ferrywork', fallbackEmail: 'help@ferrywork.example' };
    const zendesk = { baseUrl: 'https://ferrywork.zendesk.example', email: 'bot@ferrywork.example' };
    expect(lacksForAws(parseConfig({ brand, tickets: { zendesk }, sites: [{ start: ['https://docs.ferrywork.example/'] }] }, '/'))).toEqual(
      [],
    );
    const lacking = parseConfig({ brand, assistant: { name: 'converse' }, sites: [{ start: ['http://localhost:8787/docs/'] }] }, '/');
    expect(lacksForAws(lacking).map((line) => line.match(/tickets\.zendesk|converse|this machine/)?.[0])).toEqual([
      'tickets.zendesk',
      'converse',
      'this machine',
    ]);
    const elsewhere = { provider: 'openai', model: 'small', baseUrl: 'https://models.example/v1' };
    const asked = { name: 'converse', converse: { answer: { provider: 'bedrock', model: 'large' }, reader: elsewhere } };
    const ofOthers = parseConfig({ brand, tickets: { zendesk }, assistant: asked, triage: { model: elsewhere } }, '/');
    expect(lacksForAws(ofOthers).map((line) => line.match(/^\S*(?: model of)? ?`([\w.]+)`/)?.[1])).toEqual([
      'assistant.converse',
      'triage.model',
    ]);
  });

  test('for AWS nothing is built of a configuration that functions would refuse, and it is the one that commands take', () => {
    const folder = temporaryFolder();
    const build = (...args: string[]) => {
      const { THREADWELL_CONFIG: _, ...env } = process.env;
      return spawnSync(process.execPath, [path.resolve('tools/build.ts'), '--for-aws', ...args], { cwd: folder, env, encoding: 'utf8' });
    };
    const refused = (file: string) => ({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(new RegExp(`^threadwell: ${file} cannot be deployed: .*tickets\\.zendesk.*THREADWELL_CONFIG\\n$`)),
    });
    expect(build()).toMatchObject(refused(path.resolve(SAMPLES)));
    const own = path.join(folder, 'threadwell.config.json');
    writeFileSync(own, JSON.stringify({ brand: { name: 'Example', fallbackEmail: 'help@example.com' } }));
    expect(build()).toMatchObject(refused(own));
    expect(build('--config', path.resolve(SAMPLES))).toMatchObject(refused(path.resolve(SAMPLES)));
    writeFileSync(path.join(folder, '.env'), `THREADWELL_CONFIG=${path.resolve(SAMPLES)}\n`);
    expect(build()).toMatchObject(refused(path.resolve(SAMPLES)));
  });
});

describe('the site', () => {
  test('pages load only what lies there, all but the widget under names that change with the content', async () => {
    const [first, second] = [temporaryFolder(), temporaryFolder()];
    // What a site says in its chat is its own, however long.
    const suggestions = Array.from({ length: 6 }, (_, n) => `Why does ${sha256(`${n}`)} happen?`);
    const { overBudget } = await buildSite(first, { name: 'Ferrywork', fallbackEmail: 'help@ferrywork.example', suggestions });
    await buildSite(second, { name: 'Quayside', fallbackEmail: 'help@quayside.example', suggestions: ['How do I <b>moor</b>?'] });
    expect(overBudget).toEqual([]);
    const loads = (folder: string, page: string) => {
      const html = readFileSync(path.join(folder, 'site', page), 'utf8');
      expect(html).not.toMatch(/<style|<script>|\son\w+=/);
      return [...html.matchAll(/(?:src|href)="(\/(?:assets\/[^"]+|widget\.js))"/g)].map(([, address]) => address!);
    };
    for (const [page, count] of [
      ['index.html', 2],
      ['curate/index.html', 3],
    ] as const) {
      expect(loads(first, page)).toHaveLength(count);
      for (const address of loads(first, page)) expect(existsSync(path.join(first, 'site', address)), address).toBe(true);
    }
    expect(loads(second, 'curate/index.html')).toEqual(loads(first, 'curate/index.html'));
    const widget = (folder: string) => readFileSync(path.join(folder, 'site', 'widget.js'), 'utf8');
    expect(widget(second)).not.toBe(widget(first));
    // What the widget loads lies beside it.
    expect(readdirSync(path.join(first, 'site', 'widget')).toSorted()).toEqual(['de.js', 'es.js', 'fr.js', 'ja.js', 'person.js']);
    expect(readFileSync(path.join(second, 'site', 'index.html'), 'utf8')).toContain('How do I &lt;b&gt;moor&lt;/b&gt;?');
    expect(readdirSync(path.join(first, 'site', 'assets')).every((name) => /-[0-9a-f]{10}\.(js|css)$/.test(name))).toBe(true);
  });
});

describe('npm run invoke', () => {
  test('calls the handler of an archive, and shows what it answers and what it says', async () => {
    const folder = temporaryFolder();
    await buildFunctions(folder, deployedConfig(loadConfig(SAMPLES)), ['email-distill', 'kb-ingest']);
    const zip = (name: string) => path.join(folder, 'lambda', `${name}.zip`);
    const batch = { Items: [], BatchInput: { side: { domains: [], addresses: [] }, people: [], tags: [] } };
    expect(invokeFunction({ name: 'email-distill', zip: zip('email-distill'), event: batch, env: {} })).toEqual({
      answer: [],
      printed: '',
    });
    const withoutStack = () => invokeFunction({ name: 'kb-ingest', zip: zip('kb-ingest'), event: { step: 'check', input: {} }, env: {} });
    expect(withoutStack).toThrow(/THREADWELL_STACK is not set/);
  });

  const invoke = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/invoke.ts', ...args], { encoding: 'utf8' });
    return { status, stdout, stderr };
  };

  test('says what it does not know', () => {
    expect(invoke('chat')).toMatchObject({ status: 1, stderr: expect.stringContaining('use: npm run invoke') });
    expect(invoke('chit', 'x.json')).toMatchObject({ status: 1, stderr: expect.stringContaining('there are chat, chat-stream') });
    expect(invoke('chat', 'nowhere.json')).toMatchObject({ status: 1, stderr: expect.stringContaining('nowhere.json cannot be read') });
  });
});
