/** What the quarantined model read, kept for a day: the same words in the same context cost one call. */
export interface IntentCache {
  /** The stored JSON, or null when there is none or its time is over. */
  get(key: string): Promise<unknown>;
  /** Keeps a JSON value for `seconds`. */
  put(key: string, value: unknown, seconds: number): Promise<void>;
}
