import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '#core/local/fixtures/temporary.ts';
import { parseSettings } from '../runtime/curation/page/sign-in.ts';
import { publishPlan } from './site-plan.ts';

const target = { bucket: 'site', distribution: 'E1' };
let folder: string;
let bucket: string;

beforeEach(() => {
  folder = temporaryFolder();
  bucket = path.join(folder, 'aws', 'site');
  mkdirSync(bucket, { recursive: true });
  mkdirSync(path.join(folder, 'bin'));
  const program = path.join(folder, 'bin', 'aws');
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${path.resolve('tools/fixtures/aws-process.ts')}" "$@"\n`);
  chmodSync(program, 0o755);
});

function build(words: string) {
  const site = path.join(folder, 'dist', 'site');
  mkdirSync(path.join(site, 'assets'), { recursive: true });
  mkdirSync(path.join(site, 'curate'), { recursive: true });
  writeFileSync(path.join(site, 'assets', `front-${words}.css`), words);
  for (const page of ['index.html', 'widget.js', 'curate/index.html']) writeFileSync(path.join(site, page), `${page} ${words}`);
}

function site(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', path.resolve('tools/site.ts'), ...args, '--bucket', 'site', '--distribution', 'E1'],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${folder}/bin:${process.env.PATH}`, AWS_STAND_IN: path.join(folder, 'aws') },
    },
  );
  return { status, stdout, stderr };
}
const served = (file: string) => readFileSync(path.join(bucket, file), 'utf8');

test('a build is published, the next one replaces it, and one command puts the first one back', () => {
  build('one');
  expect(site('publish', 'r1')).toMatchObject({ status: 0, stderr: '' });
  expect(served('curate/index.html')).toBe('curate/index.html one');
  build('two');
  expect(site('publish', 'r2').status).toBe(0);
  expect(served('index.html')).toBe('index.html two');
  expect(site('back').status).toBe(0);
  for (const page of ['index.html', 'widget.js', 'curate/index.html']) expect(served(page)).toBe(`${page} one`);
  // Pages that are open, and the one that is served, still find what they load.
  for (const words of ['one', 'two']) expect(existsSync(path.join(bucket, 'assets', `front-${words}.css`))).toBe(true);
  expect(
    readFileSync(path.join(folder, 'aws', 'invalidations'), 'utf8')
      .trim()
      .split('\n'),
  ).toHaveLength(3);
  expect(site('list').stdout).toBe('r1\nr2\nr1\n');
});

test('what is to be kept for ever and what is to be asked for again is said with each file', () => {
  const [assets, pages] = publishPlan('dist/site', 'r1', [], target).map(({ args }) => args.join(' '));
  expect(assets).toMatch(/dist\/site\/assets s3:\/\/site\/assets .*immutable/);
  expect(pages).toMatch(/--exclude assets\/\* --cache-control no-cache$/);
});

test('there is nothing to go back to before a second build, and a release that never was is none', () => {
  build('one');
  site('publish', 'r1');
  expect(site('back')).toMatchObject({ status: 1, stderr: expect.stringContaining('no build was served before') });
  expect(site('back', 'r7')).toMatchObject({ status: 1, stderr: expect.stringContaining('r7 was never published') });
  expect(site('back', '../r7')).toMatchObject({ status: 1, stderr: expect.stringContaining('is no release') });
});

test('without a build, or with a call that is refused, nothing is changed', () => {
  expect(site('publish', 'r1')).toMatchObject({ status: 1, stderr: expect.stringContaining('run `npm run build`') });
  build('one');
  writeFileSync(path.join(folder, 'bin', 'aws'), '#!/bin/sh\necho "AccessDenied" >&2\nexit 1\n');
  expect(site('publish', 'r1')).toMatchObject({ status: 1, stderr: expect.stringMatching(/history.*AccessDenied/) });
  expect(existsSync(path.join(bucket, 'index.html'))).toBe(false);
});

test('the outputs of Terraform tell the desk where people sign in, and an earlier build is served with the same', () => {
  const endpoints = {
    authorize_endpoint: 'https://a.example/a',
    token_endpoint: 'https://a.example/t',
    logout_endpoint: 'https://a.example/l',
  };
  const write = (value: object) => writeFileSync(path.join(folder, 'outputs.json'), JSON.stringify({ sign_in: { value } }));
  const wanted = { clientId: 'c1', authorizeUrl: 'https://a.example/a', tokenUrl: 'https://a.example/t', logoutUrl: 'https://a.example/l' };
  build('one');
  site('publish', 'r1');
  build('two');
  write({ client_id: 'c1', ...endpoints });
  expect(site('publish', 'r2', '--outputs', 'outputs.json')).toMatchObject({ status: 0, stderr: '' });
  expect(parseSettings(JSON.parse(served('curate/sign-in.json')))).toEqual(wanted);
  expect(site('back').status).toBe(0);
  expect(served('curate/index.html')).toBe('curate/index.html one');
  expect(JSON.parse(served('curate/sign-in.json'))).toEqual(wanted);
  write(endpoints);
  expect(site('publish', 'r3', '--outputs', 'outputs.json')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('no sign_in.client_id'),
  });
  expect(site('publish', 'r3', '--outputs', 'nowhere.json')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('nowhere.json cannot be used'),
  });
  expect(site('list').stdout).toBe('r1\nr2\nr1\n');
});

test('--plan says what would be called and changes nothing', () => {
  build('one');
  const { status, stdout } = site('publish', 'r1', '--plan');
  expect(status).toBe(0);
  expect(stdout.trim().split('\n')).toHaveLength(5);
  expect(existsSync(path.join(bucket, 'index.html'))).toBe(false);
});
