import type { Clock } from '#core/ports/clock.ts';
import type { Replays } from '#core/ports/replays.ts';
import { type DynamoTable, expiresAt } from './table.ts';

/** Keys as rows that end by themselves. */
export function dynamoReplays(table: DynamoTable, clock: Clock): Replays {
  const keyOf = (key: string) => ({ pk: `replay#${key}`, sk: 'replay' });
  return {
    async has(key) {
      return (await table.get(keyOf(key))) !== null;
    },
    async remember(key, seconds) {
      await table.put({ ...keyOf(key), expires: expiresAt(clock.now().getTime() + seconds * 1000) });
    },
  };
}
