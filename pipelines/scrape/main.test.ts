import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testPorts } from './fixtures/scrape-ports.ts';
import { type StaticSite, serveStaticSite } from './fixtures/static-site.ts';
import { extractCommand, scrapeCommand } from './main.ts';
import { SITE_DEFAULTS } from './site.ts';
import { sitesToRead } from './sites-to-read.ts';

let folder = '';
let server: StaticSite;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'scrape-'));
  server = await serveStaticSite(null, {
    '/': { body: '<title>Home</title><main><h1>Home</h1><p>Text.</p><p hidden>Secret.</p><a href="/none">n</a></main>' },
  });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const ports = testPorts();
const platform = { ...ports, files: { ...ports.files, write: () => Promise.reject(new Error('the store is not to be written')) } };

describe('scrape', () => {
  test('writes --out FILE instead of the store and says what changed', async () => {
    const out = path.join(folder, 'docs.csv');
    const { report, text, ok } = await scrapeCommand({ urls: [server.url], allowPrivate: true, out }, platform, []);
    expect(ok).toBe(true);
    expect(report).toMatchObject({
      pages: 1,
      articles: 1,
      added: 1,
      skipped: [{ url: `${server.url}none`, reason: 'not found (HTTP 404)' }],
    });
    expect(text).toBe(
      `1 pages (1 new or changed), 1 articles in ${out}: 1 added, 0 changed, 0 removed, 0 unchanged\n  + Home  ${server.url}\n1 skipped:\n  ${server.url}none: not found (HTTP 404)`,
    );
    expect(await readFile(out, 'utf8')).toBe(
      `title,url,body,tags\nHome,${server.url},"# Home\n\nText.\n\n[n](${server.url}none)",source:docs\n`,
    );
    expect(await readdir(folder)).toEqual(['docs.crawled.json', 'docs.csv']);
  });

  test('says in one line what is wrong', async () => {
    await expect(scrapeCommand({ urls: [] }, platform, [])).rejects.toThrow('there is no site to scrape; give an address');
    await expect(scrapeCommand({ urls: ['docs.example.com'] }, platform, [])).rejects.toThrow('`docs.example.com` is no http(s) address');
    await expect(scrapeCommand({ urls: [server.url] }, platform, [])).rejects.toThrow(
      'is a private or local address; start there with --allow-private',
    );
    await expect(scrapeCommand({ urls: [server.url], allowPrivate: true, maxPages: 0 }, platform, [])).rejects.toThrow('maxPages is 0');
    await expect(
      scrapeCommand({ urls: [server.url], allowPrivate: true, out: path.join(folder, 'no/such/x.csv') }, platform, []),
    ).rejects.toThrow('cannot be written (ENOENT)');
  });

  test('takes a configured site’s settings for its address, and flags over both', () => {
    const configured = [{ ...SITE_DEFAULTS, start: ['https://a.example/docs/'], content: '#text', exclude: ['/x'] }];
    expect(sitesToRead({ urls: ['https://a.example/docs/'], exclude: ['/y'], maxPages: 5 }, configured)).toMatchObject([
      { content: '#text', exclude: ['/x', '/y'], maxPages: 5 },
    ]);
    expect(sitesToRead({ urls: ['https://b.example/'] }, configured)).toMatchObject([{ start: ['https://b.example/'], exclude: [] }]);
    expect(sitesToRead({ urls: [] }, configured)).toMatchObject([{ start: ['https://a.example/docs/'] }]);
  });
});

describe('extract', () => {
  test('gives the articles of a file and what was removed', async () => {
    const file = path.join(folder, 'page.html');
    await writeFile(
      file,
      Buffer.from('<meta charset="iso-8859-1"><main><h1>Caf\xe9</h1><p>Text.</p><p hidden>Secret.</p></main>', 'latin1'),
    );
    const { report, text, ok } = await extractCommand(file, 'https://a.example/x');
    expect(ok).toBe(true);
    expect(report).toEqual({
      page: { title: 'Café', canonical: null, language: null, version: null, lastModified: null, needsScript: false },
      articles: [{ title: 'Café', url: 'https://a.example/x', body: '# Café\n\nText.', tags: ['source:docs'] }],
      removals: [{ step: 'hidden', reason: 'hidden', text: 'Secret.' }],
    });
    expect(text).toContain('1 articles, 1 things removed\n  hidden: hidden: Secret.');
  });

  test('says in one line what is wrong', async () => {
    await expect(extractCommand(path.join(folder, 'none.html'), 'https://a.example/')).rejects.toThrow(
      'none.html cannot be read (ENOENT); give a saved HTML page',
    );
    await expect(extractCommand('x.html', 'here')).rejects.toThrow("--url is `here`; give the page's http(s) address");
  });
});
