import type { GapClosing, GapQuestion } from '#core/domain/gap.ts';

/** What the knowledge base does not answer well, one row a turn and reason, and what has been answered since. */
export interface Gaps {
  /** The same id again changes nothing. */
  add(gap: GapQuestion): Promise<void>;
  /** Newest first, closed ones with their proof. */
  list(limit: number): Promise<GapQuestion[]>;
  /** Keeps the proof that a question is answered now. The first one stays; unknown ids are passed over, as their time may be over. */
  close(id: string, closing: GapClosing): Promise<void>;
}
