import { expect, test } from 'vitest';
import { describeTurns } from '#core/ports/turns.contract.ts';
import { openDatabase } from './database.ts';
import { heldClock, temporaryDatabase, temporaryFolder } from './fixtures/temporary.ts';
import { randomIds } from './system.ts';
import { localTurns } from './turns.ts';

describeTurns('local', async () => {
  const clock = heldClock();
  return { turns: localTurns(temporaryDatabase(), clock, randomIds), ...clock };
});

test('a turn is claimed once between two processes on one database', async () => {
  const folder = temporaryFolder();
  const clock = heldClock();
  const [one, two] = [0, 1].map(() => localTurns(openDatabase(folder), clock, randomIds));
  const turn = { sessionId: 's1', turnId: 't1', text: 'Hello' };
  expect((await one!.claim(turn)).outcome).toBe('claimed');
  expect((await two!.claim(turn)).outcome).toBe('running');
});
