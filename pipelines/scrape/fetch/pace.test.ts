import { describe, expect, test } from 'vitest';
import { UpstreamFailed } from '#core/domain/errors.ts';
import { readSitemaps } from '../crawl/read-sitemaps.ts';
import { serveRaw } from '../fixtures/raw-server.ts';
import { openFetcher } from './fetcher.ts';
import { openPace, type Time } from './pace.ts';
import { openRobotsBook } from './robots-book.ts';

/** Timers may be early by one millisecond; late ones make nothing fail. */
const EARLY_MS = 2;

/** When each turn came, from now. */
async function turns(pace: ReturnType<typeof openPace>, hosts: readonly string[]): Promise<number[]> {
  const start = performance.now();
  return Promise.all(hosts.map((host) => pace.turn(host).then(() => performance.now() - start)));
}

const HOST = 'd.example:443';

/** A clock that only sleeping moves. */
function clock(): Time {
  let now = 0;
  return {
    now: () => now,
    sleep: async (ms) => {
      now += ms;
    },
  };
}

describe('turns at a host', () => {
  test('come one delay after the other, all ports of a public host together', async () => {
    const pace = openPace(() => 40);
    const times = await turns(pace, ['d.example:443', 'd.example:80', 'd.example.:443', 'd.example:8443', 'd.example:443']);
    for (const [index, time] of times.entries()) expect(time).toBeGreaterThanOrEqual(index * 40 - EARLY_MS);
  });

  test('do not wait for other hosts', async () => {
    const pace = openPace(() => 60_000);
    expect(await turns(pace, ['a.example:443', 'b.example:443', 'a.b.example:443'])).toHaveLength(3);
  });

  test('without delay are for a port alone and come at once', async () => {
    const pace = openPace((host) => (host === '127.0.0.1:8001' ? 0 : 60_000));
    await turns(
      pace,
      Array.from({ length: 500 }, () => '127.0.0.1:8001'),
    );
    pace.setDelay('127.0.0.1:8001', 60_000);
    expect(await turns(pace, ['127.0.0.1:8002'])).toHaveLength(1);
  });

  test('keep the delay that robots.txt asks for, the longest one, and never less than ours', async () => {
    const pace = openPace(() => 40);
    pace.setDelay('d.example:443', 100);
    pace.setDelay('d.example:443', 1);
    const times = await turns(pace, ['d.example:443', 'd.example:443', 'd.example:443']);
    for (const [index, time] of times.entries()) expect(time).toBeGreaterThanOrEqual((index + 1) * 100 - EARLY_MS);
  });

  test('wait for a pause, also those that were in the queue before it', async () => {
    const pace = openPace(() => 20);
    const waiting = turns(pace, ['d.example:443', 'd.example:443', 'd.example:443']);
    await pace.turn('other.example:443');
    pace.pause('d.example:443', 300);
    pace.pause('d.example:443', 0);
    const [, second, third] = await waiting;
    expect(second).toBeGreaterThanOrEqual(295);
    expect(third).toBeGreaterThanOrEqual(315);
  });
});

describe('a host is left alone', () => {
  test('when it asks for a longer pause than a crawl may last', async () => {
    const pace = openPace(() => 1);
    const waiting = pace.turn('d.example:443').then(() => pace.turn('d.example:443'));
    pace.pause('d.example:443', 3_600_000);
    await expect(pace.turn('d.example:443')).rejects.toThrow(UpstreamFailed);
    await expect(waiting).rejects.toThrow('d.example:443 asked too often or for too long to wait');
    await pace.turn('other.example:443');
  });

  test('when it refuses again after each pause, and is given more each time until then', async () => {
    const time = clock();
    const pace = openPace(() => 500, time);
    await pace.turn(HOST);
    const waits: number[] = [];
    for (let n = 0; n < 10; n++) {
      const before = time.now();
      pace.pause(HOST, 1_500);
      await pace.turn(HOST);
      waits.push(time.now() - before);
    }
    expect(waits).toEqual([1_500, 1_500, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    pace.pause(HOST, 1_500);
    await expect(pace.turn(HOST)).rejects.toThrow('asked too often or for too long to wait, so it was left alone; scrape again later');
  });

  test('but not one that works between its pauses', async () => {
    const time = clock();
    const pace = openPace(() => 500, time);
    for (let n = 0; n < 100; n++) {
      pace.pause(HOST, 10_000);
      for (let turn = 0; turn < 25; turn++) await pace.turn(HOST);
    }
    expect(time.now()).toBe(100 * (10_000 + 24 * 500));
  });

  test('but not for many answers to the requests of one moment', async () => {
    const pace = openPace(() => 0);
    for (let n = 0; n < 50; n++) pace.pause('d.example:443', 50);
    await pace.turn('d.example:443');
  });
});

test('robots.txt, its redirects and sitemaps wait for their turns like pages', async () => {
  const server = await serveRaw((socket, head) => {
    const send = (status: string, headers: string, body = '') =>
      socket.write(`HTTP/1.1 ${status}\r\n${headers}Content-Length: ${body.length}\r\n\r\n${body}`);
    if (head.startsWith('GET /robots.txt ')) send('302 Found', 'Location: /r\r\n');
    else if (head.startsWith('GET /s0 ')) send('302 Found', 'Location: /s1\r\n');
    else send('200 OK', '', head.startsWith('GET /s1 ') ? '<sitemapindex><sitemap><loc>/s2</loc></sitemap></sitemapindex>' : '');
  });
  const host = `127.0.0.1:${server.port}`;
  const fetcher = openFetcher({ userAgent: 'test', openHosts: new Set([host]) });
  const pace = openPace(() => 100);
  await openRobotsBook(fetcher, pace).of(server.url);
  await readSitemaps([`${server.url}s0`], fetcher, pace);
  fetcher.close();
  await server.close();
  expect(server.requests.map((line) => line.split(' ')[1])).toEqual(['/robots.txt', '/r', '/s0', '/s1', '/s2']);
  // Arrivals: five requests take four delays, less what the first one needed to connect.
  expect(server.times.at(-1)! - server.times[0]!).toBeGreaterThanOrEqual(200);
});
