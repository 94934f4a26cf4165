/** What a refresh came to, or that it goes on by itself: `started`. `version` is what serves then; `reason` says why it failed, and the next step. */
export type RefreshOutcome = { readonly status: string; readonly version: number | null; readonly reason?: string };
