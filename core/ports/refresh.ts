/** How it ended, or that it goes on by itself: `started`. `reason` says why it failed, and the next step. */
export type RefreshOutcome = { readonly status: string; readonly version: number | null; readonly reason?: string };

/** Starts an ingest of the current CSVs into the idle side, check to promotion, from inside the running service. */
export interface Refresh {
  start(): Promise<RefreshOutcome>;
}
