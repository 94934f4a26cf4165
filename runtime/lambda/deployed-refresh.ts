import { InvalidInput } from '#core/domain/errors.ts';
import type { Refresh } from '#core/ports/refresh.ts';
import type { RefreshMachine } from '#core/ports/refresh-machine.ts';
import { type FlipPorts, flipBack, restoringRun, versionToRestore } from '../../pipelines/kb-ingest/flip-back.ts';

/**
 * Refreshes by the deployed state machine, which goes on by itself: no request lasts as long. Only a rollback to what the other side still holds
 * is done at once. `openPorts` gives those of an ingest, which see what serves as it is now.
 */
export function deployedRefresh(machine: Pick<RefreshMachine, 'start'> | null, openPorts: () => FlipPorts): Refresh {
  const start = async (input: object) => {
    if (!machine) throw new InvalidInput('this function may start no refresh; add `refresh_state_machine_arn` to its stack');
    await machine.start({ ...input, scrape: false });
    return { status: 'started', version: null };
  };
  return {
    start: () => start({}),
    async rollBack(version, by) {
      const ports = openPorts();
      const restoring = await versionToRestore(version, by, ports);
      const flipped = await flipBack(restoring, ports);
      return flipped ? { status: 'promoted', version: flipped.version } : await start(restoringRun(restoring));
    },
  };
}
