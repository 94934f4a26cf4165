import { describeReplays } from '#core/ports/replays.contract.ts';
import { heldClock, temporaryDatabase } from './fixtures/temporary.ts';
import { localReplays } from './replays.ts';

describeReplays('local', async () => {
  const clock = heldClock();
  return { replays: localReplays(temporaryDatabase(), clock), ...clock };
});
