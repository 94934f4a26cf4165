import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type PageAnswer, staticPages } from './static-pages.ts';

let answer: (pathname: string) => Promise<PageAnswer>;

beforeAll(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'pages-'));
  const site = path.join(folder, 'site');
  mkdirSync(path.join(site, 'docs/setup'), { recursive: true });
  writeFileSync(path.join(folder, 'secret.txt'), 'secret');
  writeFileSync(path.join(site, '_redirects'), '# moved in 4.6\n/old /docs/setup/ 302\n/latest/* /docs/:splat 301\n/all/* /:splat 301\n');
  for (const name of ['.git', '.well-known']) mkdirSync(path.join(site, name));
  for (const name of ['.env', 'docs/.env', '.git/config']) writeFileSync(path.join(site, name), 'secret');
  writeFileSync(path.join(site, '.well-known/security.txt'), 'Contact: mailto:security@docs.example');
  writeFileSync(path.join(site, 'docs/setup/index.html'), '<a href="http://localhost:8787/docs/">docs</a>');
  writeFileSync(path.join(site, '404.html'), 'nothing here');
  symlinkSync(path.join(folder, 'secret.txt'), path.join(site, 'link.txt'));
  answer = await staticPages(site, { written: 'http://localhost:8787', served: 'http://localhost:9000' });
});

test('serves the index of a folder with the origin it is served at', async () => {
  expect(await answer('/docs/setup/')).toMatchObject({
    status: 200,
    type: 'text/html; charset=utf-8',
    body: '<a href="http://localhost:9000/docs/">docs</a>',
  });
});

test('redirects as _redirects says, and a folder without its slash', async () => {
  expect(await answer('/old')).toMatchObject({ status: 302, location: '/docs/setup/' });
  expect(await answer('/latest/setup/')).toMatchObject({ status: 301, location: '/docs/setup/' });
  expect(await answer('/docs/setup')).toMatchObject({ status: 301, location: '/docs/setup/' });
});

test('no path makes a redirect to another host, nor is a pattern in it read', async () => {
  for (const pathname of [
    '//docs/setup',
    '//evil.example/..%2fdocs/setup',
    '/latest//evil.example',
    '/all/%2fevil.example',
    '/all/%5cevil.example',
  ])
    expect(await answer(pathname)).toMatchObject({ status: 404 });
  expect(await answer('/all/docs/setup')).toMatchObject({ location: '/docs/setup' });
  expect(await answer("/latest/$'$&")).toMatchObject({ location: "/docs/$'$&" });
});

test('serves no file whose name begins with a dot, but for .well-known', async () => {
  for (const pathname of ['/.env', '/%2eenv', '/.git/config', '/docs/.env']) expect(await answer(pathname)).toMatchObject({ status: 404 });
  expect(await answer('/.well-known/security.txt')).toMatchObject({ status: 200, body: 'Contact: mailto:security@docs.example' });
});

test.each(['/nope', '/_redirects', '/../secret.txt', '/%2e%2e/secret.txt', '/..%5csecret.txt', '/link.txt', '/%zz', '/%00'])(
  'answers %s with the 404 page',
  async (pathname) => {
    expect(await answer(pathname)).toMatchObject({ status: 404, body: 'nothing here' });
  },
);
