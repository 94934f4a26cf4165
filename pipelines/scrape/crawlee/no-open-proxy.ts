import { subscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:net';

type Listening = { readonly server: Server; readonly options: { host?: string } };

/**
 * Crawlee's browser pool opens a forwarding proxy on every network interface as soon as it is imported, used or not: whoever reaches the
 * machine could ask through it for what only this machine may reach. Imported before Crawlee, this binds it to the loopback and closes it
 * once it has told Crawlee its port, which is all that Crawlee needs of it.
 */
subscribe('tracing:net.server.listen:asyncStart', (message) => {
  const { server, options } = message as Listening;
  if (!new Error('who listens').stack?.includes('proxy-chain')) return;
  options.host = '127.0.0.1';
  server.once('listening', () => server.close());
});
