import { LimitReached } from '#core/domain/errors.ts';
import type { RateLimits, Use } from '#core/ports/rate-limits.ts';

export type Limit = Use & {
  /** What is limited, for the person who meets it: `messages in one conversation`. */
  readonly what: string;
};

export const MINUTE_SECONDS = 60;
export const DAY_SECONDS = 86_400;

/**
 * Counts one use against each limit. Throws LimitReached, with when to come back, when one is used up; then it counts against none, or
 * one visitor's refused messages would use up what others on the same network have.
 */
export async function withinLimits(rateLimits: RateLimits, limits: readonly Limit[]): Promise<void> {
  const taken = await rateLimits.take(limits);
  if (taken.allowed) return;
  const { refused, retryAfterSeconds } = taken;
  throw new LimitReached(
    `too many ${limits[refused]?.what}; wait ${retryAfterSeconds} seconds and try again`,
    'rate_limited',
    retryAfterSeconds,
  );
}
