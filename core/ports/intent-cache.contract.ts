import { describe, expect, test } from 'vitest';
import type { IntentCache } from './intent-cache.ts';

/** What each IntentCache adapter must do. `advance` moves the clock that the adapter was given. */
export function describeIntentCache(name: string, make: () => Promise<{ intents: IntentCache; advance: (ms: number) => void }>) {
  const reading = { intent: 'ask', summary: 'Wie geht das? ä → “x” 𝄞', slots: { plugin_version: '4.6.3' }, suspicion: 0 };

  describe(`IntentCache: ${name}`, () => {
    test('gives back what was kept, under its key alone', async () => {
      const { intents } = await make();
      await intents.put('key-a', reading, 60);
      expect(await intents.get('key-a')).toEqual(reading);
      expect(await intents.get('key-b')).toBeNull();
    });

    test('forgets it when its time is over', async () => {
      const { intents, advance } = await make();
      await intents.put('key-a', reading, 60);
      advance(59_000);
      expect(await intents.get('key-a')).toEqual(reading);
      advance(1_000);
      expect(await intents.get('key-a')).toBeNull();
    });

    test('keeps the newer of two, for its own time', async () => {
      const { intents, advance } = await make();
      await intents.put('key-a', reading, 60);
      advance(120_000);
      await intents.put('key-a', { intent: 'thanks' }, 60);
      advance(30_000);
      await intents.put('key-a', { intent: 'ticket' }, 60);
      advance(59_000);
      expect(await intents.get('key-a')).toEqual({ intent: 'ticket' });
    });
  });
}
