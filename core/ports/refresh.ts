import type { RefreshOutcome } from '#core/domain/refresh-outcome.ts';

/** Changes what the knowledge base serves, from inside the running service. Both wait for the end where that is soon, else they answer `started`. */
export interface Refresh {
  /** An ingest of the current CSVs into the idle side, check to promotion. */
  start(): Promise<RefreshOutcome>;
  /**
   * Serves the content of an earlier version again, as a new version; `by` is who wants it, for the report. Throws NotFound for a version that
   * never was, InvalidInput where it has what serves already, Conflict while another refresh runs.
   */
  rollBack(version: number, by: string): Promise<RefreshOutcome>;
}
