/** A message that was handed out, to be deleted when its work is done. */
type Received = {
  /** The same each time that it is handed out. */
  readonly id: string;
  readonly body: string;
  /** Names this handing out: after the visibility time it is worth nothing. */
  readonly receipt: string;
  /** How often it was handed out, this time included. */
  readonly attempts: number;
};
type DeadLetter = { readonly id: string; readonly body: string };

/** SQS takes a megabyte; what is larger belongs into a file. */
export const MAX_MESSAGE_BYTES = 256 * 1024;
/** A message that was handed out so often without being deleted is a dead letter. */
export const MAX_ATTEMPTS = 5;

/** SQS hides a message for no longer. */
export const MAX_POSTPONE_SECONDS = 12 * 3_600;

/** Work for later, handed out at least once. A message may come twice and in any order: whoever works must bear both. */
export interface Queue {
  /** Throws LimitReached for a body over MAX_MESSAGE_BYTES. */
  send(body: string): Promise<void>;
  /** Up to ten messages; nobody else gets them for `visibilitySeconds`. Empty when there is nothing to do. */
  receive(options: { readonly max: number; readonly visibilitySeconds: number }): Promise<Received[]>;
  /** The work is done. A receipt that is worth nothing any more does nothing. */
  delete(receipt: string): Promise<void>;
  /**
   * Hands it out again after so many seconds from now, 0 for at once, instead of at the end of its visibility; SQS takes whole ones, rounded up.
   * After its last attempt it is a dead letter then. False, and nothing is done, when the receipt is worth nothing any more.
   */
  postpone(receipt: string, seconds: number): Promise<boolean>;
  /** Messages that were given up, at most `max` (ten unless told). On AWS a look at a few of them. */
  deadLetters(max?: number): Promise<DeadLetter[]>;
  /** Puts dead letters back to be tried again, as if they were new: those with these ids, or all of them. How many it were. */
  redrive(ids?: readonly string[]): Promise<number>;
}
