import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { testPorts } from '../fixtures/scrape-ports.ts';
import { type Answer, type StaticSite, serveStaticSite } from '../fixtures/static-site.ts';
import { scrape } from '../scrape.ts';
import { SITE_DEFAULTS, type Site } from '../site.ts';

let server: StaticSite;
afterEach(() => server.close());

/** A site whose pages can be changed between crawls. */
type Pages = Record<string, Answer>;

/** With `etags`, the server knows what a reader has. `sent` lists the pages that went out whole. */
async function serve(pages: Pages, { etags = true } = {}): Promise<{ url: string; sent: string[]; site: (more?: Partial<Site>) => Site }> {
  const sent: string[] = [];
  const answer = (path: string) => (request: IncomingMessage) => {
    const found = pages[path] ?? { status: 404 };
    const etag = `"${createHash('md5').update(String(found.body)).digest('hex')}"`;
    if (etags && request.headers['if-none-match'] === etag && !found.status) return { status: 304, headers: { etag } };
    sent.push(path);
    return { ...found, headers: { ...found.headers, ...(etags ? { etag } : {}) } };
  };
  const paths = ['/', '/a', '/b', '/c', '/d', ...Object.keys(pages)];
  server = await serveStaticSite(null, Object.fromEntries(paths.map((path) => [path, answer(path)])));
  const { url } = server;
  return { url, sent, site: (more = {}) => ({ ...SITE_DEFAULTS, allowPrivate: true, start: [url], ...more }) };
}

const page = (title: string, content: string, links = ''): Answer => ({
  body: `<title>${title}</title><main><h1>${title}</h1><p>${content}</p>${[...links].map((to) => `<a href="/${to}">${to}</a>`).join('')}</main>`,
});
const titles = (ports: ReturnType<typeof testPorts>) =>
  ports
    .rows()
    .map(({ title }) => title)
    .sort()
    .join('');

describe('an unchanged site', () => {
  test.each([true, false])('costs no reading, whether the server knows what we have (%s)', async (etags) => {
    const { site, sent } = await serve(
      { '/': page('H', 'Home.', 'ab'), '/a': page('A', 'Text a.'), '/b': page('B', 'Text b.') },
      { etags },
    );
    const ports = testPorts();
    await scrape({ sites: [site()] }, ports);
    sent.length = 0;
    ports.files.write = () => Promise.reject(new Error('nothing changed, so nothing is to be written'));
    expect(await scrape({ sites: [site()] }, ports)).toMatchObject({ pages: 3, pagesRead: 0, articles: 3, unchanged: 3, changes: [] });
    expect(sent).toEqual(etags ? [] : ['/', '/a', '/b']);
  });

  test('is read again where its articles would be made differently', async () => {
    const { site } = await serve({ '/': { body: '<main><h1>H</h1><p>Text.</p><p class="x">Promo.</p></main>' } });
    const ports = testPorts();
    await scrape({ sites: [site()] }, ports);
    const report = await scrape({ sites: [site({ remove: ['.x'] })] }, ports);
    expect(report).toMatchObject({ pagesRead: 1, changed: 1 });
    expect(report.changes[0]?.lines).toEqual(['- Promo.']);
  });
});

