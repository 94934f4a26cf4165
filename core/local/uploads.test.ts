import { describeUploads } from '#core/ports/uploads.contract.ts';
import { heldClock, temporaryDatabase } from './fixtures/temporary.ts';
import { localUploads } from './uploads.ts';

describeUploads('local', async () => {
  const clock = heldClock();
  return { uploads: localUploads(temporaryDatabase(), clock), ...clock };
});
