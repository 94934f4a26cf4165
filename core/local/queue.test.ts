import { expect, test } from 'vitest';
import { describeQueue } from '#core/ports/queue.contract.ts';
import { heldClock, temporaryDatabase } from './fixtures/temporary.ts';
import { localQueue } from './queue.ts';
import { randomIds } from './system.ts';

describeQueue('local', async () => {
  const clock = heldClock();
  return { queue: localQueue(temporaryDatabase(), 'support-requests', clock, randomIds), ...clock };
});

test('two queues of one database are apart', async () => {
  const database = temporaryDatabase();
  const clock = heldClock();
  const [one, two] = ['one', 'two'].map((name) => localQueue(database, name, clock, randomIds));
  await one!.send('for one');
  expect(await two!.receive({ max: 10, visibilitySeconds: 60 })).toEqual([]);
  expect(await one!.receive({ max: 10, visibilitySeconds: 60 })).toHaveLength(1);
});