describe('a page', () => {
  test('that changed is read, alone, and the report shows how', async () => {
    const pages: Pages = { '/': page('H', 'Home.', 'ab'), '/a': page('A', 'The limit is 5.'), '/b': page('B', 'Text b.') };
    const { site, sent, url } = await serve(pages);
    const ports = testPorts();
    await scrape({ sites: [site()] }, ports);
    sent.length = 0;
    pages['/a'] = page('A', 'The limit is 7.');
    const report = await scrape({ sites: [site()] }, ports);
    expect(sent).toEqual(['/a']);
    expect(report).toMatchObject({ pagesRead: 1, changed: 1, unchanged: 2 });
    expect(report.changes).toEqual([{ change: 'changed', url: `${url}a`, title: 'A', lines: ['- The limit is 5.', '+ The limit is 7.'] }]);
  });

  test('that is missing once and comes back never leaves', async () => {
    const pages: Pages = { '/': page('H', 'Home.', 'a'), '/a': page('A', 'Text a.') };
    const { site } = await serve(pages);
    const ports = testPorts();
    const [there, missing] = [pages['/a']!, { status: 404 }];
    for (const answer of [there, missing, there, missing, there]) {
      pages['/a'] = answer;
      await scrape({ sites: [site()] }, ports);
      expect(titles(ports)).toBe('AH');
    }
  });

  test('that nothing leads to leaves the second time', async () => {
    const pages: Pages = { '/': page('H', 'Home.', 'a'), '/a': page('A', 'Text a.') };
    const { site, url } = await serve(pages);
    const ports = testPorts();
    await scrape({ sites: [site()] }, ports);
    pages['/'] = page('H', 'Home.');
    expect((await scrape({ sites: [site()] }, ports)).skipped).toEqual([
      { url: `${url}a`, reason: 'nothing leads to it any more; its articles stay until the next crawl misses it too' },
    ]);
    expect(titles(ports)).toBe('AH');
    expect(await scrape({ sites: [site()] }, ports)).toMatchObject({ removed: 1, skipped: [] });
    expect(titles(ports)).toBe('H');
  });

  test.each<[string, Answer, Partial<Site>]>([
    ['is excluded now', page('A', 'Text a.'), { exclude: ['/a'] }],
    ['asks not to be indexed', { body: '<meta name=robots content=noindex><main><h1>A</h1><p>Text a.</p></main>' }, {}],
    ['moved', { status: 301, headers: { location: '/d' } }, {}],
    ['is no page any more', { headers: { 'content-type': 'application/pdf' }, body: '%PDF' }, {}],
  ])('that %s leaves at once', async (_, answer, more) => {
    const pages: Pages = { '/': page('H', 'Home.', 'a'), '/a': page('A', 'Text a.') };
    const { site } = await serve(pages);
    const ports = testPorts();
    await scrape({ sites: [site()] }, ports);
    pages['/a'] = answer;
    await scrape({ sites: [site(more)] }, ports);
    expect(titles(ports)).toBe('H');
  });

  test('that fails keeps its articles and goes on leading to others', async () => {
    const pages: Pages = { '/': page('H', 'Home.', 'a'), '/a': page('A', 'Text a.', 'b'), '/b': page('B', 'Text b.') };
    const { site } = await serve(pages);
    const ports = testPorts();
    await scrape({ sites: [site()] }, ports);
    pages['/a'] = { status: 500 };
    pages['/b'] = page('B', 'Text b, changed.');
    for (const changed of [1, 0, 0]) {
      expect(await scrape({ sites: [site()] }, ports)).toMatchObject({ pages: 3, changed, removed: 0 });
      expect(titles(ports)).toBe('ABH');
    }
  });

  test('that fails keeps its rows although all that is known of it is the CSV', async () => {
    const pages: Pages = { '/': page('H', 'Home.', 'a'), '/a': page('A', 'Text a.', 'b'), '/b': page('B', 'Text b.') };
    const { site } = await serve(pages);
    const [ports, others] = [testPorts(), testPorts()];
    await scrape({ sites: [site()] }, ports);
    others.stored.set('web_docs.csv', ports.stored.get('web_docs.csv')!);
    pages['/a'] = { status: 500 };
    // Where it led to is not known, so what it may have led to stays as well.
    for (let again = 0; again < 3; again++) expect(await scrape({ sites: [site()] }, others)).toMatchObject({ pages: 3, removed: 0 });
    expect(others.stored.get('web_docs.csv')).toBe(ports.stored.get('web_docs.csv'));
  });
});

