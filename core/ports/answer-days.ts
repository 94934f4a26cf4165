import type { AnswerDay, AnswerKind } from '#core/domain/answer-day.ts';

/** How many turns came to what, by day: counts that stay when the turns themselves are gone. */
export interface AnswerDays {
  /** Counts one turn. `day` as in `2026-11-21`. A call whose answer is lost may count twice. */
  count(day: string, kind: AnswerKind): Promise<void>;
  /** The days from `since` on that have any, oldest first. */
  list(since: string): Promise<AnswerDay[]>;
}
