import type { DatabaseSync } from 'node:sqlite';
import { CONFIRMATION_KEPT_DAYS, DAY_MS, RAW_TICKETS_FOLDER, TURN_KEPT_DAYS } from '#core/domain/retention.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Log } from '#core/ports/log.ts';
import { sweepRawTickets } from './sweep-raw-tickets.ts';

/** Nothing here is in a hurry: what is over its time is not given out in any case. */
const SWEEP_EVERY_MS = 3_600_000;

/** Removes what is kept for a time only and is over it. Sessions and limits do so themselves. The tables are there. */
export function sweep(database: DatabaseSync, clock: Clock): void {
  const before = (ms: number) => new Date(clock.now().getTime() - ms).toISOString();
  database.prepare('DELETE FROM turns WHERE started_at <= ?').run(before(TURN_KEPT_DAYS * DAY_MS));
  database.prepare('DELETE FROM confirmations WHERE expires_at <= ?').run(before(CONFIRMATION_KEPT_DAYS * DAY_MS));
  database.prepare('DELETE FROM intents WHERE expires_at <= ?').run(before(0));
}

/**
 * Sweeps now, and every hour while the process has other work. Tickets are swept beside the tables; where their files cannot be removed, the
 * log says so and the process goes on. Returns what ends it, to be called before the database is closed.
 */
export function keepSwept(
  database: DatabaseSync,
  clock: Clock,
  { dataDir, log }: { readonly dataDir: string; readonly log: Log },
): () => void {
  const run = () => {
    sweep(database, clock);
    try {
      sweepRawTickets(dataDir, clock.now());
    } catch (error) {
      log.error('tickets that are over their time could not be removed', { folder: RAW_TICKETS_FOLDER }, error);
    }
  };
  run();
  const timer = setInterval(run, SWEEP_EVERY_MS).unref();
  return () => clearInterval(timer);
}
