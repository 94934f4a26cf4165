import { describe, expect, test } from 'vitest';
import type { RateLimits } from './rate-limits.ts';

/** What each RateLimits adapter must do. The clock starts at a full hour; `advance` moves it. */
export function describeRateLimits(name: string, make: () => Promise<{ rateLimits: RateLimits; advance: (ms: number) => void }>) {
  describe(`RateLimits: ${name}`, () => {
    test('allows the limit in a window, also to many at once, and starts anew with the next', async () => {
      const { rateLimits, advance } = await make();
      const taken = await Promise.all(Array.from({ length: 30 }, () => rateLimits.take('session s1', 20, 60)));
      expect(taken.filter(({ allowed }) => allowed)).toHaveLength(20);
      expect(taken.at(-1)).toEqual({ allowed: false, retryAfterSeconds: 60 });
      advance(59_000);
      expect(await rateLimits.take('session s1', 20, 60)).toEqual({ allowed: false, retryAfterSeconds: 1 });
      advance(1_000);
      expect(await rateLimits.take('session s1', 20, 60)).toEqual({ allowed: true, retryAfterSeconds: 60 });
    });

    test('counts keys and window lengths apart', async () => {
      const { rateLimits, advance } = await make();
      advance(3_540_000); // the last minute of an hour: both windows end together
      expect((await rateLimits.take('a', 1, 60)).allowed).toBe(true);
      expect((await rateLimits.take('a', 1, 3600)).allowed).toBe(true);
      expect((await rateLimits.take('b', 1, 60)).allowed).toBe(true);
      expect((await rateLimits.take('a', 1, 60)).allowed).toBe(false);
    });

    test('does not count a refused use', async () => {
      const { rateLimits } = await make();
      await rateLimits.take('a', 1, 60);
      await rateLimits.take('a', 1, 60);
      expect((await rateLimits.take('a', 2, 60)).allowed).toBe(true);
      expect((await rateLimits.take('b', 0, 60)).allowed).toBe(false);
    });
  });
}
