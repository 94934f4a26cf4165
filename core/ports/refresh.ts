import type { RefreshOutcome } from '#core/domain/refresh-outcome.ts';

/** Starts an ingest of the current CSVs into the idle side, check to promotion, from inside the running service. */
export interface Refresh {
  /** With the same `name` again it is the same refresh. One that goes on by itself tells by what `outcome` knows it. */
  start(name?: string): Promise<RefreshOutcome & { readonly execution?: string }>;
  /** How one that goes on by itself ended; null while it runs. Left out where `start` waits for the end. */
  readonly outcome?: (execution: string) => Promise<RefreshOutcome | null>;
}
