import type { RefreshOutcome } from '#core/domain/refresh-outcome.ts';

/** Starts an ingest of the current CSVs into the idle side, check to promotion, from inside the running service. */
export interface Refresh {
  start(): Promise<RefreshOutcome>;
}
