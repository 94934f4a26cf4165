import { NotAllowed, UpstreamFailed } from '#core/domain/errors.ts';
import { type Fetched, type Fetcher, hostAndPort } from './fetcher.ts';
import type { Pace } from './pace.ts';
import { redirectTarget } from './page-outcome.ts';
import { ALLOW_ALL, MAX_ROBOTS_BYTES, parseRobots, type Robots, robotsText } from './robots.ts';

/** RFC 9309 asks for at least five; more count as "there is none". */
const MAX_REDIRECTS = 5;

/** The robots.txt of each origin, asked for once. */
export type RobotsBook = {
  /** Throws UpstreamFailed where robots.txt cannot be read: by RFC 9309 nothing of that origin may be fetched then. */
  readonly of: (url: string) => Promise<Robots>;
};

export function openRobotsBook(fetcher: Fetcher, pace: Pace): RobotsBook {
  const known = new Map<string, Promise<Robots>>();
  const ask = async (origin: string): Promise<Robots> => {
    const said = await readRobots(`${origin}/robots.txt`, fetcher, pace);
    // They should be absolute, and many are not.
    const robots = { ...said, sitemaps: said.sitemaps.flatMap((address) => URL.parse(address, origin)?.href ?? []) };
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
    const answer = await get(url, address, fetcher);
    if (isSuccess(answer.status)) return parseRobots(robotsText(answer.body));
    // By the RFC 429 is a 4xx; a host that asks to be left alone is not told "then all is allowed".
    if (answer.status >= 500 || answer.status === 429)
      throw new UpstreamFailed(`${url} answered HTTP ${answer.status}, so nothing of the site may be read; scrape again when it works`);
    const to = redirectTarget(answer);
    // 4xx, and redirects that lead nowhere, count as "no rules".
    if (!to) return ALLOW_ALL;
    url = to;
  }
  return ALLOW_ALL;
}

async function get(url: string, address: string, fetcher: Fetcher): Promise<Fetched> {
  try {
    // One byte more than counts tells that there is more.
    return await fetcher.get(url, { maxBytes: MAX_ROBOTS_BYTES + 1, isCutAtMaxBytes: true, wants: isSuccess });
  } catch (error) {
    if (error instanceof NotAllowed && url !== address)
      throw new UpstreamFailed(
        `${address} redirects to ${url.slice(0, 200)}, which may not be asked, so nothing of the site may be read; check the site`,
        { cause: error, retryable: false },
      );
    if (!(error instanceof UpstreamFailed)) throw error;
    throw new UpstreamFailed(`${error.message}; check the address and that the server runs, then scrape again`, { cause: error });
  }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
