import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '#core/ports/clock.ts';
import type { Log } from '#core/ports/log.ts';
import { type Notice, type Notices, oneLine } from '#core/ports/notices.ts';

export type KeptNotice = Notice & { readonly at: string };

/** Enough to look back on the desk page. */
const MAX_KEPT = 200;

/** Notices as lines of the log, and the newest in a table for the desk page. */
export function localNotices(database: DatabaseSync, clock: Clock, log: Log): Notices & { list(limit: number): Promise<KeptNotice[]> } {
  database.exec(`
    CREATE TABLE IF NOT EXISTS notices (
      id INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      message TEXT NOT NULL
    ) STRICT;
  `);
  const insert = database.prepare('INSERT INTO notices (at, kind, subject, message) VALUES (?, ?, ?, ?)');
  const removeOld = database.prepare('DELETE FROM notices WHERE id <= (SELECT max(id) FROM notices) - ?');
  const select = database.prepare('SELECT at, kind, subject, message FROM notices ORDER BY id DESC LIMIT ?');

  return {
    async send({ kind, subject, message }) {
      const line = oneLine(subject);
      insert.run(clock.now().toISOString(), kind, line, message);
      removeOld.run(MAX_KEPT);
      if (kind === 'failure') log.warn(`notice: ${line}`);
      else log.info(`notice: ${line}`);
    },
    async list(limit) {
      return select.all(limit).map((row) => ({ ...row })) as KeptNotice[];
    },
  };
}
