import http from 'node:http';
import { type AddressInfo, connect, createServer, type LookupFunction } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { type StaticSite, serveStaticSite } from '../fixtures/static-site.ts';
import { type FilteringProxy, openFilteringProxy } from './filtering-proxy.ts';
import type { ProxyPass } from './proxy-pass.ts';

const toClose: { close: () => unknown }[] = [];
afterEach(async () => {
  for (const open of toClose.splice(0)) await open.close();
});

type Setup = { readonly site: StaticSite; readonly host: string; readonly proxy: FilteringProxy; readonly pass: ProxyPass };

async function setUp(answers: Parameters<typeof serveStaticSite>[1] = {}, lookup?: LookupFunction, openHost?: string): Promise<Setup> {
  const site = await serveStaticSite(null, { '/': { body: 'home' }, ...answers });
  const host = new URL(site.url).host;
  const proxy = await openFilteringProxy({ openHosts: new Set([openHost ?? host]), lookup });
  const pass = proxy.admit();
  pass.begin(site.url);
  toClose.push(proxy, site);
  return { site, host, proxy, pass };
}

/** Asks the proxy for an address as a browser would. */
function ask({ proxy, pass }: Setup, url: string, headers: http.OutgoingHttpHeaders = { 'proxy-authorization': pass.authorization }) {
  return new Promise<{ status: number; body: string; headers: http.IncomingHttpHeaders }>((done, fail) => {
    http
      .get(proxy.address, { path: url, headers: { host: 'anything', ...headers } }, (response) =>
        text(response).then((body) => done({ status: response.statusCode ?? 0, headers: response.headers, body }), fail),
      )
      .on('error', fail);
  });
}

