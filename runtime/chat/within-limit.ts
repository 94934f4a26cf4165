import { LimitReached } from '#core/domain/errors.ts';
import type { RateLimits } from '#core/ports/rate-limits.ts';

export type Limit = {
  /** Whose uses are counted together: `messages of session s1`. */
  readonly key: string;
  readonly limit: number;
  readonly windowSeconds: number;
  /** What is limited, for the person who meets it: `messages in one conversation`. */
  readonly what: string;
};

export const MINUTE_SECONDS = 60;
export const DAY_SECONDS = 86_400;

/** Counts one use against each limit. Throws LimitReached, with when to come back, at the first that is used up. */
export async function withinLimits(rateLimits: RateLimits, limits: readonly Limit[]): Promise<void> {
  for (const { key, limit, windowSeconds, what } of limits) {
    const { allowed, retryAfterSeconds } = await rateLimits.take(key, limit, windowSeconds);
    if (!allowed)
      throw new LimitReached(`too many ${what}; wait ${retryAfterSeconds} seconds and try again`, 'rate_limited', retryAfterSeconds);
  }
}
