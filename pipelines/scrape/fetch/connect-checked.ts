import { type LookupAddress, lookup as resolve } from 'node:dns';
import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import { NotAllowed } from '#core/domain/errors.ts';
import { isNeverOpen, isPublicAddress } from './public-address.ts';

/** A server that does not take a connection by then takes none. */
const CONNECT_TIMEOUT_MS = 10_000;

export type Destination = { readonly host: string; readonly port: number; readonly mayBePrivate: boolean };

/**
 * Connects to an address that was checked: the name is resolved here, every address of it must be allowed, and what the socket ends up
 * connected to is looked at once more. A name that changes its mind gains nothing. Throws NotAllowed, or the failure of the network.
 */
export function connectChecked({ host, port, mayBePrivate }: Destination, lookup: LookupFunction = resolve): Promise<Socket> {
  const name = host.replace(/^\[|\]$/g, '');
  const isAllowed = (address: string) => isPublicAddress(address) || (mayBePrivate && !isNeverOpen(address));
  const refusal = () => new NotAllowed(`${host}:${port} is a private or local address`);
  if (isIP(name) && !isAllowed(name)) return Promise.reject(refusal());
  return new Promise((done, fail) => {
    const socket = connect({
      host: name,
      port,
      lookup: (hostname, options, answer) =>
        lookup(hostname, { ...options, all: true }, (error, found) => {
          const addresses = found as LookupAddress[];
          const [first] = addresses ?? [];
          if (error || !first) answer(error ?? new Error(`${hostname} has no address`), '', 4);
          else if (!addresses.every(({ address }) => isAllowed(address))) answer(refusal(), '', 4);
          else if (options.all) answer(null, addresses);
          else answer(null, first.address, first.family);
        }),
    });
    const timer = setTimeout(() => socket.destroy(new Error('no connection in time')), CONNECT_TIMEOUT_MS);
    socket.once('close', () => clearTimeout(timer));
    socket.once('error', fail);
    socket.once('connect', () => {
      clearTimeout(timer);
      if (!socket.remoteAddress || !isAllowed(socket.remoteAddress)) socket.destroy(refusal());
      else done(socket.off('error', fail));
    });
  });
}
