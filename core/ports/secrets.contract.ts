import { describe, expect, test } from 'vitest';
import type { Secrets } from './secrets.ts';

/** What each Secrets adapter must do. `set` changes the secret `desk-token` where it is kept. */
export function describeSecrets(name: string, make: () => Promise<{ secrets: Secrets; set: (value: string) => Promise<void> }>) {
  describe(`Secrets: ${name}`, () => {
    test('reads a secret by its name', async () => {
      const { secrets, set } = await make();
      await set('first');
      expect(await secrets.read('desk-token')).toBe('first');
    });

    test('gives the new value at once to who asks anew, and to all after it', async () => {
      const { secrets, set } = await make();
      await set('first');
      await secrets.read('desk-token');
      await set('second');
      expect(await secrets.read('desk-token', { fresh: true })).toBe('second');
      expect(await secrets.read('desk-token')).toBe('second');
    });

    test('names a secret that cannot be read, and nothing of any other', async () => {
      const { secrets, set } = await make();
      await set('value-that-stays-here');
      const failure = await secrets.read('no-such-secret').catch((error: unknown) => error);
      expect(failure).toMatchObject({
        name: 'UpstreamFailed',
        retryable: false,
        message: expect.stringMatching(/no-such-secret|NO_SUCH_SECRET/),
      });
      expect(String((failure as Error).message)).not.toContain('value-that-stays-here');
    });
  });
}
