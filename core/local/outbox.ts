import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '#core/ports/clock.ts';
import type { Outbox, UnfiledTicket } from '#core/ports/outbox.ts';
import { transaction } from './database.ts';

/** Unfiled tickets in a table; the transaction around taking gives each to one process. */
export function localOutbox(database: DatabaseSync, clock: Clock): Outbox {
  database.exec(`
    CREATE TABLE IF NOT EXISTS outbox (
      confirmation_id TEXT PRIMARY KEY,
      due_at TEXT NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX IF NOT EXISTS outbox_by_time ON outbox (due_at);
  `);
  const insert = database.prepare('INSERT INTO outbox (confirmation_id, due_at) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const selectDue = database.prepare(
    'SELECT confirmation_id AS confirmationId, attempts + 1 AS attempts FROM outbox WHERE due_at <= ? ORDER BY due_at LIMIT ?',
  );
  const take = database.prepare('UPDATE outbox SET due_at = ?, attempts = ? WHERE confirmation_id = ?');
  const remove = database.prepare('DELETE FROM outbox WHERE confirmation_id = ?');

  return {
    async put(confirmationId, dueAt) {
      insert.run(confirmationId, dueAt);
    },
    async takeDue(limit, againAt) {
      return transaction(database, () => {
        const due = selectDue.all(clock.now().toISOString(), limit) as UnfiledTicket[];
        for (const { confirmationId, attempts } of due) take.run(againAt(attempts), attempts, confirmationId);
        return due.map(({ confirmationId, attempts }) => ({ confirmationId, attempts }));
      });
    },
    async remove(confirmationId) {
      remove.run(confirmationId);
    },
  };
}
