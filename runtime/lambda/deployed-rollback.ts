import { InvalidInput } from '#core/domain/errors.ts';
import type { RefreshMachine } from '#core/ports/refresh-machine.ts';
import type { Rollback } from '#core/ports/rollback.ts';
import { type FlipPorts, flipBack, restoringRun, versionToRestore } from '../../pipelines/kb-ingest/flip-back.ts';

/**
 * Rolls a deployed stack back: at once where the other side still holds the version, else by a run of the state machine, which outlives the
 * function that starts it. `openPorts` gives those of an ingest, which see what serves as it is now.
 */
export function deployedRollback(machine: Pick<RefreshMachine, 'start'> | null, openPorts: () => FlipPorts): Rollback {
  return {
    async to(version, by) {
      const ports = openPorts();
      const restoring = await versionToRestore(version, by, ports);
      const flipped = await flipBack(restoring, ports);
      if (flipped) return { status: 'promoted', version: flipped.version };
      if (!machine) throw new InvalidInput('this function may start no refresh; add `refresh_state_machine_arn` to its stack');
      await machine.start({ ...restoringRun(restoring), scrape: false });
      return { status: 'started', version: null };
    },
  };
}
