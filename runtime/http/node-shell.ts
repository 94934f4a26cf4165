import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type HttpBindings, RequestError } from '@hono/node-server';
import { InvalidInput } from '#core/domain/errors.ts';
import type { ThreadwellApp } from './app.ts';

/** How long a close waits for open answers to end by themselves before their connections are cut. */
const CLOSE_GRACE_MS = 1_000;
const SWEEP_EVERY_MS = 20;

export type LocalServer = {
  readonly port: number;
  /** `http://localhost:PORT` */
  readonly origin: string;
  /** Ends open streams with `done`, stores them, and closes within 2 s. */
  close(): Promise<void>;
};

/**
 * Serves the app on this machine only. Browsers may try ::1 first for `localhost`, so it listens there too where the machine has it.
 * Port 0 takes a free one. Throws InvalidInput when the port is in use.
 */
export async function serveLocally(app: ThreadwellApp, options: { readonly port: number; readonly host?: string }): Promise<LocalServer> {
  let port = options.port;
  const fetch = (request: Request, env: unknown) => {
    const { remoteAddress } = (env as HttpBindings).incoming.socket;
    return app.fetch(request, { hosts: ownHosts(port), networkAddress: networkAddressOf(remoteAddress) });
  };
  const newServer = () => createServer(getRequestListener(fetch, { errorHandler: unreadableRequest }));

  const server = newServer();
  await listen(server, options.host ?? '127.0.0.1', port);
  port = (server.address() as AddressInfo).port;
  const servers = [server];
  if (options.host === undefined) {
    const second = newServer();
    try {
      await listen(second, '::1', port);
      servers.push(second);
    } catch (error) {
      // Without IPv6, `localhost` is 127.0.0.1. A free port that was given to us may be taken there; nobody was told of it yet.
      if (error instanceof InvalidInput && options.port !== 0) {
        await closeServer(server);
        throw error;
      }
    }
  }
  return {
    port,
    origin: `http://localhost:${port}`,
    async close() {
      const closed = servers.map(closeServer);
      await app.close();
      // Streams that end now leave their connections open for a next request that will not come.
      const sweep = setInterval(() => {
        for (const one of servers) one.closeIdleConnections();
      }, SWEEP_EVERY_MS);
      const cut = setTimeout(() => {
        for (const one of servers) one.closeAllConnections();
      }, CLOSE_GRACE_MS);
      await Promise.all(closed);
      clearInterval(sweep);
      clearTimeout(cut);
      // A question that came over an open connection meanwhile.
      await app.close();
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new InvalidInput(`port ${port} is in use; stop the other program or choose another with --port`, { cause: error })
          : error,
      ),
    );
    server.listen(port, host, resolve);
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

/** Browsers leave the port of http out. */
function ownHosts(port: number): string[] {
  const names = ['localhost', '127.0.0.1'];
  return [...names.map((name) => `${name}:${port}`), ...(port === 80 ? names : [])];
}

/** A Host or a path that makes no address never reaches the app, which answers all its own failures; this answer has the same shape. */
function unreadableRequest(error: unknown): Response {
  const [status, code, message] =
    error instanceof RequestError
      ? [400, 'bad_request', 'the address of this request cannot be read; correct its path and its Host']
      : [500, 'internal', 'something went wrong on our side; try again later'];
  return Response.json({ error: { code, message } }, { status });
}

/** What limits count by. Everything on this machine belongs to one person, who may test it under load: no limit of a network. */
function networkAddressOf(remoteAddress: string | undefined): string | null {
  const address = (remoteAddress ?? '').replace(/^::ffff:/, '');
  return address === '' || address === '::1' || address.startsWith('127.') ? null : address;
}
