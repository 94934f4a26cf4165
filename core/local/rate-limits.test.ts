import { describeRateLimits } from '#core/ports/rate-limits.contract.ts';
import { heldClock, temporaryDatabase } from './fixtures/temporary.ts';
import { localRateLimits } from './rate-limits.ts';

describeRateLimits('local', async () => {
  const clock = heldClock();
  return { rateLimits: localRateLimits(temporaryDatabase(), clock), ...clock };
});
