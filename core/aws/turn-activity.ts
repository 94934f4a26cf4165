import { DAY_MS, TURN_KEPT_DAYS } from '#core/domain/retention.ts';
import type { ActivityRange, SessionActivity } from '#core/ports/turns.ts';
import type { DynamoTable } from './table.ts';

/** Rows in a read of the index: a turn has some kilobytes, and a megabyte at once is read for a list that may be full after ten of them. */
const PAGE_SIZE = 100;
/** Clocks of two functions differ, at midnight by a day. */
const SKEW_DAYS = 1;

/**
 * Where a turn stands in the index: a partition for each day (UTC), since one for all would take a thousand writes a second at most. Without it
 * conversations could only be listed by scanning the table. The index has whole rows, as lists of drafts need them, so that each write of a turn is
 * paid for twice: some four write units for an answer of 3 KB. A small row of its own to point at the turn would save half of those, cost two, and
 * keep every visitor waiting for one write more.
 */
export function activityKey(activity: SessionActivity) {
  return { gsi1pk: `turn#${dayOf(activity.at)}`, gsi1sk: positionOf(activity) };
}

/** The sessions of a range, day by day, newest first; reads no further than it must. */
export async function recentSessions(table: DynamoTable, now: Date, { from, before, limit }: ActivityRange): Promise<SessionActivity[]> {
  const found = new Map<string, SessionActivity>();
  for (const day of daysBack(before ? Date.parse(before.at) : now.getTime() + SKEW_DAYS * DAY_MS, Date.parse(from))) {
    if (found.size >= limit) break;
    const last = before && dayOf(before.at) === day ? positionOf(before) : `${day}~`;
    if (from > last) break;
    for await (const row of table.listIndex(`turn#${day}`, { between: [from, last], newestFirst: true, pageSize: PAGE_SIZE })) {
      const activity = { sessionId: String(row.sessionId), at: String(row.startedAt) };
      // BETWEEN takes its ends in, `before` does not.
      if ((before && positionOf(activity) === last) || found.has(activity.sessionId)) continue;
      found.set(activity.sessionId, activity);
      if (found.size >= limit) break;
    }
  }
  return [...found.values()];
}

/** The days from the one to the other, newest first; none that is older than turns are kept. */
function* daysBack(newest: number, oldest: number): Generator<string> {
  const days = Math.floor(newest / DAY_MS) - Math.floor(oldest / DAY_MS);
  for (let back = 0; back <= Math.min(days, TURN_KEPT_DAYS + SKEW_DAYS); back++)
    yield dayOf(new Date(newest - back * DAY_MS).toISOString());
}

function positionOf({ sessionId, at }: SessionActivity): string {
  return `${at} ${sessionId}`;
}

function dayOf(iso: string): string {
  return iso.slice(0, 10);
}
