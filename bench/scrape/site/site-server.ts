import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { pagePath, type SiteShape, siteIndex, sitePage } from './site-page.ts';

/**
 * The loopback site, a process of its own so that it takes no time from whoever crawls it. Started with an IPC channel: says
 * `{ port }`, answers `reset` and `stats`, turns validators off and on, and ends when the channel closes.
 */

export type ServerStats = {
  /** Page requests, the index among them, and how many of them were answered 304. */
  readonly requests: number;
  readonly notModified: number;
  /** From the first page request to the end of the last page's answer. */
  readonly spanMs: number;
};

export type ServerOrder = 'reset' | 'stats' | 'validators-on' | 'validators-off';

const { values } = parseArgs({ options: { pages: { type: 'string' }, links: { type: 'string' }, words: { type: 'string' } } });
const shape: SiteShape = { pages: Number(values.pages), links: Number(values.links), wordsPerSection: Number(values.words) };
const MODIFIED = 'Mon, 02 Feb 2026 08:00:00 GMT';
/** Bodies are made once where they fit; making one takes about as long as a crawler's parse otherwise. */
const CACHED_PAGES = 2_000;

const cache = Array.from({ length: shape.pages <= CACHED_PAGES ? shape.pages : 0 }, (_, number) => Buffer.from(sitePage(number, shape)));
let validators = true;
let [requests, notModified, first, last] = [0, 0, 0, 0];

function answer(request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? '/';
  const host = request.headers.host ?? '';
  const number = /^\/docs\/page-(\d+)\.html$/.exec(path)?.[1];
  if (path === '/robots.txt') send(response, 'text/plain', `User-agent: *\nAllow: /\nSitemap: http://${host}/sitemap.xml\n`);
  else if (path === '/sitemap.xml') send(response, 'application/xml', sitemap(host));
  else if (path === '/docs/') answerPage(request, response, 'index', siteIndex);
  else if (number !== undefined && Number(number) < shape.pages) answerPage(request, response, number, () => body(Number(number)));
  else response.writeHead(404, { 'content-type': 'text/plain' }).end('there is no such page\n');
}

function answerPage(request: IncomingMessage, response: ServerResponse, name: string, write: () => string | Buffer): void {
  requests++;
  first ||= performance.now();
  response.once('finish', () => {
    last = performance.now();
  });
  if (validators) {
    const etag = `"${name}-1"`;
    response.setHeader('etag', etag);
    response.setHeader('last-modified', MODIFIED);
    if (isFresh(request, etag)) {
      notModified++;
      response.writeHead(304).end();
      return;
    }
  }
  send(response, 'text/html; charset=utf-8', write());
}

function body(number: number): string | Buffer {
  return cache[number] ?? sitePage(number, shape);
}

/** If-None-Match decides alone where it is sent (RFC 9110, 13.2.2). */
function isFresh({ headers }: IncomingMessage, etag: string): boolean {
  const match = headers['if-none-match'];
  if (match !== undefined) return match.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*');
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return since >= Date.parse(MODIFIED);
}

function send(response: ServerResponse, type: string, content: string | Buffer): void {
  response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(content) }).end(content);
}

function sitemap(host: string): string {
  const urls = Array.from({ length: shape.pages }, (_, number) => `<url><loc>http://${host}${pagePath(number)}</loc></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`;
}

const server = createServer(answer);
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('message', (order: ServerOrder) => {
  if (order === 'reset') [requests, notModified, first, last] = [0, 0, 0, 0];
  if (order === 'validators-on') validators = true;
  if (order === 'validators-off') validators = false;
  process.send?.({ requests, notModified, spanMs: last - first } satisfies ServerStats);
});
process.on('disconnect', () => process.exit(0));