describe('a crawl', () => {
  test('gives up a site where everything fails, and the next one goes on where it stopped', async () => {
    const paths = Array.from({ length: 60 }, (_, n) => `/p${String(n).padStart(2, '0')}`);
    const links = (to: readonly string[]) => to.map((path) => `<a href="${path}">x</a>`).join('');
    // Those that fail are a level of their own: no good answer comes between them.
    const leadsTo = (n: number) => links(n === 19 ? paths.slice(20) : []);
    const pages: Pages = Object.fromEntries(
      paths.map((path, n) => [path, { body: `<main><h1>${path}</h1><p>Text of ${path}.</p>${leadsTo(n)}</main>` }]),
    );
    pages['/'] = { body: `<main><h1>Home</h1><p>Home.</p>${links(paths.slice(0, 20))}</main>` };
    const whole = { ...pages };
    for (const path of paths.slice(20)) pages[path] = { status: 403 };
    const { site, sent } = await serve(pages);
    const ports = testPorts();
    await expect(scrape({ sites: [site()] }, ports)).rejects.toThrow(
      '25 addresses in a row failed (the server refused it (HTTP 403)); scrape again when the site works',
    );
    expect(ports.stored.size).toBe(0);
    Object.assign(pages, whole);
    sent.length = 0;
    expect(await scrape({ sites: [site()] }, ports)).toMatchObject({ pages: 61, pagesRead: 40 });
    expect(sent.sort()).toEqual(paths.slice(20));
  });

  test('goes on whatever the file was that its state lay in', async () => {
    const { site } = await serve({ '/': page('H', 'Home.') });
    const ports = testPorts();
    const { path } = await ports.workFiles.open('broken.db');
    const { writeFileSync } = await import('node:fs');
    writeFileSync(path, 'no database, but long enough to be taken for one'.repeat(100));
    ports.workFiles.open = async () => ({ path, keep: async () => {} });
    expect(await scrape({ sites: [site()] }, ports)).toMatchObject({ pages: 1 });
  });

  test('of private hosts is refused where the platform allows none', async () => {
    const { site } = await serve({ '/': page('H', 'Home.') });
    await expect(scrape({ sites: [site()] }, { ...testPorts(), mayReadPrivateHosts: false })).rejects.toThrow(
      'private hosts are not read on this platform',
    );
  });
});

describe('when a page was crawled', () => {
  /** Scrapes at a time and gives the times that are kept, by path. */
  const crawlAt = async (day: number, sites: Site[], ports: ReturnType<typeof testPorts>, base: string) => {
    await scrape({ sites }, { ...ports, clock: { now: () => new Date(Date.UTC(2026, 10, day)) } });
    const times = Object.entries(JSON.parse(ports.stored.get('web_docs.crawled.json')!) as Record<string, string>);
    return Object.fromEntries(times.map(([url, at]) => [url.replace(base, '/'), Number(at.slice(8, 10))]));
  };

  test.each([true, false])('is moved on by a crawl that finds it unchanged, whether the server knows what we have (%s)', async (etags) => {
    const { site, url } = await serve({ '/': page('H', 'Home.', 'a'), '/a': page('A', 'Text a.') }, { etags });
    const ports = testPorts();
    expect(await crawlAt(1, [site()], ports, url)).toEqual({ '/': 1, '/a': 1 });
    const csv = ports.stored.get('web_docs.csv');
    expect(await crawlAt(2, [site()], ports, url)).toEqual({ '/': 2, '/a': 2 });
    expect(ports.stored.get('web_docs.csv')).toBe(csv);
  });

  test('stays with the articles of a page that fails or is missing once, and leaves with them', async () => {
    const pages: Pages = { '/': page('H', 'Home.', 'ab'), '/a': page('A', 'Text a.'), '/b': page('B', 'Text b.') };
    const { site, url } = await serve(pages);
    const ports = testPorts();
    await crawlAt(1, [site()], ports, url);
    pages['/a'] = { status: 500 };
    pages['/b'] = { status: 404 };
    expect(await crawlAt(2, [site()], ports, url)).toEqual({ '/': 2, '/a': 1, '/b': 1 });
    expect(await crawlAt(3, [site()], ports, url)).toEqual({ '/': 3, '/a': 1 });
  });

  test('of another site stays as it is, and every row has its page there', async () => {
    const { site, url } = await serve({ '/': page('H', 'Home.', 'a'), '/a': page('A', 'Text a.') });
    const ports = testPorts();
    ports.stored.set('web_docs.crawled.json', '{"https://other.example/": "2026-11-01T00:00:00.000Z"}');
    const times = await crawlAt(5, [site()], ports, url);
    expect(times).toEqual({ 'https://other.example/': 1, '/': 5, '/a': 5 });
    expect(new Set(ports.rows().map((row) => row.url.replace(/#.*/, '').replace(url, '/')))).toEqual(new Set(['/', '/a']));
  });
});
