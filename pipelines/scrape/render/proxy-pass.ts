import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { NotAllowed } from '#core/domain/errors.ts';
import { hostAndPort } from '../fetch/fetcher.ts';

/** All that one page may move: a documentation app with its scripts and data stays under 20 MB. */
const MAX_PAGE_BYTES = 60 * 1024 * 1024;
/** More than a browser opens through one proxy. */
const MAX_CONNECTIONS = 64;
/** A page that asks for more forbidden things than this has made its point. */
const MAX_PROBLEMS = 100;

/** Something that the page asked for and did not get. */
export type Refused = { readonly url: string; readonly reason: string };

/** What one page may do through the proxy, and what it tried. Ending it cuts its connections. */
export class ProxyPass {
  readonly username = 'page';
  readonly password = randomBytes(32).toString('base64url');
  readonly refused: Refused[] = [];
  readonly #openHosts: ReadonlySet<string>;
  readonly #onEnd: () => void;
  readonly #sockets = new Set<Socket>();
  readonly #problems = new Map<string, Error>();
  #page: URL | null = null;
  #connecting = 0;
  #bytes = 0;
  #hasEnded = false;

  constructor(openHosts: ReadonlySet<string>, onEnd: () => void) {
    this.#openHosts = openHosts;
    this.#onEnd = onEnd;
  }

  /** What the browser sends as `proxy-authorization`. */
  get authorization(): string {
    return `Basic ${Buffer.from(`${this.username}:${this.password}`).toString('base64')}`;
  }

  get isOverLimit(): boolean {
    return this.#bytes > MAX_PAGE_BYTES;
  }

  /** The page that is about to be asked for. */
  begin(page: string): void {
    this.#page = new URL(page);
  }

  /**
   * Throws NotAllowed for what no page needs. Ports: those of the web, the page's own and the opened ones; behind others listen services
   * that were not made for visitors. A tunnel is for TLS, so that it is not a way to speak something else to a plain port.
   */
  #check(target: URL, isTunnel: boolean): { readonly mayBePrivate: boolean } {
    if (this.#hasEnded || !this.#page) throw new NotAllowed('no page is being read');
    if (this.isOverLimit) throw new NotAllowed(`the page has moved over ${MAX_PAGE_BYTES / 1024 / 1024} MB`);
    if (this.#sockets.size + this.#connecting >= MAX_CONNECTIONS) throw new NotAllowed(`the page holds ${MAX_CONNECTIONS} connections`);
    const host = hostAndPort(target);
    const isOpen = this.#openHosts.has(host);
    const isOwn = isOpen || host === hostAndPort(this.#page);
    const isUsual = target.port === '' && (target.protocol === 'https:') === isTunnel;
    if (!isUsual && !(isOwn && (this.#page.protocol === 'https:') === isTunnel))
      throw new NotAllowed(`${host} is no port that a page is read from`);
    return { mayBePrivate: isOpen };
  }

  /** Connects to what the rules allows, and holds the connection. */
  async connect(target: URL, isTunnel: boolean, open: (mayBePrivate: boolean) => Promise<Socket>): Promise<Socket> {
    const { mayBePrivate } = this.#check(target, isTunnel);
    this.#connecting++;
    try {
      const socket = await open(mayBePrivate);
      this.#hold(socket);
      return socket;
    } finally {
      this.#connecting--;
    }
  }

  /** Counts what goes through a connection and cuts it with the page. */
  #hold(socket: Socket): void {
    if (this.#hasEnded) {
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    socket.on('data', (chunk: Buffer) => {
      this.#bytes += chunk.length;
      if (this.isOverLimit) this.#cut();
    });
  }

  note(url: string, problem: Error): void {
    if (this.#problems.size >= MAX_PROBLEMS) return;
    this.#problems.set(hostAndPort(url), problem);
    if (problem instanceof NotAllowed && this.refused.length < MAX_PROBLEMS) this.refused.push({ url, reason: problem.message });
  }

  /** Why the host of an address could not be read, or undefined. */
  problemOf(url: string): Error | undefined {
    return URL.canParse(url) ? this.#problems.get(hostAndPort(url)) : undefined;
  }

  end(): void {
    this.#hasEnded = true;
    this.#onEnd();
    this.#cut();
  }

  #cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
