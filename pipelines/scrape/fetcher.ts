import { type LookupAddress, lookup as resolve } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { pipeline, type Readable, type Transform } from 'node:stream';
import zlib from 'node:zlib';
import { LimitReached, NotAllowed, UpstreamFailed } from '#core/domain/errors.ts';
import { isNeverOpen, isPublicAddress } from './public-address.ts';

/** A page is read whole before it is parsed; 300 KB of gzip can be 300 MB of page, so the limit is on the decoded body. */
const MAX_PAGE_BYTES = 10 * 1024 * 1024;
/** From the first byte asked to the last byte read: a server that drips is given up. */
const TIMEOUT_MS = 30_000;
/** More than a browser opens to one host; only reached where no delay is kept. */
const MAX_CONNECTIONS = 16;

/** One answer, redirects included: they are for the caller to judge. */
export type Fetched = {
  readonly url: string;
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  /** Decoded; empty when `wants` said no. */
  readonly body: Buffer;
};

export type FetchOptions = {
  readonly maxBytes?: number;
  /** Sent in addition, such as If-None-Match and If-Modified-Since. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Looks at status and headers before the body is read. */
  readonly wants?: (status: number, headers: http.IncomingHttpHeaders) => boolean;
};

/** Gets addresses that are allowed to be got, and follows nothing by itself. */
export type Fetcher = {
  /**
   * Throws UpstreamFailed (unreachable, broken, too slow), NotAllowed (an address that is not public) or LimitReached (too large).
   */
  readonly get: (url: string, options?: FetchOptions) => Promise<Fetched>;
  readonly close: () => void;
};

/** `openHosts` are the `host:port` that may be private, as {@link hostAndPort} gives them. */
export function openFetcher(options: { readonly userAgent: string; readonly openHosts: ReadonlySet<string> }): Fetcher {
  const agentOptions = { keepAlive: true, maxSockets: MAX_CONNECTIONS };
  const agents = { 'http:': new http.Agent(agentOptions), 'https:': new https.Agent(agentOptions) };
  return {
    close: () => Object.values(agents).forEach((agent) => { agent.destroy(); }), // biome-ignore format: short
    async get(address, { maxBytes = MAX_PAGE_BYTES, wants = () => true, headers = {} } = {}) {
      const url = new URL(address);
      if (url.protocol !== 'http:' && url.protocol !== 'https:')
        throw new NotAllowed(`${address} is no http(s) address; it was not asked for`);
      const mayBePrivate = options.openHosts.has(hostAndPort(url));
      const literal = url.hostname.replace(/^\[|\]$/g, '');
      if (isIP(literal) && !mayConnect(literal, mayBePrivate)) throw privateAddress(url);
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      try {
        const response = await send(url, {
          agent: agents[url.protocol],
          signal,
          headers: {
            ...headers,
            'user-agent': options.userAgent,
            accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.1',
            'accept-encoding': 'gzip, br, deflate',
          },
          // The address that is connected to is the one that was checked: a name that changes its mind gains nothing.
          lookup: (hostname, lookupOptions, done) =>
            resolve(hostname, { ...lookupOptions, all: true }, (error, addresses: LookupAddress[]) => {
              const refused = !error && !addresses.every((found) => mayConnect(found.address, mayBePrivate));
              const [first] = addresses ?? [];
              if (error || refused || !first) done(error ?? privateAddress(url), '', 4);
              else if (lookupOptions.all) done(null, addresses);
              else done(null, first.address, first.family);
            }),
        });
        const status = response.statusCode ?? 0;
        if (!wants(status, response.headers)) {
          response.destroy();
          return { url: address, status, headers: response.headers, body: Buffer.alloc(0) };
        }
        return { url: address, status, headers: response.headers, body: await readBody(response, maxBytes, address) };
      } catch (error) {
        throw explain(error, address, signal);
      }
    },
  };
}

/** `host:port` with the port always there: `docs.example.com:443`. */
export function hostAndPort(url: string | URL): string {
  const { hostname, port, protocol } = new URL(url);
  return `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
}

function send(url: URL, options: https.RequestOptions): Promise<http.IncomingMessage> {
  return new Promise((done, fail) => {
    const { request } = url.protocol === 'https:' ? https : http;
    request(url, options, done).on('error', fail).end();
  });
}

async function readBody(response: http.IncomingMessage, maxBytes: number, url: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of decoded(response)) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > maxBytes) {
      response.destroy();
      throw new LimitReached(`${url} is over ${maxBytes / 1024 / 1024} MB; it was not read`, 'too_large');
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function decoded(response: http.IncomingMessage): Readable {
  const decoder = decoderOf(response.headers['content-encoding']?.trim().toLowerCase() ?? '');
  if (!decoder) return response;
  // Whoever reads the decoder sees a failure of either; the callback is required and has nothing to add.
  pipeline(response, decoder, () => {});
  return decoder;
}

function decoderOf(encoding: string): Transform | null {
  if (encoding === 'gzip' || encoding === 'x-gzip') return zlib.createGunzip();
  if (encoding === 'br') return zlib.createBrotliDecompress();
  return encoding === 'deflate' ? zlib.createInflate() : null;
}

function mayConnect(address: string, mayBePrivate: boolean): boolean {
  return isPublicAddress(address) || (mayBePrivate && !isNeverOpen(address));
}

function privateAddress(url: URL): NotAllowed {
  return new NotAllowed(`${url.origin} is a private or local address; start there with --allow-private to read it`);
}

function explain(error: unknown, url: string, signal: AbortSignal): Error {
  if (error instanceof NotAllowed || error instanceof LimitReached) return error;
  if (signal.aborted) return new UpstreamFailed(`${url} did not answer in full within ${TIMEOUT_MS / 1_000} s`, { cause: error });
  const { code, message } = error as NodeJS.ErrnoException;
  const why = (code && FAILURES[code]) || (code ?? message);
  return new UpstreamFailed(`${url} cannot be read: ${why}`, { cause: error });
}

const FAILURES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection cut',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the host name cannot be resolved right now',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
};
