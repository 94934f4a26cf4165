import { describeSessions } from '#core/ports/sessions.contract.ts';
import { heldClock, temporaryDatabase } from './fixtures/temporary.ts';
import { localSessions } from './sessions.ts';

describeSessions('local', async () => {
  const clock = heldClock();
  return { sessions: localSessions(temporaryDatabase(), clock), ...clock };
});
