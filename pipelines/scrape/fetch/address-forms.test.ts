import { execFile } from 'node:child_process';
import type { LookupAddress } from 'node:dns';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { NotAllowed, UpstreamFailed } from '#core/domain/errors.ts';
import { type RawServer, serveRaw } from '../fixtures/raw-server.ts';
import { guardConnections, type Resolver } from './connection-guard.ts';
import { type Fetcher, hostAndPort, openFetcher } from './fetcher.ts';
import { isPublicAddress } from './public-address.ts';

/** Hosts in every spelling of which none may be connected to. */
const HOSTS = {
  loopback: [
    '127.0.0.1', '127.0.0.1.', '127.1', '127.0.1', '127.0.0.0', '127.255.255.254', '127.000.000.001', '2130706433', '2130706433.', '0x7f000001', '0X7F000001',
    '017700000001', '0177.0.0.1', '0177.0.0.01', '0x7f.0.0.1', '0x7f.1', '0x7f.0x0.0x0.0x1', '0177.0x0.1', '0x7f.0.1', '00000177.1', '127.0.0x1', '%31%32%37.0.0.1',
    '127%2e0%2e0%2e1', '%6c%6f%63%61%6c%68%6f%73%74', '127。0。0。1', '127．0．0．1', '127｡0｡0｡1', '１２７.0.0.1', '①②⑦.⓪.⓪.①', '𝟏𝟐𝟕.𝟎.𝟎.𝟏', '127.0.0.\u00AD1',
    'localhost', 'LOCALHOST', 'localhost.', 'ⓛocalhost', 'ｌｏｃａｌｈｏｓｔ', 'ⓁⓄⒸⒶⓁⒽⓄⓈⓉ', 'docs.localhost', 'a.b.localhost.', 'loc\talhost', 'local\u200Bhost',
    '0', '0.0.0.0', '0x0', '0.0', '0.1.2.3', '[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[0000:0000:0000:0000:0000:0000:0000:0001]', '[::0001]', '[0::1]', '[::0.0.0.1]',
  ],
  insideIpv6: [
    '[::ffff:127.0.0.1]', '[::FFFF:7F00:1]', '[::ffff:7f00:0001]', '[0:0:0:0:0:ffff:127.0.0.1]', '[::ffff:0x7f.1]', '[::ffff:10.0.0.1]', '[::ffff:169.254.169.254]',
    '[::ffff:8.8.8.8]', '[::127.0.0.1]', '[::7f00:1]', '[::10.0.0.1]', '[::ffff:0:127.0.0.1]', '[::ffff:0:a9fe:a9fe]', '[64:ff9b::127.0.0.1]', '[64:ff9b::7f00:1]',
    '[64:ff9b::a9fe:a9fe]', '[64:ff9b:0:0:0:0:10.0.0.1]', '[64:ff9b:1::7f00:1]', '[64:ff9b:1:ffff::1]', '[2002:7f00:1::]', '[2002:7f00:0001::1]', '[2002:a9fe:a9fe::]',
    '[2002:c0a8:101::1]', '[2001::1]', '[2001:0:4136:e378:8000:63bf:80ff:fffe]', '[2001:0:53aa:64c::ffff:7f00:1]', '[fe80::5efe:7f00:1]', '[2606:4700::5efe:7f00:1]',
    '[2606:4700::200:5efe:a00:1]', '[2606:4700:0:0:0:5efe:192.168.1.1]',
  ],
  ownNetworks: [
    '10.0.0.1', '10.255.255.255', '0xa.1', '012.1', '167772161', '172.16.0.1', '172.31.255.255', '2886729729', '192.168.0.1', '192.168.257', '0xc0a80001', '3232235521',
    '100.64.0.1', '100.127.255.255', '[fc00::1]', '[fd12:3456:789a::1]', '[fdff:ffff::1]', '[fec0::1]', '[feff::1]', 'wiki.internal', 'printer.local', 'nas.home.arpa',
  ],
  metadata: [
    '169.254.169.254', '169.254.169.254.', '0xa9fea9fe', '2852039166', '0251.0376.0251.0376', '169.254.43518', '169.16689662', '169.254.170.2', '169.254.170.23', '169.254.0.23',
    '[fe80::a9fe:a9fe]', '[fd00:ec2::254]', '[FD00:0EC2:0::0254]', '[fd00:ec2::23]', '[fd20:ce::254]', '[fd00:c1::a9fe:a9fe]', '100.100.100.200', '0x646464c8', '192.0.0.192', '168.63.129.16',
    'metadata.google.internal', 'METADATA.google.internal.', 'instance-data.ec2.internal',
  ],
  noHostAtAll: [
    '255.255.255.255', '224.0.0.1', '239.255.255.250', '240.0.0.1', '192.0.2.1', '198.51.100.7', '203.0.113.9', '198.18.0.1', '198.19.255.255', '192.0.0.8', '192.88.99.1',
    '[ff02::1]', '[ff05::1:3]', '[fe80::1]', '[febf::1]', '[100::1]', '[2001:db8::1]', '[2001:2::1]', '[2001:10::1]', '[2001:20::1]', '[3fff::1]', '[5f00::1]', '[4000::1]', '[1::1]',
    '256.0.0.1', '127.0.0.1.1', '0x100000000', '4294967296', '1.2.3.4.5', '[::1%25lo]', '[fe80::1%25eth0]', '[fe80::1%eth0]', '[::ffff:1.2.3]', '[:::1]', '[1:2:3]', 'a b', '',
  ],
} as const; // biome-ignore format: a list reads as a list

