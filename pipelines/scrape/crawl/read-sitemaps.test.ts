import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { hostAndPort, openFetcher } from '../fetch/fetcher.ts';
import { openPace } from '../fetch/pace.ts';
import { openRobotsBook } from '../fetch/robots-book.ts';
import { type Answer, type StaticSite, serveStaticSite } from '../fixtures/static-site.ts';
import { readSitemaps, type SitemapPages } from './read-sitemaps.ts';

const open: { close: () => unknown }[] = [];
afterEach(async () => {
  for (const { close } of open.splice(0)) await close();
});

async function serve(answers: Record<string, Answer>): Promise<StaticSite> {
  const site = await serveStaticSite(null, answers);
  open.push(site);
  return site;
}

async function readFrom(addresses: string[], openUrls = addresses): Promise<SitemapPages> {
  const fetcher = openFetcher({ userAgent: 'test', openHosts: new Set(openUrls.map(hostAndPort)) });
  open.push(fetcher);
  const pace = openPace(() => 0);
  return readSitemaps(addresses, fetcher, pace, openRobotsBook(fetcher, pace));
}

const urlset = (...paths: string[]) => `<urlset>${paths.map((path) => `<url><loc>${path}</loc></url>`).join('')}</urlset>`;
const index = (...paths: string[]) =>
  `<sitemapindex>${paths.map((path) => `<sitemap><loc>${path}</loc></sitemap>`).join('')}</sitemapindex>`;
const paths = ({ pages }: SitemapPages) => pages.map((url) => new URL(url).pathname);
const reasons = ({ skipped }: SitemapPages) => skipped.map(({ url, reason }) => `${new URL(url).pathname}: ${reason}`);

describe('the sitemaps of a site', () => {
  test('are followed through indexes, each once, also where they name each other', async () => {
    const site = await serve({
      '/sitemap.xml': { body: index('/one.xml', '/deeper.xml', '/sitemap.xml', '/missing.xml') },
      '/one.xml': { body: urlset('/a', '/b') },
      '/deeper.xml': { body: index('/sitemap.xml', '/deeper.xml', '/two.xml', '/one.xml') },
      '/two.xml': { body: urlset('/b', '/c') },
    });
    const found = await readFrom([`${site.url}sitemap.xml`]);
    expect(paths(found)).toEqual(['/a', '/b', '/c']);
    expect(reasons(found)).toEqual([]);
    expect(new Set(site.requests).size).toBe(site.requests.length);
  });

  test('are read as gzip files, compressed on the way, and both', async () => {
    const [a, b, c] = ['/a', '/b', '/c'].map((path) => gzipSync(urlset(path)));
    const gzip = { 'content-encoding': 'gzip' };
    const site = await serve({
      '/1.xml.gz': { body: a! },
      '/2.xml': { body: b!, headers: gzip },
      '/3.xml.gz': { body: gzipSync(c!), headers: gzip },
    });
    expect(paths(await readFrom(['1.xml.gz', '2.xml', '3.xml.gz'].map((path) => site.url + path)))).toEqual(['/a', '/b', '/c']);
  });

  test('say when pages were changed', async () => {
    const site = await serve({
      '/s.xml': { body: '<urlset><url><loc>/a</loc><lastmod>2026-11-01</lastmod></url><url><loc>/b</loc></url></urlset>' },
    });
    expect([...(await readFrom([`${site.url}s.xml`])).lastModified]).toEqual([[`${site.url}a`, '2026-11-01']]);
  });

  test('are read on other hosts only where these were given or redirected to', async () => {
    const other = await serve({
      '/moved.xml': { body: index('/more.xml') },
      '/more.xml': { body: urlset('/m') },
      '/secret.xml': { body: urlset('/s') },
    });
    const far = await serve({ '/far.xml': { body: urlset('/f') } });
    const site = await serve({
      '/sitemap.xml': { body: index(`${far.url}far.xml`, '/here.xml') },
      '/here.xml': { body: urlset('/h') },
      '/redirect.xml': { status: 301, headers: { location: `${other.url}moved.xml` } },
    });
    const found = await readFrom([`${site.url}sitemap.xml`, `${site.url}redirect.xml`], [site.url, other.url, far.url]);
    expect(paths(found)).toEqual(['/h', '/m']);
    expect(reasons(found)).toEqual(['/sitemap.xml: it names sitemaps on other hosts, which are read only where robots.txt names them']);
    expect(far.requests).toEqual([]);
    expect(paths(await readFrom([`${site.url}sitemap.xml`, `${far.url}far.xml`]))).toEqual(['/f', '/h']);
  });

  test('are not read where robots.txt forbids it, even if it names them', async () => {
    const site = await serve({
      '/robots.txt': { body: 'Sitemap: /private/s.xml\nUser-agent: *\nDisallow: /private/' },
      '/private/s.xml': { body: urlset('/a') },
      '/way.xml': { status: 302, headers: { location: '/private/s.xml' } },
    });
    const found = await readFrom([`${site.url}private/s.xml`, `${site.url}way.xml`]);
    expect(reasons(found)).toEqual([
      '/private/s.xml: sitemap not read: robots.txt asks not to read it',
      '/way.xml: sitemap not read: robots.txt asks not to read it',
    ]);
    expect(site.requests.filter((path) => path === '/private/s.xml')).toEqual([]);
  });
});

