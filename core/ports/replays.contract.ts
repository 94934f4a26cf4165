import { describe, expect, test } from 'vitest';
import type { Replays } from './replays.ts';

/** What each Replays adapter must do. `advance` moves the clock that the adapter was given. */
export function describeReplays(name: string, make: () => Promise<{ replays: Replays; advance: (ms: number) => void }>) {
  describe(`Replays: ${name}`, () => {
    test('knows what it was told to remember, and nothing else', async () => {
      const { replays } = await make();
      expect(await replays.has('call-a')).toBe(false);
      await replays.remember('call-a', 60);
      expect(await replays.has('call-a')).toBe(true);
      expect(await replays.has('call-b')).toBe(false);
    });

    test('forgets when the time is over, counted from the last time', async () => {
      const { replays, advance } = await make();
      await replays.remember('call-a', 60);
      advance(30_000);
      await replays.remember('call-a', 60);
      advance(59_000);
      expect(await replays.has('call-a')).toBe(true);
      advance(1_000);
      expect(await replays.has('call-a')).toBe(false);
    });
  });
}
