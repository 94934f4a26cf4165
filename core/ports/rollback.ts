import type { RefreshOutcome } from '#core/domain/refresh-outcome.ts';

/** Goes back to an earlier version of the knowledge base, from inside the running service. */
export interface Rollback {
  /**
   * Serves the content of an earlier version again, as a new version; `by` is who wants it, for the report. Waits for the end where that is soon,
   * else it is `started`. Throws NotFound for a version that never was, InvalidInput where it has what serves already, Conflict while a refresh runs.
   */
  to(version: number, by: string): Promise<RefreshOutcome>;
}
