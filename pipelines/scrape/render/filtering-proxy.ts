import http from 'node:http';
import type { AddressInfo, LookupFunction, Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { NotAllowed, UpstreamFailed } from '#core/domain/errors.ts';
import { connectChecked } from '../fetch/connect-checked.ts';
import { ProxyPass } from './proxy-pass.ts';

/** Servers limit it to 8 or 16 KB. */
const MAX_HEADER_BYTES = 32 * 1024;
/** Neither side says anything. */
const IDLE_MS = 30_000;
/** A header that drips is given up; a body ends with the page at the latest. */
const HEADER_MS = 10_000;
/** Two pages at once, each with its own limit, and what the browser opens for itself in vain. */
const MAX_CONNECTIONS = 256;
/** These speak about one connection only (RFC 9110, 7.6.1); `proxy-authorization` is the credential. */
const HOP_BY_HOP = /^(?:connection|keep-alive|proxy-.+|te|trailer|transfer-encoding|upgrade)$/;

export type FilteringProxy = {
  /** `http://127.0.0.1:PORT`. */
  readonly address: string;
  /** A pass for one page; without one, nothing is let through. */
  readonly admit: () => ProxyPass;
  readonly close: () => Promise<void>;
};

/**
 * An HTTP proxy on the loopback for a browser that must not be trusted with the network: it resolves names itself and connects by the
 * rules of the fetcher. Each page has its own random credential, so no other program can use it and each page answers for itself.
 * `lookup` replaces the resolver.
 */
export async function openFilteringProxy(options: {
  readonly openHosts: ReadonlySet<string>;
  readonly lookup?: LookupFunction | undefined;
}): Promise<FilteringProxy> {
  const passes = new Map<string, ProxyPass>();
  const tunnels = new Set<Socket>();
  const passOf = (request: http.IncomingMessage) => passes.get(request.headers['proxy-authorization'] ?? '');

  const connectTo = async (pass: ProxyPass, target: URL, isTunnel: boolean): Promise<Socket> => {
    try {
      const port = Number(target.port) || (target.protocol === 'https:' ? 443 : 80);
      const socket = await pass.connect(target, isTunnel, (mayBePrivate) =>
        connectChecked({ host: target.hostname, port, mayBePrivate }, options.lookup),
      );
      return socket.setTimeout(IDLE_MS, () => socket.destroy());
    } catch (error) {
      const problem = error instanceof NotAllowed ? error : unreachable(target, error);
      pass.note(target.href, problem);
      throw problem;
    }
  };

  const server = http.createServer({ maxHeaderSize: MAX_HEADER_BYTES, headersTimeout: HEADER_MS, connectionsCheckingInterval: 5_000 });
  server.maxConnections = MAX_CONNECTIONS;
  server.on('connection', (socket) => socket.setTimeout(IDLE_MS, () => socket.destroy()));
  server.on('clientError', (_error, socket) => socket.destroy());
  server.on('upgrade', (_request, socket) => socket.destroy());

  server.on('request', async (request, response) => {
    const pass = passOf(request);
    if (!pass)
      return answer(response, 407, 'a page is read through this proxy; nothing else', { 'proxy-authenticate': 'Basic realm="page"' });
    const target = URL.parse(request.url ?? '');
    if (target?.protocol !== 'http:') return answer(response, 403, 'only http addresses are read so');
    try {
      const socket = await connectTo(pass, target, false);
      const asked = http.request({
        createConnection: () => socket,
        method: request.method ?? 'GET',
        path: target.pathname + target.search,
        headers: { ...endToEnd(request.headers), host: target.host },
        maxHeaderSize: MAX_HEADER_BYTES,
      });
      // Both ends are torn down together; whoever reads sees the failure.
      pipeline(request, asked, () => {});
      response.once('close', () => socket.destroy());
      const failed = (error: Error) => {
        pass.note(target.href, unreachable(target, error));
        if (response.headersSent) response.destroy();
        else answer(response, 502, error.message);
      };
      asked.on('error', failed);
      asked.on('upgrade', (_answered, upgraded) => {
        upgraded.destroy();
        failed(new Error('it wants to speak another protocol'));
      });
      asked.on('response', (answered) => {
        try {
          response.writeHead(answered.statusCode ?? 502, endToEnd(answered.headers));
        } catch (error) {
          // What Node's parser lets in and its writer does not let out, such as status 099, must not end this process.
          answered.destroy();
          failed(error as Error);
          return;
        }
        pipeline(answered, response, () => {});
      });
    } catch (error) {
      answer(response, error instanceof NotAllowed ? 403 : 502, (error as Error).message);
    }
  });

  server.on('connect', async (request, client: Socket, head) => {
    tunnels.add(client);
    client.once('close', () => tunnels.delete(client)).on('error', () => client.destroy());
    const pass = passOf(request);
    const target = URL.parse(`https://${request.url}`);
    if (!pass) return refuseTunnel(client, '407 Proxy Authentication Required', 'Proxy-Authenticate: Basic realm="page"\r\n');
    if (!target || target.host === '' || target.pathname !== '/' || target.username) return refuseTunnel(client, '403 Forbidden');
    try {
      const socket = await connectTo(pass, target, true);
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      if (head.length > 0) socket.write(head);
      pipeline(client, socket, client, () => {});
    } catch (error) {
      refuseTunnel(client, error instanceof NotAllowed ? '403 Forbidden' : '502 Bad Gateway');
    }
  });

  await new Promise<void>((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    admit() {
      const pass = new ProxyPass(options.openHosts, () => passes.delete(pass.authorization));
      passes.set(pass.authorization, pass);
      return pass;
    },
    close: () =>
      new Promise((done) => {
        for (const pass of passes.values()) pass.end();
        server.close(() => done());
        server.closeAllConnections();
        for (const client of tunnels) client.destroy();
      }),
  };
}

function answer(response: http.ServerResponse, status: number, text: string, headers: http.OutgoingHttpHeaders = {}): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close', ...headers }).end(text);
}

function refuseTunnel(client: Socket, status: string, header = ''): void {
  client.end(`HTTP/1.1 ${status}\r\n${header}Content-Length: 0\r\nConnection: close\r\n\r\n`);
}

function endToEnd(headers: http.IncomingHttpHeaders): http.OutgoingHttpHeaders {
  const named = (headers.connection ?? '').toLowerCase().split(/\s*,\s*/);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.test(name) && !named.includes(name)));
}

function unreachable(target: URL, error: unknown): UpstreamFailed {
  const { code, message } = error as NodeJS.ErrnoException;
  return new UpstreamFailed(`${target.host} cannot be reached: ${code ?? message}`, { cause: error });
}
