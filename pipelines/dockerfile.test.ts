import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveStaticSite } from './scrape/fixtures/static-site.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const lines = (file: string) =>
  read(file)
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'));

const steps = lines('pipelines/Dockerfile').map((line) => {
  const [name = '', ...words] = line.split(/\s+/);
  return { name, words, text: words.join(' ') };
});
/** What comes from the repository: sources and where they go to. */
const copies = steps
  .filter(({ name, words }) => name === 'COPY' && !words[0]!.startsWith('--from'))
  .map(({ words }) => ({
    from: words.slice(0, -1).map((word) => word.replace(/^\$\{CONFIG\}$/, 'data/samples/threadwell.config.json')),
    to: words.at(-1)!,
  }));
const ignored = lines('pipelines/Dockerfile.dockerignore');
const textOf = (name: string) => steps.filter((step) => step.name === name).map(({ text }) => text);

describe('the image', () => {
  test('stands on the Node that the project pins', () => {
    expect(textOf('FROM').map((text) => text.split(' ')[0])).toEqual(Array(2).fill(`node:${read('.node-version').trim()}-bookworm-slim`));
  });

  test('does not run as root, listens to SIGTERM, and is started without a shell between', () => {
    expect(textOf('USER')).toEqual(['1000:1000']);
    expect(textOf('STOPSIGNAL')).toEqual(['SIGTERM']);
    expect(JSON.parse(textOf('ENTRYPOINT')[0]!)[0]).toBe('node');
  });

  test('writes where Terraform mounts a volume, and runs what Terraform starts', () => {
    const task = read('terraform/modules/kb_refresh/crawl.tf');
    const [folder] = textOf('VOLUME');
    expect(textOf('ENV')[0]).toContain(`THREADWELL_DATA=${folder}`);
    expect(task).toContain(`containerPath = "${folder}"`);
    expect(task).toContain(`["${(JSON.parse(textOf('CMD')[0]!) as string[]).join('", "')}"]`);
  });

  test('has what it copies let through, and nothing else', () => {
    const letThrough = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    expect(ignored[0]).toBe('*');
    expect(letThrough.toSorted()).toEqual([...new Set(copies.flatMap(({ from }) => from)), 'threadwell.config.json'].toSorted());
  });
});

describe('what is in the image', () => {
  const app = mkdtempSync(path.join(tmpdir(), 'image-'));
  afterAll(() => rmSync(app, { recursive: true }));

  beforeAll(() => {
    const leftOut = (file: string) => /[\\/]fixtures$|\.test\.ts$|\.contract\.ts$/.test(file);
    for (const { from, to } of copies)
      for (const source of from) {
        const target = path.join(app, to === './' ? source : to);
        cpSync(path.join(ROOT, source), target, { recursive: true, filter: (file) => !leftOut(file) });
      }
    linkPackages();
  });

  /** The packages that `npm ci --omit=dev` leaves. */
  function linkPackages(): void {
    const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, { dev?: boolean }> };
    const names = Object.entries(packages).flatMap(([name, { dev }]) =>
      /^node_modules\/(?!.*node_modules\/)/.test(name) && !dev ? [name] : [],
    );
    for (const name of names) {
      if (!existsSync(path.join(ROOT, name))) continue;
      mkdirSync(path.join(app, path.dirname(name)), { recursive: true });
      symlinkSync(path.join(ROOT, name), path.join(app, name));
    }
  }

  async function run(args: readonly string[], env: Record<string, string> = {}) {
    const entrypoint = (JSON.parse(textOf('ENTRYPOINT')[0]!) as string[]).slice(1);
    const options = { cwd: app, env: { PATH: process.env.PATH, THREADWELL_DATA: path.join(app, 'work'), ...env } };
    return await promisify(execFile)(process.execPath, [...entrypoint, ...args], options).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
    );
  }

  test('crawls a site, with the packages that are in it', async () => {
    expect(readdirSync(app).toSorted()).toEqual([
      'core',
      'node_modules',
      'package-lock.json',
      'package.json',
      'pipelines',
      'runtime',
      'threadwell.config.json',
    ]);
    const site = await serveStaticSite(path.join(ROOT, 'data/samples/site'));
    try {
      const told = await run(['scrape', `${site.url}docs/`, '--allow-private', '--json']);
      expect(told).toMatchObject({ code: 0 });
      expect(JSON.parse(told.stdout).pages).toBeGreaterThanOrEqual(25);
    } finally {
      await site.close();
    }
  });

  test('comes as far as the stack: without its names it says which are missing', async () => {
    const { code, stderr } = await run(['scrape', '--platform', 'aws'], { THREADWELL_STACK: '{"region":"us-east-1"}' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/THREADWELL_STACK lacks `knowledge_bases|THREADWELL_STACK lacks .*`bucket`/);
  });
});
