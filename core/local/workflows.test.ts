import { describeWorkflows } from '#core/ports/workflows.contract.ts';
import { heldClock, temporaryDatabase } from './fixtures/temporary.ts';
import { localWorkflows } from './workflows.ts';

describeWorkflows('local', async () => {
  const clock = heldClock();
  return { workflows: localWorkflows(temporaryDatabase(), clock), ...clock };
});
