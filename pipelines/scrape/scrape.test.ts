import { createServer } from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { TestPorts } from './fixtures/scrape-ports.ts';
import { testPorts } from './fixtures/scrape-ports.ts';
import { type Answer, type StaticSite, serveStaticSite } from './fixtures/static-site.ts';
import { type ScrapeReport, scrape } from './scrape.ts';
import { SITE_DEFAULTS, type Site } from './site.ts';

const servers: StaticSite[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(...setup: Parameters<typeof serveStaticSite>): Promise<StaticSite> {
  const server = await serveStaticSite(...setup);
  servers.push(server);
  return server;
}

const site = (start: string, more: Partial<Site> = {}): Site => ({ ...SITE_DEFAULTS, allowPrivate: true, start: [start], ...more });
const page = (title: string, content: string, head = ''): Answer => ({
  body: `<html><head><title>${title}</title>${head}</head><body><main><h1>${title}</h1>${content}</main></body></html>`,
});
const rowsOf = (ports: TestPorts) => ports.rows();
const reasons = (report: ScrapeReport, origin: string) =>
  Object.fromEntries(report.skipped.map(({ url, reason }) => [url.replace(origin, '/'), reason.replaceAll(origin, '/')]));

describe('the sample site', () => {
  const folder = path.join(import.meta.dirname, '../../data/samples/site');

  test('gives the current version of each page, the same bytes each time', async () => {
    const { url } = await serve(folder);
    const [first, second] = [testPorts(), testPorts()];
    const report = await scrape({ sites: [site(`${url}docs/`)] }, first);
    await scrape({ sites: [site(`${url}docs/`)] }, second);
    expect(first.stored.get('web_docs.csv')).toBe(second.stored.get('web_docs.csv'));
    expect(report.pages).toBeGreaterThanOrEqual(25);
    const rows = rowsOf(first);
    expect(rows.length).toBe(report.articles);
    expect(rows.find((row) => row.url === `${url}docs/configuration/proxy/#credentials`)?.title).toBe(
      'Proxy settings › Username and password',
    );
    // The 4.6 pages, the print view, the internal page and the one that asks not to be indexed are out.
    expect(rows.filter((row) => /\/(?:4\.6|print|internal|contributing)\//.test(row.url))).toEqual([]);
    expect(reasons(report, url)['docs/print/configuration/proxy.html'.replace(/^/, '/')]).toMatch(/canonical|same text/);
    const again = await scrape({ sites: [site(`${url}docs/`)] }, first);
    expect(again).toMatchObject({ added: 0, changed: 0, removed: 0, unchanged: report.articles });
  });
});

describe('a crawl', () => {
  test('follows links, sitemaps and redirects, and says why the rest was skipped', async () => {
    const origin = await serve(null, {
      '/robots.txt': {
        headers: { 'content-type': 'text/plain' },
        body: 'User-agent: threadwell\nDisallow: /secret/\n\nUser-agent: *\nDisallow: /\nSitemap: http://localhost:8787/maps/index.xml',
      },
      '/maps/index.xml': { body: '<sitemapindex><sitemap><loc>http://localhost:8787/maps/one.xml</loc></sitemap></sitemapindex>' },
      '/maps/one.xml': { body: '<urlset><url><loc>http://localhost:8787/lonely?b=1&amp;a=2</loc></url></urlset>' },
      '/': page(
        'Home',
        '<p>Welcome.</p><a href="/a?utm_source=x#top">A</a><a href="/moved">M</a><a href="/gone">G</a><a href="/manual.pdf">P</a><a href="/secret/x">S</a><a href="/quiet">Q</a><a href="/copy">C</a><a href="/loop1">L</a><a href="//other.example/">O</a><a href="/forward">F</a>',
      ),
      '/a': page('A', '<p>Text of a.</p><a href="/">home</a><a href="/a/">again</a><a href="/broken">broken</a>'),
      '/moved': { status: 302, headers: { location: '/target/' } },
      '/target/': page('Target', '<p>Text of the target.</p>'),
      '/manual.pdf': { headers: { 'content-type': 'application/pdf' }, body: '%PDF' },
      '/secret/x': page('Secret', '<p>Secret.</p>'),
      '/quiet': page('Quiet', '<p>Not for indexes.</p><a href="/behind">behind</a>', '<meta name="robots" content="noindex">'),
      '/behind': page('Behind', '<p>Text behind the quiet page.</p>'),
      '/copy': page('A', '<p>Text of a.</p>', '<link rel="canonical" href="/a">'),
      '/loop1': { status: 301, headers: { location: '/loop2' } },
      '/loop2': { status: 301, headers: { location: '/loop1' } },
      '/lonely': page('Lonely', '<p>Only the sitemap knows it.</p>'),
      '/forward': { body: '<meta http-equiv="refresh" content="0; url=/target/">' },
      '/broken': { status: 500, body: 'x' },
    });
    const ports = testPorts();
    const report = await scrape({ sites: [site(origin.url)] }, ports);
    expect(rowsOf(ports).map((row) => row.url.replace(origin.url, '/'))).toEqual(['/', '/a', '/behind', '/lonely?b=1&a=2', '/target/']);
    expect(reasons(report, origin.url)).toEqual({
      '/broken': 'the server failed (HTTP 500)',
      '/copy': 'a copy of /a, says its canonical link',
      '/gone': 'not found (HTTP 404)',
      '/manual.pdf': 'no HTML page but application/pdf',
      '/quiet': 'the page asks not to be indexed (noindex)',
      '/secret/x': 'robots.txt asks not to read it',
    });
    expect(origin.requests.filter((request) => request === '/secret/x')).toEqual([]);
    expect(origin.requests.filter((request) => request === '/manual.pdf')).toHaveLength(1);
    expect(origin.requests.filter((request) => request === '/broken')).toHaveLength(3);
    expect(origin.requests.filter((request) => request.startsWith('/a'))).toEqual(['/a']);
  });

  test('needs no other program on the machine', async () => {
    const { url } = await serve(null, { '/': page('Home', '<p>Text.</p>') });
    vi.stubEnv('PATH', '/nowhere');
    expect(await scrape({ sites: [site(url)] }, testPorts())).toMatchObject({ pages: 1 });
    vi.unstubAllEnvs();
  });

  test('tells who it is', async () => {
    let userAgent: string | undefined;
    const { url } = await serve(null, {
      '/': (request) => {
        userAgent = request.headers['user-agent'];
        return page('Home', '<p>Text.</p>');
      },
    });
    await scrape({ sites: [site(url)], contact: 'https://acme.example/bot' }, testPorts());
    expect(userAgent).toBe('Threadwell/0.1 (+https://acme.example/bot)');
  });

  test('under a page limit reads the same pages whatever answers first', async () => {
    const pages = Object.fromEntries(
      ['b', 'a', 'd', 'c'].map((name) => [`/${name}`, page(name, `<p>Text of ${name}.</p><a href="/${name}/1">1</a>`)]),
    );
    const links = Object.keys(pages).map((link) => `<a href="${link}">${link}</a>`);
    for (const order of [links, links.toReversed()]) {
      const { url } = await serve(null, { ...pages, '/': page('Home', `<p>Home.</p>${order.join('')}`) });
      const ports = testPorts();
      const report = await scrape({ sites: [site(url, { maxPages: 3 })] }, ports);
      expect(rowsOf(ports).map(({ title }) => title)).toEqual(['Home', 'a', 'b']);
      expect(reasons(report, url)['/']).toContain('4 more addresses were left out');
    }
  });

  test('stays in the folder of its start, or in what include and exclude say', async () => {
    const { url } = await serve(null, {
      '/docs/': page('Docs', '<p>Docs.</p><a href="/docs/x">x</a><a href="/blog/y">y</a><a href="/docs/old/z">z</a>'),
      '/docs/x': page('X', '<p>Text x.</p>'),
      '/blog/y': page('Y', '<p>Text y.</p>'),
      '/docs/old/z': page('Z', '<p>Text z.</p>'),
    });
    const titles = async (more: Partial<Site>) => {
      const ports = testPorts();
      await scrape({ sites: [site(`${url}docs/`, more)] }, ports);
      return rowsOf(ports).map(({ title }) => title);
    };
    expect(await titles({})).toEqual(['Docs', 'Z', 'X']);
    expect(await titles({ exclude: ['**/old/**'] })).toEqual(['Docs', 'X']);
    expect(await titles({ include: [`${url}{blog,docs}/*`] })).toEqual(['Y', 'Docs', 'X']);
  });

  test('keeps the newest stable version of a page, and all when asked', async () => {
    const text = (version: string) => page('Setup', `<p>How to set up ${version}.</p>`);
    const { url } = await serve(null, {
      '/': page('Home', ['4.6', '4.10', '5.0-beta', '4.9'].map((version) => `<a href="/${version}/setup/">${version}</a>`).join('')),
      '/4.6/setup/': text('4.6'),
      '/4.9/setup/': text('4.9'),
      '/4.10/setup/': text('4.10'),
      '/5.0-beta/setup/': text('5.0'),
    });
    const ports = testPorts();
    await scrape({ sites: [site(url)] }, ports);
    expect(
      rowsOf(ports)
        .filter(({ title }) => title === 'Setup')
        .map((row) => [row.url.replace(url, '/'), row.tags]),
    ).toEqual([['/4.10/setup/', ['source:docs', 'version:4.10']]]);
    await scrape({ sites: [site(url, { allVersions: true })] }, ports);
    expect(rowsOf(ports).filter(({ title }) => title === 'Setup')).toHaveLength(4);
  });

  test('does not take a page that only leads to the versions for one of them, nor a list of files for a page', async () => {
    const links = '<a href="/4.9/">4.9</a> <a href="/files/">files</a>';
    const { url } = await serve(null, {
      '/': page('Pick a version', `<p>All versions of this manual.</p>${links}`),
      '/4.9/': page('The manual', '<p>How to begin with the agent.</p>'),
      '/files/': { body: '<title>Index of /files</title><h1>Index of /files</h1><ul><li><a href="a.zip">a.zip</a></li></ul>' },
    });
    const ports = testPorts();
    const report = await scrape({ sites: [site(url)] }, ports);
    expect(rowsOf(ports).map(({ title }) => title)).toEqual(['Pick a version', 'The manual']);
    expect(reasons(report, url)).toEqual({ '/files/': 'a list of files that the web server made' });
  });

  test('says so when redirects lead in a circle', async () => {
    const to = (location: string): Answer => ({ status: 302, headers: { location } });
    const { url } = await serve(null, { '/a/': to('/a/'), '/b/': to('/b/c'), '/b/c': to('/b/') });
    for (const start of ['a/', 'b/'])
      await expect(scrape({ sites: [site(url + start)] }, testPorts())).rejects.toThrow('its redirects lead in a circle');
  });

  test('reads pages that name no encoding, and none that are no text', async () => {
    const { url } = await serve(null, {
      '/': {
        body: Buffer.from('<h1>Größe ändern</h1><p>Die Größe. <a href="/bytes">x</a></p>', 'latin1'),
        headers: { 'content-type': 'text/html' },
      },
      '/bytes': { body: Buffer.from(Array.from({ length: 900 }, (_, n) => (n * 7) % 256)), headers: { 'content-type': 'text/html' } },
    });
    const ports = testPorts();
    const report = await scrape({ sites: [site(url)] }, ports);
    expect(rowsOf(ports).map(({ title }) => title)).toEqual(['Größe ändern']);
    expect(reasons(report, url)).toEqual({ '/bytes': 'no HTML page but bytes that are no text' });
  });

  test('collapses pages with the same text to the plainest address', async () => {
    const body = '<p>A text that is long enough to be recognised.</p><h2 id=s>More</h2><p>And some more of it here.</p>';
    const { url } = await serve(null, {
      '/': page('Home', '<p>Home.</p><a href="/setup?print=1">p</a><a href="/setup">s</a><a href="/x/setup-copy">c</a>'),
      '/setup': page('Setup', body),
      '/x/setup-copy': page('Setup', body),
    });
    const ports = testPorts();
    const report = await scrape({ sites: [site(url)] }, ports);
    expect(rowsOf(ports).map((row) => row.url.replace(url, '/'))).toEqual(['/', '/setup', '/setup#s']);
    expect(reasons(report, url)).toEqual({ '/setup?print=1': 'the same text as /setup', '/x/setup-copy': 'the same text as /setup' });
  });

  test('waits where a server asks it to, and tries again', async () => {
    let asked = 0;
    const { url } = await serve(null, {
      '/': () => (asked++ === 0 ? { status: 503, headers: { 'retry-after': '1' } } : page('Home', '<p>Back again.</p>')),
    });
    const ports = testPorts();
    await scrape({ sites: [site(url)] }, ports);
    expect(rowsOf(ports).map(({ title }) => title)).toEqual(['Home']);
  });
});

describe('the CSV', () => {
  test('keeps rows of other sites, of pages that failed, and of pages that are missing until they are missing again', async () => {
    const answers: Record<string, Answer> = {
      '/': page('Home', '<p>Home.</p><a href="/a">a</a><a href="/b">b</a>'),
      '/a': page('A', '<p>Text a.</p>'),
      '/b': page('B', '<p>Text b.</p>'),
    };
    const one = await serve(null, answers);
    const other = await serve(null, { '/': page('Other', '<p>Other.</p>') });
    const ports = testPorts();
    await scrape({ sites: [site(one.url), site(other.url)] }, ports);
    answers['/a'] = { status: 500 };
    answers['/b'] = { status: 410 };
    answers['/'] = page('Home', '<p>Home, changed.</p><a href="/a">a</a><a href="/b">b</a><a href="/c">c</a>');
    answers['/c'] = page('C', '<p>Text c.</p>');
    const report = await scrape({ sites: [site(one.url)] }, ports);
    expect(
      rowsOf(ports)
        .map(({ title }) => title)
        .sort(),
    ).toEqual(['A', 'B', 'C', 'Home', 'Other']);
    expect(report).toMatchObject({ pages: 4, pagesRead: 2, articles: 4, added: 1, changed: 1, removed: 0, unchanged: 2 });
    expect(reasons(report, one.url)).toEqual({
      '/a': 'the server failed (HTTP 500); its last good articles stay',
      '/b': 'not found (HTTP 410); its articles stay until the next crawl misses it too',
    });
    const next = await scrape({ sites: [site(one.url)] }, ports);
    expect(next).toMatchObject({ pages: 3, pagesRead: 0, articles: 3, added: 0, changed: 0, removed: 1, unchanged: 3 });
    expect(next.changes).toEqual([{ change: 'removed', url: `${one.url}b`, title: 'B' }]);
  });

  test.each<[string, Record<string, Answer>, RegExp]>([
    [
      'robots.txt fails',
      { '/robots.txt': { status: 503 }, '/': page('Home', '<p>x</p>') },
      /robots\.txt answered HTTP 503, so nothing of the site may be read/,
    ],
    ['the start page is missing', {}, /gave no page to read \(not found \(HTTP 404\)\); check the address/],
    ['the start page fails', { '/': { status: 500 } }, /gave no page to read \(the server failed \(HTTP 500\)\)/],
    [
      'there is no text',
      { '/': { body: '<div id="root"></div><script src="/app.js"></script>' } },
      /gave 1 pages but no text; its text is made by JavaScript; scrape with --render to read it/,
    ],
  ])('is left alone when %s', async (_, answers, message) => {
    const { url } = await serve(null, answers);
    const ports = testPorts();
    ports.stored.set('web_docs.csv', `title,url,body,tags\nHome,${url},# Home,source:docs\n`);
    const before = ports.stored.get('web_docs.csv');
    await expect(scrape({ sites: [site(url)] }, ports)).rejects.toThrow(message);
    expect(ports.stored.get('web_docs.csv')).toBe(before);
  });

  test('is left alone when the site cannot be reached', async () => {
    const closed = createServer();
    await new Promise<void>((done) => closed.listen(0, '127.0.0.1', done));
    const { port } = closed.address() as { port: number };
    await new Promise((done) => closed.close(done));
    const ports = testPorts();
    await expect(scrape({ sites: [site(`http://127.0.0.1:${port}/`)] }, ports)).rejects.toThrow(
      `http://127.0.0.1:${port}/robots.txt cannot be read: connection refused; check the address and that the server runs`,
    );
    expect(ports.stored.size).toBe(0);
  });
});

describe('safety', () => {
  test('private addresses are not asked unless the start opens them, and then no other port', async () => {
    const inner = await serve(null, { '/': page('Inner', '<p>Inner.</p>') });
    const outer = await serve(null, {
      '/': page('Outer', '<p>Outer.</p><a href="/go">go</a>'),
      '/go': { status: 302, headers: { location: inner.url } },
    });
    await expect(scrape({ sites: [site(inner.url, { allowPrivate: false })] }, testPorts())).rejects.toThrow(
      'is a private or local address',
    );
    const report = await scrape({ sites: [site(outer.url, { include: ['http://127.0.0.1:*/**'] })] }, testPorts());
    expect(reasons(report, outer.url)[inner.url]).toContain('is a private or local address');
    expect(inner.requests).toEqual([]);
  });

  test('a page over the size limit is skipped although it came compressed', async () => {
    const { gzipSync } = await import('node:zlib');
    const { url } = await serve(null, {
      '/': page('Home', '<p>Home.</p><a href="/bomb">b</a>'),
      '/bomb': { headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(30_000_000, 'a')) },
    });
    const report = await scrape({ sites: [site(url)] }, testPorts());
    expect(reasons(report, url)['/bomb']).toBe('/bomb is over 10 MB; it was not read');
  });

  test('a maze of links ends at the page limit', async () => {
    const { url, requests } = await serve(
      null,
      Object.fromEntries(
        ['/', ...Array.from({ length: 60 }, (_, n) => `/${n}`)].map((path, n) => [
          path,
          page(`P${n}`, `<p>Text ${n}.</p><a href="/${n}">n</a><a href="/${n}?x=${n}">q</a><a href="${path}/a/a/a/a/a">t</a>`),
        ]),
      ),
    );
    const report = await scrape({ sites: [site(url, { maxPages: 25 })] }, testPorts());
    expect(report.pages).toBeLessThanOrEqual(25);
    expect(requests.length).toBeLessThanOrEqual(25 + 3);
  });
});
