import { describe, expect, test } from 'vitest';
import type { RateLimits } from './rate-limits.ts';

/** What each RateLimits adapter must do. The clock starts at a full hour; `advance` moves it. */
export function describeRateLimits(name: string, make: () => Promise<{ rateLimits: RateLimits; advance: (ms: number) => void }>) {
  const use = (key: string, limit: number, windowSeconds = 60) => ({ key, limit, windowSeconds });
  const made = async () => {
    const { rateLimits, advance } = await make();
    return { rateLimits, advance, isAllowed: async (...uses: ReturnType<typeof use>[]) => (await rateLimits.take(uses)).allowed };
  };

  describe(`RateLimits: ${name}`, () => {
    test('allows the limit in a window, also to many at once, and starts anew with the next', async () => {
      const { rateLimits, advance } = await made();
      const one = [use('session s1', 20)];
      const taken = await Promise.all(Array.from({ length: 30 }, () => rateLimits.take(one)));
      expect(taken.filter(({ allowed }) => allowed)).toHaveLength(20);
      expect(taken.at(-1)).toEqual({ allowed: false, refused: 0, retryAfterSeconds: 60 });
      advance(59_000);
      expect(await rateLimits.take(one)).toEqual({ allowed: false, refused: 0, retryAfterSeconds: 1 });
      advance(1_000);
      expect(await rateLimits.take(one)).toEqual({ allowed: true });
    });

    test('counts keys and window lengths apart', async () => {
      const { advance, isAllowed } = await made();
      advance(3_540_000); // the last minute of an hour: both windows end together
      expect(await isAllowed(use('a', 1))).toBe(true);
      expect(await isAllowed(use('a', 1, 3600))).toBe(true);
      expect(await isAllowed(use('b', 1))).toBe(true);
      expect(await isAllowed(use('a', 1))).toBe(false);
    });

    test('counts all uses or none, and names the one that was too many', async () => {
      const { rateLimits, isAllowed } = await made();
      expect(await rateLimits.take([])).toEqual({ allowed: true });
      expect(await isAllowed(use('a', 3), use('b', 1, 3600))).toBe(true);
      const refused = { allowed: false, refused: 1, retryAfterSeconds: 3600 };
      for (let n = 0; n < 5; n += 1) expect(await rateLimits.take([use('a', 3), use('b', 1, 3600), use('c', 1)])).toEqual(refused);
      expect(await isAllowed(use('a', 3), use('c', 1))).toBe(true);
      expect(await isAllowed(use('a', 3))).toBe(true);
      expect(await isAllowed(use('a', 3))).toBe(false);
    });

    test('gives uses back, never more than were counted, and only in their own window', async () => {
      const { rateLimits, advance, isAllowed } = await made();
      await rateLimits.giveBack([use('a', 1)]);
      expect(await isAllowed(use('a', 1))).toBe(true);
      await rateLimits.giveBack([use('a', 1, 3600)]);
      expect(await isAllowed(use('a', 1))).toBe(false);
      for (let n = 0; n < 2; n += 1) await rateLimits.giveBack([use('a', 1), use('b', 1)]);
      expect(await isAllowed(use('a', 1))).toBe(true);
      expect(await isAllowed(use('a', 1))).toBe(false);
      advance(60_000);
      await rateLimits.giveBack([use('a', 1)]);
      expect(await isAllowed(use('a', 1))).toBe(true);
      expect(await isAllowed(use('a', 1))).toBe(false);
    });

    test('counts amounts, as a whole or not at all', async () => {
      const { rateLimits, isAllowed } = await made();
      const tokens = (amount: number) => ({ ...use('tokens session s1', 100), amount });
      expect(await isAllowed(tokens(60))).toBe(true);
      expect(await rateLimits.take([tokens(41)])).toMatchObject({ allowed: false, refused: 0 });
      expect(await isAllowed(tokens(40))).toBe(true);
      await rateLimits.giveBack([tokens(30)]);
      expect(await isAllowed(tokens(31))).toBe(false);
      expect(await isAllowed(tokens(30))).toBe(true);
      await rateLimits.giveBack([tokens(500)]);
      expect(await isAllowed(tokens(100))).toBe(true);
      expect(await isAllowed(use('tokens session s1', 100))).toBe(false);
    });

    test('does not count a refused use', async () => {
      const { isAllowed } = await made();
      await isAllowed(use('a', 1));
      await isAllowed(use('a', 1));
      expect(await isAllowed(use('a', 2))).toBe(true);
      expect(await isAllowed(use('b', 0))).toBe(false);
    });
  });
}
