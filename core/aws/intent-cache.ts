import type { Clock } from '#core/ports/clock.ts';
import type { IntentCache } from '#core/ports/intent-cache.ts';
import { type DynamoTable, expiresAt } from './table.ts';

/** Readings as rows that end by themselves. The same key is the same question: whoever writes last wrote as well as the first. */
export function dynamoIntentCache(table: DynamoTable, clock: Clock): IntentCache {
  const keyOf = (key: string) => ({ pk: `intent#${key}`, sk: 'intent' });
  return {
    async get(key) {
      const row = await table.get(keyOf(key));
      return row ? (JSON.parse(String(row.value)) as unknown) : null;
    },
    async put(key, value, seconds) {
      const expires = expiresAt(clock.now().getTime() + seconds * 1000);
      await table.put({ ...keyOf(key), value: JSON.stringify(value), expires });
    },
  };
}
