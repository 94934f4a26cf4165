import { createSocket } from 'node:dgram';
import http from 'node:http';
import { type AddressInfo, createServer, type LookupFunction, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NotAllowed, UpstreamFailed } from '#core/domain/errors.ts';
import { hostAndPort } from '../fetch/fetcher.ts';
import { openRenderer, type Renderer } from './render-pages.ts';

/** Everything that reaches for what a page must not reach, by TCP and by UDP. */
const reached: string[] = [];
const refuse = (socket: Socket) => {
  reached.push('tcp');
  socket.destroy();
};
const closed = createServer(refuse);
const closed6 = createServer(refuse);
const udp = createSocket('udp4', () => reached.push('udp'));
const pages = new Map<string, string>();
const site = http.createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://host');
  const target = pathname === '/redirect' ? secret() : null;
  if (target) response.writeHead(302, { location: target }).end();
  else response.writeHead(200, { 'content-type': 'text/html' }).end(pages.get(pathname) ?? '<p>Nothing.</p>');
});
let renderer: Renderer;
let openHost = '';

const secret = () => `http://127.0.0.1:${(closed.address() as AddressInfo).port}/secret`;
/** The resolver of the test: no name leads outside. */
const lookup: LookupFunction = (hostname, _options, done) => {
  const address = { 'metadata.example': '169.254.169.254', 'mixed.example': '8.8.8.8' }[hostname] ?? '127.0.0.1';
  done(null, hostname === 'mixed.example' ? [{ address, family: 4 }, { address: '127.0.0.1', family: 4 }] : [{ address, family: 4 }]); // biome-ignore format: short
};

