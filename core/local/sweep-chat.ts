import type { DatabaseSync } from 'node:sqlite';
import { CONFIRMATION_KEPT_DAYS, DAY_MS, TURN_KEPT_DAYS } from '#core/domain/retention.ts';
import type { Clock } from '#core/ports/clock.ts';

/** Removes what a chat leaves for a time only and is over it. Sessions and limits do so themselves. The tables are there. */
export function sweepChat(database: DatabaseSync, clock: Clock): void {
  const before = (ms: number) => new Date(clock.now().getTime() - ms).toISOString();
  database.prepare('DELETE FROM turns WHERE started_at <= ?').run(before(TURN_KEPT_DAYS * DAY_MS));
  database.prepare('DELETE FROM confirmations WHERE expires_at <= ?').run(before(CONFIRMATION_KEPT_DAYS * DAY_MS));
  database.prepare('DELETE FROM intents WHERE expires_at <= ?').run(before(0));
}
