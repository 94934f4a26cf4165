import { type LookupAddress, type LookupOptions, lookup as resolve } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { NotAllowed } from '#core/domain/errors.ts';
import { isNeverOpen, isPrivateName, isPublicAddress } from './public-address.ts';

/** More than a browser opens to one host; only reached where no delay is kept. */
const MAX_CONNECTIONS = 16;

/** Resolves a name as `dns.lookup` does with `all`. */
export type Resolver = (
  hostname: string,
  options: LookupOptions & { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Connections that may only lead where `mayConnect` allows. */
export type ConnectionGuard = {
  readonly agentFor: (protocol: 'http:' | 'https:') => http.Agent;
  readonly close: () => void;
};

/** The check for hosts of the internet (`isOpen` false), or for those that were opened although they are private. */
export function mayConnectTo(isOpen: boolean): (address: string) => boolean {
  return (address) => isPublicAddress(address) || (isOpen && !isNeverOpen(address));
}

/** Refuses what can be refused by its name alone, so that it is not even looked up. */
export function mayAsk(url: URL, isOpen: boolean): boolean {
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(literal) ? mayConnectTo(isOpen)(literal) : isOpen || !isPrivateName(literal);
}

/**
 * A name is resolved once for each connection, and every address that it has must be allowed: the one that is connected to is the one
 * that was checked, so a name that changes its mind gains nothing. The address of the connected socket is checked once more before
 * anything is sent. The agents are our own: they keep connections by host name, and no proxy from the environment applies to them.
 */
export function guardConnections(mayConnect: (address: string) => boolean, resolver: Resolver = resolve): ConnectionGuard {
  const lookup: LookupFunction = (hostname, options, done) =>
    resolver(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) done(error ?? Object.assign(new Error('the name has no address'), { code: 'ENOTFOUND' }), '', 4);
      else if (!addresses.every((found) => mayConnect(found.address))) done(refusal(hostname), '', 4);
      else if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  const options = { keepAlive: true, maxSockets: MAX_CONNECTIONS, lookup };
  const agents = { 'http:': guarded(new http.Agent(options), mayConnect), 'https:': guarded(new https.Agent(options), mayConnect) };
  return {
    agentFor: (protocol) => agents[protocol],
    close: () => Object.values(agents).forEach((agent) => { agent.destroy(); }), // biome-ignore format: short
  };
}

function guarded<A extends http.Agent>(agent: A, mayConnect: (address: string) => boolean): A {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (...args) => {
    const socket = connect(...args) as Socket;
    // Before the listener that sends what is waiting.
    socket.prependOnceListener('connect', () => {
      if (!mayConnect(socket.remoteAddress ?? '')) socket.destroy(refusal(socket.remoteAddress ?? 'an unknown address'));
    });
    return socket;
  };
  return agent;
}

/** The fetcher says it with the whole address. */
function refusal(host: string): NotAllowed {
  return new NotAllowed(`${host} is a private or local address`);
}
