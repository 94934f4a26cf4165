import http from 'node:http';
import https from 'node:https';
import { NotAllowed, UpstreamFailed } from '#core/domain/errors.ts';
import { guardConnections, mayAsk, mayConnectTo, type Resolver } from './connection-guard.ts';
import { fetchFailure, privateAddress } from './fetch-failure.ts';
import { ACCEPTED_ENCODINGS, dismiss, readBody } from './read-body.ts';

/** A page is read whole before it is parsed; 300 KB of gzip can be 300 MB of page, so the limit is on the decoded body. */
const MAX_PAGE_BYTES = 10 * 1024 * 1024;
/** From the first byte asked to the last byte read: a server that drips is given up. */
const TIMEOUT_MS = 30_000;
/** What Node takes by default, said here so that no flag of the process raises it. */
const MAX_HEADER_BYTES = 16 * 1024;
/** Early hints come once or twice before an answer. */
const MAX_INTERIM_ANSWERS = 10;

/** One answer, redirects included: they are for the caller to judge. */
export type Fetched = {
  readonly url: string;
  readonly status: number;
  /** X-Robots-Tag is an array with a string for each line: a robot's name in one line does not hold for the next. */
  readonly headers: http.IncomingHttpHeaders;
  /** Decoded; empty when `wants` said no. */
  readonly body: Buffer;
};

export type FetchOptions = {
  readonly maxBytes?: number;
  /** What is beyond `maxBytes` is left out instead of refusing the answer. */
  readonly isCutAtMaxBytes?: boolean;
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

export type FetcherOptions = {
  readonly userAgent: string;
  /** The `host:port` that may be private, as {@link hostAndPort} gives them. */
  readonly openHosts: ReadonlySet<string>;
  /** Resolves names; the system's resolver by default. */
  readonly lookup?: Resolver;
  readonly timeoutMs?: number;
};

export function openFetcher({ userAgent, openHosts, lookup, timeoutMs = TIMEOUT_MS }: FetcherOptions): Fetcher {
  const guards = { open: guardConnections(mayConnectTo(true), lookup), closed: guardConnections(mayConnectTo(false), lookup) };
  return {
    close() {
      guards.open.close();
      guards.closed.close();
    },
    async get(address, { maxBytes = MAX_PAGE_BYTES, isCutAtMaxBytes = false, wants = () => true, headers = {} } = {}) {
      const url = URL.parse(address);
      if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:'))
        throw new NotAllowed(`${address.slice(0, 200)} is no http(s) address; it was not asked for`);
      // Names and passwords in an address would be sent to whoever stands behind it.
      url.username = '';
      url.password = '';
      const isOpen = openHosts.has(hostAndPort(url));
      if (!mayAsk(url, isOpen)) throw privateAddress(url.origin);
      const { signal, isOver, cancel } = deadline(timeoutMs);
      const ask = async (): Promise<Fetched> => {
        const response = await send(url, {
          agent: (isOpen ? guards.open : guards.closed).agentFor(url.protocol === 'https:' ? 'https:' : 'http:'),
          signal,
          maxHeaderSize: MAX_HEADER_BYTES,
          headers: {
            ...headers,
            'user-agent': userAgent,
            accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.1',
            'accept-encoding': ACCEPTED_ENCODINGS,
          },
        });
        const answer = { url: address, status: response.statusCode ?? 0, headers: headersOf(response) };
        if (wants(answer.status, answer.headers)) return { ...answer, body: await readBody(response, address, maxBytes, isCutAtMaxBytes) };
        dismiss(response);
        return { ...answer, body: Buffer.alloc(0) };
      };
      try {
        return await Promise.race([ask(), isOver]);
      } catch (error) {
        throw fetchFailure(error, address, url.origin, signal.aborted ? timeoutMs : null);
      } finally {
        cancel();
      }
    },
  };
}

/** `isOver` rejects then, whatever streams and sockets make of the signal. */
function deadline(timeoutMs: number): { signal: AbortSignal; isOver: Promise<never>; cancel: () => void } {
  const controller = new AbortController();
  const { promise: isOver, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    controller.abort();
    reject(controller.signal.reason);
  }, timeoutMs);
  return { signal: controller.signal, isOver, cancel: () => clearTimeout(timer) };
}

/** `host:port` with the port always there: `docs.example.com:443`. */
export function hostAndPort(url: string | URL): string {
  const { hostname, port, protocol } = new URL(url);
  return `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
}

function send(url: URL, options: https.RequestOptions): Promise<http.IncomingMessage> {
  return new Promise((done, fail) => {
    let interim = 0;
    const request = (url.protocol === 'https:' ? https : http).request(url, options, done);
    request
      .on('error', fail)
      .on('information', () => {
        if (++interim > MAX_INTERIM_ANSWERS) request.destroy(new UpstreamFailed(`${url.href} sends interim answers without end`));
      })
      // A connection that is taken over for another protocol (101) ends without an error.
      .on('close', () => fail(new UpstreamFailed(`${url.href} cannot be read: it ended without an answer`)))
      .end();
  });
}

function headersOf(response: http.IncomingMessage): http.IncomingHttpHeaders {
  const robots = response.headersDistinct['x-robots-tag'];
  return robots ? { ...response.headers, 'x-robots-tag': robots } : response.headers;
}
