import { describeIntentCache } from '#core/ports/intent-cache.contract.ts';
import { heldClock, temporaryDatabase } from './fixtures/temporary.ts';
import { localIntentCache } from './intent-cache.ts';

describeIntentCache('local', async () => {
  const clock = heldClock();
  return { intents: localIntentCache(temporaryDatabase(), clock), ...clock };
});
