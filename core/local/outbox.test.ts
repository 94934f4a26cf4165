import { describeOutbox } from '#core/ports/outbox.contract.ts';
import { heldClock, temporaryDatabase } from './fixtures/temporary.ts';
import { localOutbox } from './outbox.ts';

describeOutbox('SQLite', async () => {
  const clock = heldClock();
  return { outbox: localOutbox(temporaryDatabase(), clock), ...clock };
});
