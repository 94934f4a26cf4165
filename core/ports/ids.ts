/** Unguessable names. */
export interface Ids {
  /** Random bits in lower-case hex; 128 unless told, 256 for tokens. */
  random(bits?: 128 | 256): string;
}
