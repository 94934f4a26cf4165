import type { Source } from './passage.ts';

/** As many questions as say what visitors miss; older ones stay in the store. */
export const MAX_GAP_QUESTIONS = 1_000;

/** A question that got no good answer. */
export type GapQuestion = {
  readonly id: string;
  /** Personal data is masked. */
  readonly question: string;
  readonly why: 'unanswered' | 'thumbs_down' | 'ticket' | 'low_score';
  readonly at: string;
  readonly sessionId: string;
  readonly turnId: string;
  /** The near misses, best first, by url. */
  readonly nearest: readonly string[];
  /** Set once a version of the knowledge base answers it. */
  readonly closed?: GapClosing;
};

/** The proof that a question is answered now: what a replay of it gave. */
export type GapClosing = {
  readonly at: string;
  /** The version that answered. */
  readonly version: number;
  /** The beginning of the answer. */
  readonly answer: string;
  readonly citations: readonly { readonly title: string; readonly url: string; readonly source: Source }[];
};
