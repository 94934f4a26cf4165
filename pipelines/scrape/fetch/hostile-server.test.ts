import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import zlib from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { LimitReached, UpstreamFailed } from '#core/domain/errors.ts';
import { flood, type RawServer, serveRaw } from '../fixtures/raw-server.ts';
import { type Fetched, type Fetcher, type FetchOptions, hostAndPort, openFetcher } from './fetcher.ts';
import { isHtmlPage } from './page-outcome.ts';

const MB = 1024 * 1024;
/** Long enough for a busy machine to answer, short enough to wait for. */
const TIMEOUT_MS = 1_000;
const open: { close: () => unknown }[] = [];
afterEach(async () => {
  for (const { close } of open.splice(0)) await close();
});

type Reply = (socket: Socket, head: string) => void;

async function start(reply: Reply): Promise<{ server: RawServer; fetcher: Fetcher }> {
  const server = await serveRaw(reply);
  const fetcher = openFetcher({ userAgent: 'test', openHosts: new Set([hostAndPort(server.url)]), timeoutMs: TIMEOUT_MS });
  open.push(fetcher, server);
  return { server, fetcher };
}

async function get(reply: Reply, options: FetchOptions = {}, scheme = 'http'): Promise<Fetched> {
  const { server, fetcher } = await start(reply);
  return fetcher.get(server.url.replace('http', scheme), options);
}

const answer = (headers: Record<string, string>, body: string | Buffer = '', status = '200 OK'): Buffer =>
  Buffer.concat([
    Buffer.from(
      `HTTP/1.1 ${status}\r\n${Object.entries(headers)
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('')}\r\n`,
    ),
    Buffer.from(body),
  ]);
const encoded =
  (encoding: string, body: Buffer): Reply =>
  (socket) =>
    socket.end(answer({ 'Content-Encoding': encoding, 'Content-Length': String(body.length) }, body));
const endless =
  (headers: string): Reply =>
  (socket) => {
    socket.write(`HTTP/1.1 200 OK\r\n${headers}\r\n`);
  };

