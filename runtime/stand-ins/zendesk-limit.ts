import type { MiddlewareHandler } from 'hono';
import type { Clock } from '#core/ports/clock.ts';

const MINUTE_MS = 60_000;

/** Zendesk's limit of an account: so many requests in a minute, told with each answer, then 429 with when to come back. */
export function accountLimit(requestsPerMinute: number, clock: Clock): MiddlewareHandler {
  let minute = 0;
  let used = 0;
  return async (c, next) => {
    const now = clock.now().getTime();
    if (Math.floor(now / MINUTE_MS) !== minute) {
      minute = Math.floor(now / MINUTE_MS);
      used = 0;
    }
    used += 1;
    const reset = Math.max(1, Math.ceil(((minute + 1) * MINUTE_MS - now) / 1000));
    const remaining = String(Math.max(0, requestsPerMinute - used));
    const told = {
      'x-rate-limit': String(requestsPerMinute),
      'x-rate-limit-remaining': remaining,
      'ratelimit-limit': String(requestsPerMinute),
      'ratelimit-remaining': remaining,
      'ratelimit-reset': String(reset),
    };
    if (used > requestsPerMinute) return c.text('Rate limit exceeded', 429, { ...told, 'retry-after': String(reset) });
    await next();
    for (const [name, value] of Object.entries(told)) c.res.headers.set(name, value);
    return;
  };
}
