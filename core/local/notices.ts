import type { DatabaseSync } from 'node:sqlite';
import { DAY_MS, NOTICE_KEY_KEPT_DAYS } from '#core/domain/retention.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Log } from '#core/ports/log.ts';
import { type Notice, type Notices, oneLine } from '#core/ports/notices.ts';
import { transaction } from './database.ts';

type KeptNotice = Omit<Notice, 'key'> & { readonly at: string };
export type KeptNotices = Notices & {
  /** The newest first. */
  list(limit: number): Promise<KeptNotice[]>;
};

/** Enough to look back on the desk page. */
const MAX_KEPT = 200;

/** Notices as lines of the log, and the newest in a table for the desk page. */
export function localNotices(database: DatabaseSync, clock: Clock, log: Log): KeptNotices {
  database.exec(`
    CREATE TABLE IF NOT EXISTS notices (
      id INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      message TEXT NOT NULL
    ) STRICT;
  `);
  database.exec('CREATE TABLE IF NOT EXISTS notice_keys (key TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT');
  const remember = database.prepare('INSERT INTO notice_keys (key, at) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const forget = database.prepare('DELETE FROM notice_keys WHERE at <= ?');
  const insert = database.prepare('INSERT INTO notices (at, kind, subject, message) VALUES (?, ?, ?, ?)');
  const removeOld = database.prepare('DELETE FROM notices WHERE id <= (SELECT max(id) FROM notices) - ?');
  const select = database.prepare('SELECT at, kind, subject, message FROM notices ORDER BY id DESC LIMIT ?');

  return {
    async send({ kind, subject, message, key }) {
      const line = oneLine(subject);
      const now = clock.now();
      const isNew = transaction(database, () => {
        forget.run(new Date(now.getTime() - NOTICE_KEY_KEPT_DAYS * DAY_MS).toISOString());
        if (key !== undefined && remember.run(key, now.toISOString()).changes === 0) return false;
        insert.run(now.toISOString(), kind, line, message);
        removeOld.run(MAX_KEPT);
        return true;
      });
      if (!isNew) return;
      if (kind === 'failure') log.warn(`notice: ${line}`);
      else log.info(`notice: ${line}`);
    },
    async list(limit) {
      return select.all(limit).map((row) => ({ ...row })) as KeptNotice[];
    },
  };
}