describe('an answer that is none ends in one clear failure', () => {
  test.each<[string, RegExp, Reply]>([
    ['closes without a word', /connection cut/, (socket) => socket.end()],
    ['resets at once', /connection cut/, (socket) => socket.resetAndDestroy()],
    ['resets in the middle', /connection cut/, (socket) => socket.write(answer({ 'Content-Length': '9' }, 'abc'), () => setTimeout(() => socket.resetAndDestroy(), 20))],
    ['ends before its length', /connection cut/, (socket) => socket.end(answer({ 'Content-Length': '100' }, 'abc'))],
    ['ends within its chunks', /connection cut/, (socket) => socket.end(answer({ 'Transfer-Encoding': 'chunked' }, 'ff\r\nabc'))],
    ['speaks HTTP/0.9', /its answer is no HTTP/, (socket) => socket.end('<html>hello</html>')],
    ['speaks another protocol', /its answer is no HTTP/, (socket) => socket.end('220 mail.example ESMTP\r\n')],
    ['has a length that is no number', /its answer is no HTTP/, (socket) => socket.end(answer({ 'Content-Length': 'many' }, 'abc'))],
    ['has two lengths', /its answer is no HTTP/, (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 9\r\n\r\nabc')],
    ['has a length and chunks', /its answer is no HTTP/, (socket) => socket.end(answer({ 'Content-Length': '3', 'Transfer-Encoding': 'chunked' }, '3\r\nabc\r\n0\r\n\r\n'))],
    ['has broken chunks', /connection cut/, (socket) => socket.end(answer({ 'Transfer-Encoding': 'chunked' }, 'xyz\r\nabc'))],
    ['has a header over the limit', /its headers are too long/, (socket) => socket.end(answer({ Location: `/${'x'.repeat(20_000)}` }))],
    ['has headers without end', /its headers are too long/, (socket) => { socket.write('HTTP/1.1 200 OK\r\n'); flood(socket, 'X-A: b\r\n'); }],
    ['has hints without end', /interim answers without end/, (socket) => flood(socket, 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n')],
    ['says continue without end', /interim answers without end/, (socket) => flood(socket, 'HTTP/1.1 100 Continue\r\n\r\n')],
    ['changes the protocol', /connection cut|ended without an answer/, (socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n')],
    ['never answers', /did not answer in full within 1 s/, () => {}],
    ['drips its headers', /did not answer in full within 1 s/, (socket) => { socket.write('HTTP/1.1 200 OK\r\nX-A: '); flood(socket, 'b', 50); }],
    ['drips its body', /did not answer in full within 1 s/, (socket) => { endless('Content-Length: 1000\r\n')(socket, ''); flood(socket, 'b', 50); }],
    ['drips its chunks', /did not answer in full within 1 s/, (socket) => { endless('Transfer-Encoding: chunked\r\n')(socket, ''); flood(socket, '1\r\nb\r\n', 50); }],
    ['drips what it compressed', /did not answer in full within 1 s/, (socket) => { endless('Content-Encoding: gzip\r\n')(socket, ''); socket.write(zlib.gzipSync('abc').subarray(0, 12)); flood(socket, '', 50); }],
    ['sends half of its length and waits', /did not answer in full within 1 s/, (socket) => socket.write(answer({ 'Content-Length': '6' }, 'abc'))],
    ['is cut off in its gzip', /its compressed body is cut off/, encoded('gzip', zlib.gzipSync('a'.repeat(9_999)).subarray(0, 30))],
    ['is cut off in its brotli', /its compressed body is c|its compressed body is broken/, encoded('br', zlib.brotliCompressSync(randomBytes(9_999)).subarray(0, 5_000))],
    ['is broken in its gzip', /its compressed body is broken/, encoded('gzip', Buffer.from('this is no gzip'))],
    ['has a wrong checksum', /its compressed body is broken/, encoded('gzip', Buffer.concat([zlib.gzipSync('abc').subarray(0, -8), Buffer.alloc(8, 1)]))],
    ['is encoded twice', /encoded as gzip, gzip, which was not asked for/, encoded('gzip, gzip', zlib.gzipSync(zlib.gzipSync('abc')))],
    ['is encoded as nobody asked', /encoded as compress, which was not asked for/, encoded('compress', Buffer.from('abc'))],
  ])('%s', async (_, message, reply) => {
    const failure = await get(reply).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UpstreamFailed);
    expect((failure as Error).message).toMatch(message);
  }); // biome-ignore format: a table reads as a table

  test('a server without TLS is told from one that is not there', async () => {
    await expect(get((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), {}, 'https')).rejects.toThrow(
      'no secure connection can be made',
    );
  });
});

describe('an answer over the limit is given up, whatever it is packed in', () => {
  const zeros = Buffer.alloc(64 * MB);
  test.each<[string, Reply]>([
    ['a length over the limit', (socket) => { socket.write(answer({ 'Content-Length': String(99 * MB) })); flood(socket, Buffer.alloc(65_536)); }],
    ['no length and no end', (socket) => { endless('')(socket, ''); flood(socket, Buffer.alloc(65_536)); }],
    ['chunks without end', (socket) => { endless('Transfer-Encoding: chunked\r\n')(socket, ''); flood(socket, `10000\r\n${'a'.repeat(65_536)}\r\n`); }],
    ['gzip', encoded('gzip', zlib.gzipSync(zeros))],
    ['x-gzip', encoded('X-GZIP', zlib.gzipSync(zeros))],
    ['gzip in many members', encoded('gzip', Buffer.concat(Array.from({ length: 99 }, () => zlib.gzipSync(Buffer.alloc(MB)))))],
    ['brotli', encoded('br', zlib.brotliCompressSync(zeros))],
    ['deflate', encoded('deflate', zlib.deflateSync(zeros))],
    ['raw deflate', encoded('deflate', zlib.deflateRawSync(zeros))],
    ['zstd', encoded('zstd', zlib.zstdCompressSync(zeros))],
  ])('%s', async (_, reply) => {
    await expect(get(reply)).rejects.toThrow(LimitReached);
  }); // biome-ignore format: a table reads as a table

  test('where it is cut instead, the beginning comes back', async () => {
    const { body } = await get(encoded('gzip', zlib.gzipSync(zeros)), { maxBytes: 1_000, isCutAtMaxBytes: true });
    expect(body).toHaveLength(1_000);
  });

  test('exactly the limit is allowed', async () => {
    expect((await get(encoded('gzip', zlib.gzipSync(Buffer.alloc(5_000))), { maxBytes: 5_000 })).body).toHaveLength(5_000);
  });
});

describe('an answer in any form that servers use is read', () => {
  const text = Buffer.from('A page that is read.');
  test.each<[string, Reply]>([
    ['as it is', encoded('identity', text)],
    ['gzip', encoded('gzip', zlib.gzipSync(text))],
    ['gzip that says identity too', encoded('identity, gzip', zlib.gzipSync(text))],
    ['brotli', encoded('BR', zlib.brotliCompressSync(text))],
    ['deflate', encoded('deflate', zlib.deflateSync(text))],
    ['raw deflate', encoded('deflate', zlib.deflateRawSync(text))],
    ['zstd', encoded('zstd', zlib.zstdCompressSync(text))],
    ['without a length', (socket) => socket.end(answer({}, text))],
    ['in HTTP/1.0', (socket) => socket.end(`HTTP/1.0 200 OK\r\n\r\n${text}`)],
    ['in chunks', (socket) => socket.end(answer({ 'Transfer-Encoding': 'chunked' }, `a\r\n${text.subarray(0, 10)}\r\na\r\n${text.subarray(10)}\r\n0\r\n\r\n`))],
    ['after a hint', (socket) => socket.end(Buffer.concat([answer({}, '', '103 Early Hints'), answer({}, text)]))],
  ])('%s', async (_, reply) => {
    expect((await get(reply)).body.toString()).toBe(text.toString());
  }); // biome-ignore format: a table reads as a table

  test('nothing at all, although it is said to be compressed', async () => {
    expect((await get(encoded('gzip', Buffer.alloc(0)))).body).toHaveLength(0);
  });

  test('X-Robots-Tag keeps its lines apart', async () => {
    const { headers } = await get((socket) =>
      socket.end('HTTP/1.1 200 OK\r\nX-Robots-Tag: elsebot: noindex\r\nX-Robots-Tag: nofollow\r\n\r\n'),
    );
    expect(headers['x-robots-tag']).toEqual(['elsebot: noindex', 'nofollow']);
  });
});

describe('what nobody wants', () => {
  const wants = isHtmlPage;
  test('is not read, however long it is', async () => {
    const { fetcher, server } = await start((socket) => { endless('Content-Type: video/mp4\r\n')(socket, ''); flood(socket, Buffer.alloc(65_536)); }); // biome-ignore format: short
    expect(await fetcher.get(server.url, { wants })).toMatchObject({ status: 200, body: Buffer.alloc(0) });
  });

  test('costs no new connection where it is short', async () => {
    const replies = [
      answer({ 'Content-Length': '5' }, 'moved', '301 Moved'),
      answer({}, '', '304 Not Modified'),
      answer({ 'Content-Length': '0' }, '', '404 Not Found'),
    ];
    const { fetcher, server } = await start((socket) => socket.write(replies.shift()!));
    const statuses: number[] = [];
    for (let n = 0; n < 3; n++) {
      statuses.push((await fetcher.get(`${server.url}${n}`, { wants })).status);
      // The connection comes back to its agent in the next turn of the loop.
      await new Promise((done) => setTimeout(done, 20));
    }
    expect(statuses).toEqual([301, 304, 404]);
    expect(server.connections()).toBe(1);
  });
});

test('conditions are sent, and our name and no password whatever else is asked for', async () => {
  const heads: string[] = [];
  const { fetcher, server } = await start((socket, head) => { heads.push(head); socket.end(answer({}, '', '304 Not Modified')); }); // biome-ignore format: short
  const url = server.url.replace('//', '//user:secret@');
  await fetcher.get(url, { headers: { 'if-none-match': '"abc"', 'user-agent': 'somebody else' } });
  expect(heads[0]).toContain('if-none-match: "abc"\r\n');
  expect(heads[0]).toContain('user-agent: test\r\n');
  expect(heads[0]).not.toMatch(/authorization|secret|somebody/i);
});