beforeAll(async () => {
  await new Promise<void>((done) => closed.listen(0, '127.0.0.1', done));
  // The same port on the other loopback, where the machine has one.
  await new Promise<void>((done) => closed6.on('error', () => done()).listen((closed.address() as AddressInfo).port, '::1', done));
  await new Promise<void>((done) => udp.bind(0, '127.0.0.1', done));
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
  openHost = hostAndPort(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
  renderer = await openRenderer({ userAgent: 'Threadwell/0.1', openHosts: new Set([openHost]), unsandboxed: true, lookup });
});
afterAll(async () => {
  await renderer?.close();
  site.close();
  site.closeAllConnections();
  closed.close();
  closed6.close();
  udp.close();
});

async function rendered(body: string, path = '/page') {
  pages.set(path, `<!doctype html><title>T</title><p>Text of the page.</p>${body}`);
  return renderer.render(`http://${openHost}${path}`);
}

describe('a page reaches nothing private', () => {
  const port = () => (closed.address() as AddressInfo).port;
  const ways: Record<string, () => string> = {
    fetch: () => `<script>fetch('${secret()}', { mode: 'no-cors' })</script>`,
    'a request with a body': () => `<script>fetch('${secret()}', { method: 'POST', body: 'x', mode: 'no-cors' })</script>`,
    beacon: () => `<script>navigator.sendBeacon('${secret()}', 'x')</script>`,
    image: () => `<img src="${secret()}">`,
    frame: () => `<iframe src="${secret()}"></iframe>`,
    object: () => `<object data="${secret()}"></object><embed src="${secret()}">`,
    'style sheet': () =>
      `<link rel="stylesheet" href="${secret()}"><style>@import url(${secret()});body{background:url(${secret()})}</style>`,
    script: () => `<script src="${secret()}"></script><script type="module">import '${secret()}'</script>`,
    'web socket': () => `<script>new WebSocket('${secret().replace('http', 'ws')}')</script>`,
    'event source': () => `<script>new EventSource('${secret()}')</script>`,
    'worker that fetches': () =>
      `<script>new Worker(URL.createObjectURL(new Blob(["fetch('${secret()}',{mode:'no-cors'});new WebSocket('${secret().replace('http', 'ws')}')"])))</script>`,
    location: () => `<script>location.href = '${secret()}'</script>`,
    'meta refresh': () => `<meta http-equiv="refresh" content="0;url=${secret()}">`,
    'form post': () => `<form id="f" method="post" action="${secret()}"><input name="a"></form><script>f.submit()</script>`,
    'new window': () =>
      `<a id="a" href="${secret()}" target="_blank" ping="${secret()}">x</a><script>a.click();window.open('${secret()}')</script>`,
    ping: () => `<a id="a" href="#x" ping="${secret()}">x</a><script>a.click()</script>`,
    hints:
      () => `${['prefetch', 'preconnect', 'dns-prefetch', 'prerender', 'modulepreload', 'icon', 'manifest', 'preload" as="fetch'].map((rel) => `<link rel="${rel}" href="${secret()}">`).join('')}
      <script type="speculationrules">{"prefetch":[{"urls":["${secret()}"]}],"prerender":[{"urls":["${secret()}"]}]}</script>`,
    'redirect of a request': () => `<script>fetch('/redirect', { mode: 'no-cors' })</script>`,
    media: () => `<video src="${secret()}" autoplay></video><audio src="${secret()}" autoplay></audio>`,
    'web transport': () => `<script>new WebTransport('https://127.0.0.1:${udp.address().port}/')</script>`,
    'peer connection': () =>
      `<iframe id="f"></iframe><script>for (const w of [window, f.contentWindow]) { try { const p = new w.RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${udp.address().port}' }, { urls: 'turn:127.0.0.1:${port()}?transport=tcp', username: 'a', credential: 'b' }] }); p.createDataChannel('x'); p.createOffer().then((o) => p.setLocalDescription(o)); } catch {} }</script>`,
    'other spellings': () =>
      `<script>for (const host of ['localhost', '2130706433', '0x7f.1', '0177.0.0.1', '127.1', '[::1]', '[::ffff:127.0.0.1]', '0', 'localhost.', 'sub.localhost', 'rebinds.example']) for (const scheme of ['http', 'https']) fetch(scheme + '://' + host + ':${port()}/', { mode: 'no-cors' })</script>`,
  };

  // Side by side, as most of their time they wait: where one reaches anything, run each by its name to see which.
  test.concurrent.each(Object.keys(ways))('by %s', async (way) => {
    const page = await rendered(ways[way]!(), `/page-${Object.keys(ways).indexOf(way)}`);
    expect(page.html).toContain('Text of the page.');
    expect(reached).toEqual([]);
  });

  test('and what it tried is listed', async () => {
    const page = await rendered(
      `<script>for (const url of ['${secret()}', 'http://169.254.169.254/latest/', 'http://metadata.example/', 'http://mixed.example/', 'https://[::1]/'])
        fetch(url, { mode: 'no-cors' })</script>`,
    );
    expect(page.refused.map(({ url }) => url).sort()).toEqual(
      ['http://169.254.169.254/latest/', 'http://metadata.example/', 'http://mixed.example/', 'https://[::1]/', secret()].sort(),
    );
    expect(page.refused.find(({ url }) => url.includes('169.254'))?.reason).toBe('169.254.169.254:80 is a private or local address');
  });
});

describe('a main document', () => {
  test.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://metadata.example/',
    'http://rebinds.example/',
    'https://rebinds.example/',
    'http://mixed.example/',
    'https://10.0.0.1/',
    'http://[::1]/',
    'http://2130706433/',
    'http://localhost/',
  ])('%s is refused', async (url) => {
    await expect(renderer.render(url)).rejects.toThrow(NotAllowed);
    await expect(renderer.render(url)).rejects.toThrow('is a private or local address');
  });

  test('that redirects to a private address is refused', async () => {
    reached.length = 0;
    await expect(renderer.render(`http://${openHost}/redirect`)).rejects.toThrow(NotAllowed);
    expect(reached).toEqual([]);
  });

  test('of a host that is not there is a failure', async () => {
    const alone = await openRenderer({ userAgent: 'Threadwell/0.1', openHosts: new Set(['127.0.0.1:9']), unsandboxed: true });
    try {
      await expect(alone.render('http://nowhere.invalid/')).rejects.toThrow(UpstreamFailed);
      await expect(alone.render('https://nowhere.invalid/')).rejects.toThrow('nowhere.invalid cannot be reached: ENOTFOUND');
    } finally {
      await alone.close();
    }
  });
});
