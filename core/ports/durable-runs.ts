/** Runs of the article workflow. Each survives the process that works on it: finished steps keep their results. */
export interface DurableRuns {
  /** Starts a run with a JSON input. The same name again gives the run that there is. */
  start(name: string, input: unknown): Promise<void>;
  /**
   * Gives a run the JSON that it waits for under this id. False when nobody waits any more: answered before, timed out, or never there.
   */
  complete(callbackId: string, result: unknown): Promise<boolean>;
}
