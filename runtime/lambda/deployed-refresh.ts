import { InvalidInput } from '#core/domain/errors.ts';
import type { Refresh } from '#core/ports/refresh.ts';
import type { RefreshMachine } from '#core/ports/refresh-machine.ts';

/** The refresh of a deployed stack: a run of its state machine, which outlives the function that starts it. */
export function deployedRefresh(machine: RefreshMachine | null): Refresh {
  const opened = () => {
    if (!machine) throw new InvalidInput('this function may start no refresh; add `refresh_state_machine_arn` to its stack');
    return machine;
  };
  return {
    async start(name) {
      const execution = await opened().start({ scrape: false }, name);
      return { status: 'started', version: null, execution };
    },
    async outcome(execution) {
      const end = await opened().end(execution);
      if (end === null) return null;
      return end.status === 'SUCCEEDED'
        ? { status: 'promoted', version: versionIn(end.output) }
        : { status: 'failed', version: null, reason: `${end.error}: ${end.cause}` };
    },
  };
}

/** Null where nothing was to be done: the version before serves on. */
function versionIn(output: unknown): number | null {
  const { version } = (output ?? {}) as { readonly version?: unknown };
  return typeof version === 'number' ? version : null;
}
