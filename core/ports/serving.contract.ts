import { beforeEach, describe, expect, test } from 'vitest';
import type { Serving, ServingVersion } from './serving.ts';

/** What every Serving promises. `make` gives one without a promotion. */
export function describeServing(name: string, make: () => Promise<Serving> | Serving): void {
  describe(`Serving: ${name}`, () => {
    let serving: Serving;
    beforeEach(async () => {
      serving = await make();
    });
    const version = (number: number, side: 'blue' | 'green', contentHash = `hash-${number}`): ServingVersion => ({
      version: number,
      side,
      contentHash,
      articles: number * 10,
      promotedAt: `2026-11-21T00:00:0${number}.000Z`,
    });

    test('nothing serves before the first promotion', async () => {
      expect(await serving.current()).toBeNull();
      expect(await serving.history(10)).toEqual([]);
    });

    test('the newest promotion serves, and history is newest first', async () => {
      for (const [index, side] of (['blue', 'green', 'blue'] as const).entries()) await serving.promote(version(index + 1, side));
      expect(await serving.current()).toEqual(version(3, 'blue'));
      expect(await serving.history(2)).toEqual([version(3, 'blue'), version(2, 'green')]);
    });

    test.each([
      ['the same version again', 1],
      ['a version that skips one', 3],
    ])('%s is a conflict and changes nothing', async (_case, number) => {
      await serving.promote(version(1, 'blue'));
      await expect(serving.promote(version(number, 'green', 'other'))).rejects.toMatchObject({ name: 'Conflict' });
      expect(await serving.current()).toEqual(version(1, 'blue'));
    });

    test('of many at once one wins', async () => {
      const results = await Promise.allSettled(['a', 'b', 'c', 'd'].map((hash) => serving.promote(version(1, 'blue', hash))));
      expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected']);
      expect(await serving.history(10)).toHaveLength(1);
    });
  });
}
