import type { Config } from '#core/config.ts';
import { Conflict } from '#core/domain/errors.ts';
import type { RefreshOutcome } from '#core/domain/refresh-outcome.ts';
import type { OpenPlatform } from '#core/platform.ts';
import type { Refresh } from '#core/ports/refresh.ts';
import type { Rollback } from '#core/ports/rollback.ts';
import { rollback as rollBack } from '../../pipelines/kb-ingest/rollback.ts';
import { ingestCurrent } from './pipeline-commands.ts';

/**
 * Refreshes in this process, one at a time, as two would fight for the idle side: who starts a second one gets the result of the first, and a
 * rollback, which wants something else, is refused meanwhile.
 */
export function localRefresh(config: Config, platform: OpenPlatform): { readonly refresh: Refresh; readonly rollback: Rollback } {
  let running: Promise<RefreshOutcome> | null = null;
  const alone = (work: () => Promise<RefreshOutcome>) => {
    running = work().finally(() => {
      running = null;
    });
    return running;
  };
  return {
    refresh: { start: () => running ?? alone(async () => (await ingestCurrent(config, platform)).report) },
    rollback: {
      async to(version, by) {
        if (running) throw new Conflict('a refresh is running; look at how it ends, then roll back');
        return await alone(async () => {
          const report = await rollBack(version, platform, by);
          return 'how' in report ? { status: 'promoted', version: report.version } : report;
        });
      },
    },
  };
}
