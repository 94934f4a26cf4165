/** The time, so that tests and replays can hold it still. */
export interface Clock {
  now(): Date;
}
