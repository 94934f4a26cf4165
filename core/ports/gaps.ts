/** A question that got no good answer. */
export type GapQuestion = {
  readonly id: string;
  readonly question: string;
  readonly why: 'unanswered' | 'thumbs_down' | 'ticket' | 'low_score';
  readonly at: string;
  readonly sessionId: string;
  readonly turnId: string;
  /** The near misses, best first, by url. */
  readonly nearest: readonly string[];
};

/** What the knowledge base does not answer. Personal data is masked before it comes here. */
export interface Gaps {
  /** The same id again changes nothing. */
  add(gap: GapQuestion): Promise<void>;
  /** Newest first. */
  list(limit: number): Promise<GapQuestion[]>;
}
