/** A ticket that a visitor has accepted and that is not known to be filed. */
export type UnfiledTicket = {
  readonly confirmationId: string;
  /** How often it was handed out by `takeDue`. */
  readonly attempts: number;
};

/** Accepted tickets until they are filed, so that neither a desk that is away nor a killed process loses one. */
export interface Outbox {
  /** Keeps it until it is removed; due at that time. One that is kept already stays as it is. */
  put(confirmationId: string, dueAt: string): Promise<void>;
  /**
   * The tickets that are due, the longest waiting first, each for one caller: it is due again at `againAt(attempts)`, unless it is removed
   * before. `attempts` counts this one.
   */
  takeDue(limit: number, againAt: (attempts: number) => string): Promise<UnfiledTicket[]>;
  /** Forgets it: it is filed, or will never be. Nothing happens where it is unknown. */
  remove(confirmationId: string): Promise<void>;
}
