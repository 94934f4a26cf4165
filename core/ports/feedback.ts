/** What a visitor thought of an answer. One per turn; the last word counts. */
export type Feedback = {
  readonly sessionId: string;
  readonly turnId: string;
  readonly helpful: boolean;
  readonly reason: string | null;
  readonly comment: string | null;
  readonly at: string;
};

export interface FeedbackBox {
  put(feedback: Feedback): Promise<void>;
  /** Newest first. */
  list(limit: number): Promise<Feedback[]>;
  /** What was said of the turns of a session, in no order. */
  ofSession(sessionId: string): Promise<Feedback[]>;
}