/** The first line that the proxy answers to CONNECT. */
function tunnel({ proxy, pass }: Setup, authority: string, authorization = pass.authorization): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect(Number(new URL(proxy.address).port), '127.0.0.1', () =>
      socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\nProxy-Authorization: ${authorization}\r\n\r\n`),
    );
    socket.once('data', (data) => {
      done(String(data).split('\r\n')[0]!);
      socket.destroy();
    });
    socket.once('error', fail);
    socket.once('close', () => fail(new Error('cut')));
  });
}

describe('the proxy', () => {
  test('passes on what is open, without what concerns the connection or the credential', async () => {
    const seen: http.IncomingHttpHeaders[] = [];
    const setup = await setUp({
      '/headers': (request) => {
        seen.push(request.headers);
        return { headers: { 'x-answer': 'yes', 'proxy-status': 'secret', connection: 'x-drop, close', 'x-drop': '1' }, body: 'read' };
      },
    });
    const answer = await ask(setup, `${setup.site.url}headers?q=1`, {
      'proxy-authorization': setup.pass.authorization,
      connection: 'x-hop',
      'x-hop': '1',
      te: 'trailers',
      accept: 'text/html',
    });
    expect(answer).toMatchObject({ status: 200, body: 'read', headers: { 'x-answer': 'yes' } });
    expect(answer.headers).not.toHaveProperty('x-drop');
    expect(answer.headers).not.toHaveProperty('proxy-status');
    expect(seen[0]).toMatchObject({ accept: 'text/html', host: setup.host });
    for (const name of ['proxy-authorization', 'x-hop', 'te']) expect(seen[0]).not.toHaveProperty(name);
    expect(setup.site.requests).toEqual(['/headers?q=1']);
  });

  test('is for nobody without the credential of a page that is being read', async () => {
    const setup = await setUp();
    const another = setup.proxy.admit();
    expect((await ask(setup, setup.site.url, {})).status).toBe(407);
    expect((await ask(setup, setup.site.url, { 'proxy-authorization': 'Basic cGFnZTp4' })).status).toBe(407);
    expect((await ask(setup, setup.site.url, { 'proxy-authorization': another.authorization })).status).toBe(403);
    expect(await tunnel(setup, setup.host, 'Basic cGFnZTp4')).toMatch(/ 407 /);
    setup.pass.end();
    expect((await ask(setup, setup.site.url)).status).toBe(407);
    expect(setup.site.requests).toEqual([]);
  });

  test.each([
    'http://127.0.0.1/', 'http://127.0.0.1:1/', 'http://localhost/', 'http://2130706433/', 'http://0x7f000001/', 'http://0177.1/', 'http://[::1]/',
    'http://[::ffff:7f00:1]/', 'http://169.254.169.254/', 'http://[fd00:ec2::254]/', 'http://100.100.100.200/', 'http://10.0.0.1/', 'http://0.0.0.0/',
    'http://8.8.8.8:22/', 'http://8.8.8.8:8080/', 'https://8.8.8.8/', 'ftp://8.8.8.8/', '/', '*', 'file:///etc/passwd',
  ])('%s is refused', async (url) => {
    const setup = await setUp();
    expect((await ask(setup, url)).status).toBe(403);
  }); // biome-ignore format: a list reads as a list

  test.each([
    '127.0.0.1:443',
    'localhost:443',
    '[::1]:443',
    '169.254.169.254:443',
    '2130706433:443',
    '8.8.8.8:80',
    '8.8.8.8:22',
    'x@8.8.8.8:443',
    '/',
    '',
  ])('a tunnel to %s is refused', async (authority) => {
    const setup = await setUp();
    expect(await tunnel(setup, authority)).toMatch(/ 40[03] /);
  });

  test('a tunnel to a plain port is refused although it is open', async () => {
    const setup = await setUp();
    expect(await tunnel(setup, setup.host)).toMatch(/ 403 /);
    expect(setup.site.requests).toEqual([]);
  });

  test('a tunnel of a page by TLS carries bytes both ways until the page ends', async () => {
    const setup = await setUp();
    setup.pass.begin(`https://${setup.host}/`);
    const socket = connect(Number(new URL(setup.proxy.address).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (data) => {
      answer += data;
    });
    const ended = new Promise((done) => socket.once('close', done));
    socket.write(
      `CONNECT ${setup.host} HTTP/1.1\r\nHost: x\r\nProxy-Authorization: ${setup.pass.authorization}\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n`,
    );
    await expect.poll(() => answer).toMatch(/^HTTP\/1\.1 200 Connection Established\r\n[\s\S]+home/);
    setup.pass.end();
    await ended;
  });

  test('asks the resolver once for each connection and connects to what it checked', async () => {
    const names: string[] = [];
    const answers = [['127.0.0.1'], ['169.254.169.254'], ['127.0.0.1', '169.254.169.254'], ['127.0.0.1']];
    const lookup: LookupFunction = (name, _options, done) => {
      names.push(name);
      done(
        null,
        (answers[names.length - 1] ?? []).map((address) => ({ address, family: 4 })),
      );
    };
    const setup = await setUp({}, lookup);
    const { port } = new URL(setup.site.url);
    const proxy = await openFilteringProxy({ openHosts: new Set([`docs.example:${port}`]), lookup });
    toClose.push(proxy);
    const pass = proxy.admit();
    pass.begin(`http://docs.example:${port}/`);
    const statuses: number[] = [];
    for (const _ of answers) statuses.push((await ask({ ...setup, proxy, pass }, `http://docs.example:${port}/`)).status);
    expect(statuses).toEqual([200, 403, 403, 200]);
    expect(names).toHaveLength(4);
    expect(pass.refused[0]).toEqual({ url: `http://docs.example:${port}/`, reason: `docs.example:${port} is a private or local address` });
  });

  test('cuts a page that moves too much', async () => {
    const setup = await setUp({ '/big': { body: Buffer.alloc(25 * 1024 * 1024) } });
    await ask(setup, `${setup.site.url}big`);
    await ask(setup, `${setup.site.url}big`);
    expect(setup.pass.isOverLimit).toBe(false);
    await expect(ask(setup, `${setup.site.url}big`)).rejects.toThrow();
    expect(setup.pass.isOverLimit).toBe(true);
    expect((await ask(setup, setup.site.url)).status).toBe(403);
  });

  test('holds so many connections of a page and no more', async () => {
    const setup = await setUp();
    setup.pass.begin(`https://${setup.host}/`);
    const results = await Promise.all(Array.from({ length: 80 }, () => heldTunnel(setup)));
    expect(results.filter((line) => / 200 /.test(line)).length).toBeLessThanOrEqual(64);
    expect(results.filter((line) => / 403 /.test(line)).length).toBeGreaterThanOrEqual(16);
  });

  test('answers 502 for what cannot be reached and says why', async () => {
    const setup = await setUp();
    await setup.site.close();
    expect(await ask(setup, setup.site.url)).toMatchObject({ status: 502, body: `${setup.host} cannot be reached: ECONNREFUSED` });
    expect(setup.pass.refused).toEqual([]);
  });

  test.each([
    'HTTP/1.1 099 No\r\n\r\n',
    'HTTP/1.1 999 No\r\nX-\x80: \x01\r\n\r\n',
    'nonsense\r\n\r\n',
    'HTTP/1.1 101 Up\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
  ])('is not stopped by a server that answers %j', async (bytes) => {
    const server = createServer((socket) => socket.on('error', () => socket.destroy()).end(bytes, 'latin1'));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    toClose.push(server);
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const setup = await setUp({}, undefined, host);
    expect((await ask(setup, `http://${host}/`)).status).toBe(502);
    expect(setup.pass.problemOf(`http://${host}/`)?.message).toContain(`${host} cannot be reached`);
  });

  test('is not stopped by nonsense', async () => {
    const setup = await setUp();
    const port = Number((new URL(setup.proxy.address) as URL).port);
    for (const bytes of [
      '\0\0\0',
      'GET',
      'GET http://x\r\n\r\n',
      `GET / HTTP/1.1\r\nX: ${'y'.repeat(60_000)}\r\n\r\n`,
      'CONNECT \r\n\r\n',
    ]) {
      const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
      await new Promise((done) => socket.on('error', done).on('close', done).resume());
    }
    expect((await ask(setup, setup.site.url)).body).toBe('home');
  });
});

async function heldTunnel({ proxy, pass, host }: Setup): Promise<string> {
  const socket = connect(Number(new URL(proxy.address).port), '127.0.0.1');
  toClose.push({ close: () => socket.destroy() });
  socket.write(`CONNECT ${host} HTTP/1.1\r\nHost: x\r\nProxy-Authorization: ${pass.authorization}\r\n\r\n`);
  return new Promise((done) => socket.once('data', (data) => done(String(data).split('\r\n')[0]!)));
}
