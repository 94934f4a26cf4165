/** Secrets by name. Never logged, never part of a message. */
export interface Secrets {
  /**
   * The current value, at most five minutes old; `fresh` asks again, for a caller whose value was refused: secrets rotate. Throws
   * UpstreamFailed when it cannot be read.
   */
  read(name: string, options?: { readonly fresh?: boolean }): Promise<string>;
}
