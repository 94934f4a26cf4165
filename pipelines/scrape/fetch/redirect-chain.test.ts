import { expect, test } from 'vitest';
import { serveRaw } from '../fixtures/raw-server.ts';
import { testPorts } from '../fixtures/scrape-ports.ts';
import { type Answer, serveStaticSite } from '../fixtures/static-site.ts';
import { scrape } from '../scrape.ts';
import { SITE_DEFAULTS } from '../site.ts';

test('a crawl follows no link, redirect, refresh, canonical or sitemap of a site into a private network', async () => {
  const inner = await serveRaw((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n<h1>secret</h1>'));
  const hosts = ['127.0.0.1', '127.1', '2130706433', '0x7f.1', '0177.0.0.1', 'localhost', 'docs.localhost', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0', '127。0。0。1', 'user@127.0.0.1']; // biome-ignore format: a list reads as a list
  const targets = [
    ...hosts.map((host) => `http://${host}:${inner.port}/x`),
    'http://169.254.169.254/latest/',
    'http://[fd00:ec2::254]/latest/',
  ];
  const ways = (name: string) => targets.map((_, n) => `/${name}${n}`);
  const redirect = (location: string): Answer => ({
    status: 302,
    headers: { location: encodeURI(location).replaceAll('%5B', '[').replaceAll('%5D', ']') },
  });
  const page = (head: string, body: string): Answer => ({
    body: `<html><head><title>P</title>${head}</head><body><main>${body}</main></body></html>`,
  });
  const links = (addresses: readonly string[]) => addresses.map((address) => `<a href="${address}">x</a>`).join(' ');
  const site = await serveStaticSite(null, {
    '/robots.txt': { body: `User-agent: *\nDisallow:\n${targets.map((target) => `Sitemap: ${target}`).join('\n')}` },
    '/': page('', `<h1>Home</h1><p>Text of the start.</p>${links([...ways('hop'), ...ways('refresh'), ...ways('canonical'), ...targets])}`),
    ...Object.fromEntries(targets.flatMap((target, n): [string, Answer][] => [
      [`/hop${n}`, redirect(`/hop${n}/again`)],
      [`/hop${n}/again`, redirect(target)],
      [`/refresh${n}`, page(`<meta http-equiv="refresh" content="0; url=${target}">`, '')],
      [`/canonical${n}`, page(`<link rel="canonical" href="${target}">`, `<h1>C</h1><p>Text ${n}.</p>`)],
    ])),
  }); // biome-ignore format: a table reads as a table
  const start = { ...SITE_DEFAULTS, allowPrivate: true, start: [site.url], include: ['http*://**'] };
  const report = await scrape({ sites: [start] }, testPorts());
  const reasons = report.skipped
    .filter(({ reason }) => reason.includes('is a private or local address'))
    .map(({ url }) => new URL(url).host);
  expect(reasons).toEqual(expect.arrayContaining([`127.0.0.1:${inner.port}`, `[::1]:${inner.port}`, '169.254.169.254', '[fd00:ec2::254]']));
  // The hops on the site itself were followed: what stopped the chains is where they lead.
  expect(site.requests).toEqual(expect.arrayContaining(targets.map((_, n) => `/hop${n}/again`)));
  expect(inner.connections()).toBe(0);
  await Promise.all([site.close(), inner.close()]);
});
