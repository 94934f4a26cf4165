import { DAY_MS } from '#core/domain/retention.ts';

/** The beginning of a period that ends now: whole days of UTC, today among them. */
export function startOfPeriod(now: Date, days: number): string {
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  return new Date(today - (days - 1) * DAY_MS).toISOString();
}

/** `2026-11-21` and the days before it, oldest first. */
export function daysOfPeriod(now: Date, days: number): string[] {
  const first = Date.parse(startOfPeriod(now, days));
  return Array.from({ length: days }, (_, index) => dayOf(new Date(first + index * DAY_MS).toISOString()));
}

export function dayOf(iso: string): string {
  return iso.slice(0, 10);
}
