import { DAYS_A_MONTH } from './traffic.ts';

const UNITS: Readonly<Record<string, number>> = { minute: DAYS_A_MONTH * 1_440, hour: DAYS_A_MONTH * 24, day: DAYS_A_MONTH };

/** How often a schedule starts in a month: `rate(…)` as it says; a `cron(…)` counts as once a day, which is what most of them are. */
export function refreshesPerMonth(schedule: string): number {
  const [, every, unit] = /^rate\((\d{1,9}) (minute|hour|day)s?\)$/.exec(schedule.trim()) ?? [];
  return every && unit && Number(every) > 0 ? UNITS[unit]! / Number(every) : DAYS_A_MONTH;
}
