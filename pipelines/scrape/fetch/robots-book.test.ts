import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { UpstreamFailed } from '#core/domain/errors.ts';
import { type RawServer, serveRaw } from '../fixtures/raw-server.ts';
import { type Answer, serveStaticSite } from '../fixtures/static-site.ts';
import { type Fetcher, hostAndPort, openFetcher } from './fetcher.ts';
import { openPace } from './pace.ts';
import { mayFetch, type Robots } from './robots.ts';
import { openRobotsBook } from './robots-book.ts';

const open: { close: () => unknown }[] = [];
afterEach(async () => {
  for (const { close } of open.splice(0)) await close();
});

async function serve(answers: Parameters<typeof serveStaticSite>[1]): Promise<string> {
  const site = await serveStaticSite(null, answers);
  open.push(site);
  return site.url;
}

function fetcherFor(...urls: string[]): Fetcher {
  const fetcher = openFetcher({ userAgent: 'test', openHosts: new Set(urls.map(hostAndPort)), timeoutMs: 500 });
  open.push(fetcher);
  return fetcher;
}

const read = (url: string, fetcher: Fetcher): Promise<Robots> =>
  openRobotsBook(
    fetcher,
    openPace(() => 0),
  ).of(`${url}x`);
const CLOSED = 'User-agent: *\nDisallow: /a\nSitemap: maps/s.xml';

async function mayRead(answers: Parameters<typeof serveStaticSite>[1]): Promise<boolean> {
  const url = await serve(answers);
  return mayFetch(await read(url, fetcherFor(url)), `${url}a`);
}

describe('the answer for robots.txt', () => {
  test.each<[string, Answer, boolean]>([
    ['is read', { body: CLOSED }, false],
    ['is read whatever type it has', { body: CLOSED, headers: { 'content-type': 'application/octet-stream' } }, false],
    ['is read compressed', { body: gzipSync(CLOSED), headers: { 'content-encoding': 'gzip' } }, false],
    ['is read with any success', { status: 203, body: CLOSED }, false],
    ['may be empty', { body: '' }, true],
    ['may say there is nothing', { status: 204 }, true],
    ['may be a web page, which is none', { body: `<!DOCTYPE html><pre>\n${CLOSED}\n</pre>` }, true],
    ['may be missing', { status: 404, body: CLOSED }, true],
    ['may be gone', { status: 410 }, true],
    ['may be forbidden', { status: 403 }, true],
    ['may want a password', { status: 401 }, true],
    ['may redirect to nowhere', { status: 302 }, true],
    ['may be bytes', { body: Buffer.from(Array.from({ length: 999 }, (_, n) => (n * 7) % 256)) }, true],
    ['over 10 MB counts with its beginning', { body: `${CLOSED}\n${'# more\n'.repeat(1_700_000)}Allow: /a\n` }, false],
    ['over 10 MB compressed too', { body: gzipSync(`${CLOSED}\n${'# more\n'.repeat(1_700_000)}Allow: /a\n`), headers: { 'content-encoding': 'gzip' } }, false],
  ])('%s', async (_, answer, expected) => {
    expect(await mayRead({ '/robots.txt': answer })).toBe(expected);
  }); // biome-ignore format: a table reads as a table

  test.each([500, 502, 503, 504, 429])('stops the site with HTTP %s', async (status) => {
    await expect(mayRead({ '/robots.txt': { status, body: CLOSED } })).rejects.toThrow(
      `robots.txt answered HTTP ${status}, so nothing of the site may be read; scrape again when it works`,
    );
  });

  test.each<[string, RegExp, Parameters<typeof serveRaw>[0]]>([
    ['never comes', /did not answer in full within 0.5 s; check the address/, () => {}],
    [
      'is cut off',
      /connection cut; check the address/,
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nUser-agent: *'),
    ],
    ['is no HTTP', /its answer is no HTTP; check the address/, (socket) => socket.end('hello')],
    ['does not begin', /connection cut; check the address/, (socket) => socket.resetAndDestroy()],
  ])('stops the site when it %s', async (_, message, answer) => {
    const server: RawServer = await serveRaw(answer);
    open.push(server);
    const failure = await read(server.url, fetcherFor(server.url)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UpstreamFailed);
    expect((failure as Error).message).toMatch(message);
  });
});

describe('redirects of robots.txt', () => {
  const hops = (count: number): Record<string, Answer> => ({
    '/robots.txt': { status: 301, headers: { location: '/1' } },
    ...Object.fromEntries(Array.from({ length: count - 1 }, (_, n) => [`/${n + 1}`, { status: 302, headers: { location: `/${n + 2}` } }])),
    [`/${count}`]: { body: CLOSED },
  });

  test('are followed five times, and a sixth means there is none', async () => {
    expect(await mayRead(hops(5))).toBe(false);
    expect(await mayRead(hops(6))).toBe(true);
  });

  test('lead to other hosts, and what is found there holds for this one', async () => {
    const other = await serve({ '/elsewhere': { body: CLOSED } });
    const url = await serve({ '/robots.txt': { status: 308, headers: { location: `${other}elsewhere` } } });
    const robots = await read(url, fetcherFor(url, other));
    expect(mayFetch(robots, `${url}a`)).toBe(false);
    expect(robots.sitemaps).toEqual([`${url}maps/s.xml`]);
  });

  test('to a failing address stop the site', async () => {
    await expect(mayRead({ '/robots.txt': { status: 301, headers: { location: '/r' } }, '/r': { status: 500 } })).rejects.toThrow(
      '/r answered HTTP 500',
    );
  });

  test.each([
    'http://127.0.0.1:1/',
    'http://169.254.169.254/latest',
    'http://[::1]/',
    'file:///etc/passwd',
    'http://metadata.google.internal/',
  ])('to %s stop the site without a connection', async (location) => {
    const url = await serve({ '/robots.txt': { status: 301, headers: { location } } });
    const failure = await read(url, fetcherFor(url)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UpstreamFailed);
    expect((failure as Error).message).toContain(`${url}robots.txt redirects to ${location}`);
  });

  test('in a circle mean there is none', async () => {
    expect(await mayRead({ '/robots.txt': { status: 301, headers: { location: '/robots.txt' } } })).toBe(true);
  });
});

test('each origin is asked once, whoever asks', async () => {
  const site = await serveStaticSite(null, { '/robots.txt': { body: CLOSED } });
  open.push(site);
  const book = openRobotsBook(fetcherFor(site.url), openPace(() => 0)); // biome-ignore format: short
  await Promise.all(['a', 'b', 'c'].map((path) => book.of(site.url + path)));
  expect(site.requests).toEqual(['/robots.txt']);
});
