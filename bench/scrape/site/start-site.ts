import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SiteShape } from './site-page.ts';
import type { ServerOrder, ServerStats } from './site-server.ts';

export type RunningSite = {
  readonly origin: string;
  order(order: ServerOrder): Promise<ServerStats>;
  stop(): Promise<void>;
};

/** Starts the loopback site in its own process; it ends by itself when this one does. */
export async function startSite(shape: SiteShape): Promise<RunningSite> {
  const options = ['--pages', String(shape.pages), '--links', String(shape.links), '--words', String(shape.wordsPerSection)];
  const server = fork(join(import.meta.dirname, 'site-server.ts'), options, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const { port } = await said<{ port: number }>(server);
  return {
    origin: `http://127.0.0.1:${port}`,
    async order(order) {
      const reply = said<ServerStats>(server);
      server.send(order);
      return await reply;
    },
    async stop() {
      const ended = once(server, 'exit');
      server.disconnect();
      await ended;
    },
  };
}

async function said<Message>(server: ChildProcess): Promise<Message> {
  const stop = new AbortController();
  const gone = once(server, 'exit', { signal: stop.signal }).then(() => {
    throw new Error('the loopback site ended before it answered');
  });
  try {
    const [message] = await Promise.race([once(server, 'message', { signal: stop.signal }), gone]);
    return message as Message;
  } finally {
    stop.abort();
    gone.catch(() => undefined);
  }
}