describe('hostile sitemaps end with a line in the report', () => {
  const bomb = gzipSync(Buffer.alloc(60 * 1024 * 1024, 'a'));
  test.each<[string, Answer, RegExp]>([
    ['a gzip bomb', { body: bomb }, /is over 50 MB/],
    ['one in the encoding', { body: bomb, headers: { 'content-encoding': 'gzip' } }, /is over 50 MB/],
    ['a broken gzip file', { body: bomb.subarray(0, 500) }, /is a broken gzip file/],
    ['a server that fails', { status: 500 }, /HTTP 500/],
    ['a circle of redirects', { status: 302, headers: { location: '/s.xml' } }, /redirects more than 5 times/],
    ['a way inside', { status: 302, headers: { location: 'http://169.254.169.254/' } }, /is a private or local address/],
  ])('%s', async (_, answer, reason) => {
    const site = await serve({ '/s.xml': answer });
    const found = await readFrom([`${site.url}s.xml`]);
    expect(paths(found)).toEqual([]);
    expect(reasons(found)).toHaveLength(1);
    expect(reasons(found)[0]).toMatch(reason);
  });

  test('an index without end', async () => {
    const count = { n: 0 };
    const site = await serveStaticSite(null, new Proxy({}, {
      get: (_, path) => (String(path) === '/robots.txt' ? undefined : () => ({ body: index(`/${++count.n}.xml`, `/x${count.n}.xml`) })),
    })); // biome-ignore format: short
    open.push(site);
    expect(reasons(await readFrom([`${site.url}s.xml`]))).toEqual([expect.stringMatching(/the limit is 200 sitemaps/)]);
    expect(site.requests).toHaveLength(201);
  });

  test('one failure after the other', async () => {
    const names = Array.from({ length: 40 }, (_, n) => `/f${n}.xml`);
    const site = await serve({ '/s.xml': { body: index(...names) }, ...Object.fromEntries(names.map((name) => [name, { status: 503 }])) });
    const found = reasons(await readFrom([`${site.url}s.xml`]));
    expect(found).toHaveLength(11);
    expect(found.at(-1)).toContain('10 others failed');
  });

  test('addresses without end', async () => {
    const body = Array.from({ length: 50_000 }, (_, n) => `https://d.example/${n}`).join('\n');
    const names = Array.from({ length: 9 }, (_, n) => `/${n}.txt`);
    const site = await serve({ '/s.xml': { body: index(...names) }, ...Object.fromEntries(names.map((name, n) => [name, { body: body.replaceAll('d.example', `d${n}.example`) }])) });
    const found = await readFrom([`${site.url}s.xml`]);
    expect(found.pages).toHaveLength(250_000);
    expect(reasons(found)).toEqual([expect.stringMatching(/the limit is 250000 pages in all sitemaps/)]);
  }); // biome-ignore format: short
});
