import type { Source } from './passage.ts';

/** As many questions as say what visitors miss; older ones stay in the store. */
export const MAX_GAP_QUESTIONS = 1_000;

/** Why a question counts as one without a good answer, what tells most first. */
export const GAP_REASONS = [
  /** Nothing was found for it. */
  'unanswered',
  /** It was answered or not, and a ticket was filed after it. */
  'ticket',
  /** The visitor said that its answer did not help. */
  'thumbs_down',
  /** It was answered from passages barely over the threshold. */
  'low_score',
] as const;
export type GapReason = (typeof GAP_REASONS)[number];

/** Each after a count: `2 not answered`. */
export const GAP_REASON_WORDS: Readonly<Record<GapReason, string>> = {
  unanswered: 'not answered',
  ticket: 'became a ticket',
  thumbs_down: 'not helped by the answer',
  low_score: 'barely answered',
};

/** An article that came close, or that was cited and was not enough. */
export type NearMiss = { readonly title: string; readonly url: string };

/** A question that got no good answer, for one reason: a turn with several reasons has a row for each. */
export type GapQuestion = {
  readonly id: string;
  /** Personal data is masked. */
  readonly question: string;
  readonly why: GapReason;
  readonly at: string;
  readonly sessionId: string;
  readonly turnId: string;
  /** Best first. */
  readonly nearest: readonly NearMiss[];
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

/** Reads near misses as adapters keep them. They were addresses alone once; such a row has no other title. */
export function parseNearMisses(json: string): NearMiss[] {
  const kept = JSON.parse(json) as readonly (NearMiss | string)[];
  return kept.map((one) => (typeof one === 'string' ? { title: one, url: one } : one));
}
