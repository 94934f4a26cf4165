/** Counts in fixed windows, for limits per session, address and requester. */
export interface RateLimits {
  /**
   * Counts one use of `key` and tells whether it is within `limit` uses in the current window. A refused use is not counted.
   * `retryAfterSeconds` is when the window ends.
   */
  take(key: string, limit: number, windowSeconds: number): Promise<{ allowed: boolean; retryAfterSeconds: number }>;
}
