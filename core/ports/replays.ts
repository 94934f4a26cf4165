/**
 * What was taken already, so that the same call again has no second effect. A call is remembered once its work is stored, never before:
 * a crash in between costs a second piece of the same work, which whoever works must bear, and not the work.
 */
export interface Replays {
  has(key: string): Promise<boolean>;
  /** Remembers the key for `seconds`; the same key again counts from then. */
  remember(key: string, seconds: number): Promise<void>;
}
