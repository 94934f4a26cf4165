import { beforeEach, describe, expect, test } from 'vitest';
import type { Rollback } from './rollback.ts';
import type { Serving } from './serving.ts';

/** What every Rollback promises. `make` gives one over two versions with other content, whose both sides still hold them. */
export function describeRollback(name: string, make: () => Promise<{ readonly rollback: Rollback; readonly serving: Serving }>): void {
  describe(`Rollback: ${name}`, () => {
    let rollback: Rollback;
    let serving: Serving;
    beforeEach(async () => {
      ({ rollback, serving } = await make());
    });

    test('serves the earlier content at once, as a new version, and comes back the same way', async () => {
      const [second, first] = await serving.history(2);
      expect(await rollback.to(1, 'Mira')).toEqual({ status: 'promoted', version: 3 });
      expect(await serving.current()).toMatchObject({ version: 3, contentHash: first!.contentHash, articles: first!.articles });
      expect(await rollback.to(2, 'Mira')).toEqual({ status: 'promoted', version: 4 });
      expect((await serving.current())?.contentHash).toBe(second!.contentHash);
    });

    test('refuses a version that never was, and one with the content that serves', async () => {
      await expect(rollback.to(9, 'Mira')).rejects.toMatchObject({ name: 'NotFound' });
      await expect(rollback.to(2, 'Mira')).rejects.toMatchObject({ name: 'InvalidInput' });
      expect((await serving.current())?.version).toBe(2);
    });
  });
}
