import { UpstreamFailed } from '#core/domain/errors.ts';
import { type Fetched, type Fetcher, hostAndPort } from './fetcher.ts';
import type { Pace } from './pace.ts';
import { ALLOW_ALL, MAX_ROBOTS_BYTES, parseRobots, type Robots } from './robots.ts';

/** RFC 9309 asks for at least five. */
const MAX_REDIRECTS = 5;
/** Read beyond the limit of RFC 9309 so that a larger file is cut and not refused. */
const MAX_READ_BYTES = 10 * MAX_ROBOTS_BYTES;

/** The robots.txt of each origin, asked for once. */
export type RobotsBook = {
  /** Throws UpstreamFailed where robots.txt cannot be read: by RFC 9309 nothing of that origin may be fetched then. */
  readonly of: (url: string) => Promise<Robots>;
};

export function openRobotsBook(fetcher: Fetcher, pace: Pace): RobotsBook {
  const known = new Map<string, Promise<Robots>>();
  const ask = async (origin: string): Promise<Robots> => {
    const robots = await readRobots(`${origin}/robots.txt`, fetcher, pace);
    if (robots.crawlDelaySeconds > 0) pace.setDelay(hostAndPort(origin), robots.crawlDelaySeconds * 1_000);
    return robots;
  };
  return {
    of(url) {
      const { origin } = new URL(url);
      const asked = known.get(origin) ?? ask(origin);
      known.set(origin, asked);
      return asked;
    },
  };
}

async function readRobots(address: string, fetcher: Fetcher, pace: Pace): Promise<Robots> {
  let url = address;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    await pace.turn(hostAndPort(url));
    const { status, headers, body } = await get(url, fetcher);
    if (status === 200) return parseRobots(body.subarray(0, MAX_ROBOTS_BYTES).toString('utf8'));
    if (status >= 500 || status === 429)
      throw new UpstreamFailed(`${url} answered HTTP ${status}, so nothing of the site may be read; scrape again when it works`);
    const to = status >= 300 && status < 400 && headers.location ? URL.parse(headers.location, url)?.href : undefined;
    // 4xx, and redirects that lead nowhere, count as "no rules".
    if (!to) return ALLOW_ALL;
    url = to;
  }
  return ALLOW_ALL;
}

async function get(url: string, fetcher: Fetcher): Promise<Fetched> {
  try {
    return await fetcher.get(url, { maxBytes: MAX_READ_BYTES, wants: (code) => code === 200 });
  } catch (error) {
    if (!(error instanceof UpstreamFailed)) throw error;
    throw new UpstreamFailed(`${error.message}; check the address and that the server runs, then scrape again`, { cause: error });
  }
}
