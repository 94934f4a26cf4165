/** One use of something that is limited. */
export type Use = {
  /** Whose uses are counted together: `messages of session s1`. */
  readonly key: string;
  readonly limit: number;
  readonly windowSeconds: number;
  /** How much is used at once, such as tokens: a whole number. Left out: 1. */
  readonly amount?: number;
};

/** Counts in fixed windows, for limits per session, address and requester. */
export interface RateLimits {
  /**
   * Counts these uses when each still fits into its limit in the current window, else none of them: `refused` is the index of the first that
   * is not, `retryAfterSeconds` when its window ends.
   */
  take(uses: readonly Use[]): Promise<{ allowed: true } | { allowed: false; refused: number; retryAfterSeconds: number }>;
  /** Takes uses that were counted back from the current windows; down to 0 at most. */
  giveBack(uses: readonly Use[]): Promise<void>;
}
