import type { TurnNotes } from '#core/domain/session.ts';

/** What an assistant notes of an answer: the confidence of its best passage, of several questions the weakest one's, and its threshold. */
export type Match = { readonly confidence: number; readonly minConfidence: number };

/**
 * The part of the way from the threshold to certainty in which an answer counts as weak. Measured with the embedded assistant on the 341
 * questions of `data/samples/golden.csv` and `bench/search/fixtures`: of the 53 answers below 0.43 + 0.4 × 0.57 = 0.658, 27 cite a wrong
 * article, every second one; of the 207 above it 24, one in nine. Between 0.60 and 0.67 it stays every second one; the next ones up, to
 * 0.7, are right four times out of five. On the 86 held-out questions alone: 7 of 13 and 10 of 57. A share and no distance, since each
 * knowledge base has its own scale and threshold; on Bedrock's it is a guess until `eval` has run on a deployed stack.
 */
const WEAK_SHARE = 0.4;

/** Whether an answer was given, but barely. */
export function isWeak({ confidence, minConfidence }: Match): boolean {
  return confidence < minConfidence + WEAK_SHARE * (1 - minConfidence);
}

/** The match among a turn's notes; null where the assistant noted none. */
export function matchOf(notes: TurnNotes | undefined): Match | null {
  const { confidence, minConfidence } = (notes?.match ?? {}) as Partial<Record<keyof Match, unknown>>;
  return typeof confidence === 'number' && typeof minConfidence === 'number' ? { confidence, minConfidence } : null;
}
