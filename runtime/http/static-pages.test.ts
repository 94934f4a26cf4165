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
  writeFileSync(path.join(site, '_redirects'), '# moved in 4.6\n/old /docs/setup/ 302\n/latest/* /docs/:splat 301\n');
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

test.each(['/nope', '/_redirects', '/../secret.txt', '/%2e%2e/secret.txt', '/link.txt', '/%zz', '/%00'])(
  'answers %s with the 404 page',
  async (pathname) => {
    expect(await answer(pathname)).toMatchObject({ status: 404, body: 'nothing here' });
  },
);
