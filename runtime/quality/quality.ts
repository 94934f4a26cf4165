import { ANSWER_KINDS, type AnswerDay, dayOf } from '#core/domain/answer-day.ts';
import type { Freshness } from '#core/domain/freshness.ts';
import type { GapQuestion } from '#core/domain/gap.ts';
import { DAY_MS } from '#core/domain/retention.ts';
import type { Feedback } from '#core/ports/feedback.ts';
import { byTurn } from '../gaps/by-turn.ts';

/** What happened on a day, in UTC. */
export type QualityDay = AnswerDay & {
  readonly helpful: number;
  readonly unhelpful: number;
  /** Questions that got no good answer, and those that do now. */
  readonly gapsOpened: number;
  readonly gapsClosed: number;
};

/** Articles whose age is from `fromDays` up to, and not including, `toDays`; null: no end. */
export type AgeGroup = { readonly fromDays: number; readonly toDays: number | null; readonly articles: number };

/** What people look at docs by: this month, this quarter, this half-year, this year, and what nobody has touched since. */
const AGE_BOUNDS = [0, 30, 90, 180, 365] as const;

/** Every one of the days that end with today, also those on which nothing happened. Pure. */
export function qualityDays(
  { today, days }: { readonly today: string; readonly days: number },
  { answers, feedback, gaps }: { answers: readonly AnswerDay[]; feedback: readonly Feedback[]; gaps: readonly GapQuestion[] },
): QualityDay[] {
  const counted = new Map(answers.map((one) => [one.day, one]));
  const questions = byTurn(gaps);
  const helpful = perDay(feedback.filter((one) => one.helpful).map(({ at }) => at));
  const unhelpful = perDay(feedback.filter((one) => !one.helpful).map(({ at }) => at));
  const opened = perDay(questions.map(({ at }) => at));
  const closed = perDay(questions.flatMap(({ closed: proof }) => proof?.at ?? []));
  const none = Object.fromEntries(ANSWER_KINDS.map((kind) => [kind, 0])) as Omit<AnswerDay, 'day'>;
  return daysUntil(today, days).map((day) => ({
    ...(counted.get(day) ?? { day, ...none }),
    helpful: helpful.get(day) ?? 0,
    unhelpful: unhelpful.get(day) ?? 0,
    gapsOpened: opened.get(day) ?? 0,
    gapsClosed: closed.get(day) ?? 0,
  }));
}

/** The first of the days that end with today. */
export function firstDay(today: string, days: number): string {
  return dayOf(new Date(Date.parse(today) - (days - 1) * DAY_MS).toISOString());
}

/** How long ago the content of each article last changed. Pure. */
export function articleAges({ changed }: Pick<Freshness, 'changed'>, now: Date): AgeGroup[] {
  const ages = [...changed.values()].map((at) => Math.max(0, now.getTime() - Date.parse(at)) / DAY_MS);
  return AGE_BOUNDS.map((fromDays, index) => {
    const toDays = AGE_BOUNDS[index + 1] ?? null;
    return { fromDays, toDays, articles: ages.filter((age) => age >= fromDays && (toDays === null || age < toDays)).length };
  });
}

function perDay(times: readonly string[]): Map<string, number> {
  return new Map([...Map.groupBy(times, dayOf)].map(([day, all]) => [day, all.length]));
}

function daysUntil(today: string, days: number): string[] {
  return Array.from({ length: days }, (_, place) => firstDay(today, days - place));
}