/** Names that look public and are not. */
const NAMES: Readonly<Record<string, string | string[]>> = {
  'loopback.example.com': '127.0.0.1',
  'loopback6.example.com': '::1',
  '127.0.0.1.nip.example': '127.0.0.1',
  'zero.example.com': '0.0.0.0',
  'any.example.com': '::',
  'inner.example.com': '10.1.2.3',
  'inner6.example.com': 'fd12::1',
  'metadata.example.com': '169.254.169.254',
  'metadata6.example.com': 'fd00:ec2::254',
  'link.example.com': 'fe80::1%eth0',
  'mapped.example.com': '::ffff:127.0.0.1',
  'translated.example.com': '64:ff9b::7f00:1',
  'mixed.example.com': ['93.184.216.34', '127.0.0.1'],
  'mixed6.example.com': ['2606:2800:220:1:248:1893:25c8:1946', '::1'],
};

const asked: string[] = [];
const resolver =
  (names: Readonly<Record<string, string | string[]>>): Resolver =>
  (hostname, _, done) => {
    asked.push(hostname);
    const found: LookupAddress[] = [names[hostname] ?? []].flat().map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    done(found.length > 0 ? null : Object.assign(new Error('none'), { code: 'ENOTFOUND' }), found);
  };

let inner: RawServer;
let inner6: RawServer | null;
const open: { close: () => unknown }[] = [];
beforeAll(async () => {
  inner = await serveRaw((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret'));
  // Not every machine has an IPv6 loopback; there is nothing to protect then.
  inner6 = await serveRaw((socket) => socket.end(), '::1').catch(() => null);
});
afterEach(() => {
  for (const { close } of open.splice(0)) close();
});
afterAll(async () => {
  await inner.close();
  await inner6?.close();
});

function fetcherWith(names: typeof NAMES, ...openHosts: string[]): Fetcher {
  const fetcher = openFetcher({ userAgent: 'test', openHosts: new Set(openHosts), lookup: resolver(names), timeoutMs: 5_000 });
  open.push(fetcher);
  return fetcher;
}

const ports = () => [inner.port, inner6?.port ?? inner.port];
const connections = () => inner.connections() + (inner6?.connections() ?? 0);

async function expectRefused(fetcher: Fetcher, url: string): Promise<void> {
  const failure = await fetcher.get(url).catch((error: unknown) => error);
  expect(failure, url).toBeInstanceOf(NotAllowed);
  expect(connections(), url).toBe(0);
}

describe('no connection is made', () => {
  test.each(Object.entries(HOSTS))('to %s, however it is written', async (_, hosts) => {
    asked.length = 0;
    const fetcher = fetcherWith({});
    for (const host of hosts)
      for (const port of ports()) {
        await expectRefused(fetcher, `http://${host}:${port}/`);
        await expectRefused(fetcher, `https://example.com@${host}:${port}/`);
        await expectRefused(fetcher, `http://${host}/`);
      }
    // Refused by what they are: nobody was asked what they mean.
    expect(asked).toEqual([]);
  });

  test('by tricks with the user name', async () => {
    const fetcher = fetcherWith(NAMES);
    const at = `127.0.0.1:${inner.port}`;
    for (const url of [`http://example.com@${at}/`, `http://example.com:80@${at}/`, `http://a@b@${at}/`, `http:${at}/`, `http:\\\\${at}\\`, `http:///${at}/`, `http://example.com%2F@${at}/`, ` http://${at}/`, `ht\ntp://${at}/`])
      await expectRefused(fetcher, url); // biome-ignore format: a list reads as a list
  });

  test('to names that lead there, in whole or in part', async () => {
    const fetcher = fetcherWith(NAMES);
    for (const name of Object.keys(NAMES)) for (const port of ports()) await expectRefused(fetcher, `http://${name}:${port}/`);
    for (const name of Object.keys(NAMES)) await expectRefused(fetcher, `https://${name}/`);
  });

  test.each([
    'file:///etc/passwd', 'ftp://127.0.0.1/', 'gopher://127.0.0.1:70/_x', 'data:text/html,x', 'blob:http://127.0.0.1/1', 'ws://127.0.0.1/', 'wss://127.0.0.1/', 'dict://127.0.0.1:11211/', 'ldap://127.0.0.1/',
    'jar:http://127.0.0.1!/', 'view-source:http://127.0.0.1/', 'javascript:0', 'about:blank', '//127.0.0.1/', '/etc/passwd', 'http:', '',
  ])('to %s, which is no http', (url) => expectRefused(fetcherWith({}), url)); // biome-ignore format: a list reads as a list
});

describe('a private host that was opened', () => {
  test('is open at its port, by its name, and nowhere else', async () => {
    const other = await serveRaw((socket) => socket.end());
    const names = { 'docs.example.com': '127.0.0.1', 'other.example.com': '127.0.0.1' };
    const fetcher = fetcherWith(names, `127.0.0.1:${inner.port}`, `docs.example.com:${inner.port}`);
    expect((await fetcher.get(inner.url)).body.toString()).toBe('secret');
    expect((await fetcher.get(`http://docs.example.com:${inner.port}/`)).body.toString()).toBe('secret');
    for (const url of [other.url, `http://docs.example.com:${other.port}/`, `http://other.example.com:${inner.port}/`, `http://localhost:${inner.port}/`, `http://[::ffff:127.0.0.1]:${inner.port}/`, `http://127.0.0.2:${inner.port}/`, 'http://127.0.0.1/'])
      await expect(fetcher.get(url)).rejects.toThrow(NotAllowed); // biome-ignore format: a list reads as a list
    expect(other.connections()).toBe(0);
    await other.close();
  });

  test.each([
    ...HOSTS.metadata.filter((host) => !/[a-z]{3}/i.test(host)),
    '[fe80::1]',
    '[febf::1]',
    '[::ffff:169.254.169.254]',
    '[64:ff9b::a9fe:a9fe]',
    '[2002:a9fe:a9fe::]',
    '[::169.254.169.254]',
  ])('is never %s', async (host) => {
    const url = `http://${host}/latest/meta-data/`;
    await expect(fetcherWith({}, hostAndPort(url)).get(url)).rejects.toThrow(NotAllowed);
  });

  test.each(['169.254.169.254', 'fd00:ec2::254', 'fe80::1%eth0', '::ffff:169.254.169.254', '64:ff9b::a9fe:a9fe', '100.100.100.200', '168.63.129.16'])(
    'is never a name that leads to %s',
    async (address) => {
      const fetcher = fetcherWith({ 'metadata.google.internal': address, 'docs.example.com': ['127.0.0.1', address] }, 'metadata.google.internal:80', 'docs.example.com:80');
      await expect(fetcher.get('http://metadata.google.internal/')).rejects.toThrow(NotAllowed);
      await expect(fetcher.get('http://docs.example.com/')).rejects.toThrow(NotAllowed);
    },
  ); // biome-ignore format: short
});

describe('a name that changes its mind', () => {
  test('is checked again for each connection, by the very answer that is connected to', async () => {
    const server = await serveRaw((socket) => socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nfirst'));
    // An opened host stands for a public one: the first answer may be connected to, those after it may not.
    const answers = ['127.0.0.1', '169.254.169.254', '127.0.0.1'];
    const lookups: string[] = [];
    const fetcher = openFetcher({
      userAgent: 'test',
      openHosts: new Set([`rebind.example.com:${server.port}`]),
      lookup: (hostname, _, done) => {
        const address = answers[lookups.push(hostname) - 1]!;
        done(null, [{ address, family: 4 }]);
      },
    });
    open.push(fetcher);
    const url = `http://rebind.example.com:${server.port}/`;
    expect((await fetcher.get(url)).body.toString()).toBe('first');
    await expect(fetcher.get(url)).rejects.toThrow(NotAllowed);
    expect(server.connections()).toBe(1);
    expect((await fetcher.get(url)).status).toBe(200);
    // One question for each connection: there is no moment between check and use.
    expect(lookups).toHaveLength(3);
    await server.close();
  });

  test('gets nothing sent even if its address was never looked up here', async () => {
    const server = await serveRaw((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'));
    const { request } = await import('node:http');
    const guard = guardConnections(isPublicAddress);
    open.push(guard);
    const failure = await new Promise((done) => {
      // An address needs no lookup, so only the check of the connected socket is left.
      request(server.url, { agent: guard.agentFor('http:') }, done)
        .on('error', done)
        .end('secret');
    });
    expect(failure).toBeInstanceOf(NotAllowed);
    await new Promise((done) => setTimeout(done, 50));
    expect(server.requests).toEqual([]);
    await server.close();
  });
});

test('a connection that is kept is used for its own name alone', async () => {
  const server = await serveRaw((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
  const hosts = ['a.example.com', 'b.example.com'];
  const fetcher = fetcherWith(
    { 'a.example.com': '127.0.0.1', 'b.example.com': '127.0.0.1' },
    ...hosts.map((host) => `${host}:${server.port}`),
  );
  for (const host of [...hosts, ...hosts]) {
    await fetcher.get(`http://${host}:${server.port}/`);
    await new Promise((done) => setTimeout(done, 20));
  }
  expect(server.requests).toHaveLength(4);
  expect(server.connections()).toBe(2);
  await server.close();
});

test('no proxy of the environment is used', async () => {
  const proxy = await serveRaw((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nproxied'));
  const script = `import { openFetcher } from ${JSON.stringify(new URL('./fetcher.ts', import.meta.url).href)};
    const fetcher = openFetcher({ userAgent: 'test', openHosts: new Set(['127.0.0.1:${inner.port}']) });
    console.log((await fetcher.get('${inner.url}')).body.toString());
    fetcher.close();`;
  const variables = Object.fromEntries(
    ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'].map((name) => [name, proxy.url]),
  );
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: { PATH: process.env.PATH, NODE_USE_ENV_PROXY: '1', NO_PROXY: '', ...variables },
  });
  expect(stdout).toBe('secret\n');
  expect(proxy.connections()).toBe(0);
  await proxy.close();
});

test('a name that does not exist is told from one that may not be asked', async () => {
  await expect(fetcherWith({}).get('http://nowhere.example.com/')).rejects.toThrow(UpstreamFailed);
  await expect(fetcherWith({ 'empty.example.com': [] }).get('http://empty.example.com/')).rejects.toThrow('there is no such host');
});
