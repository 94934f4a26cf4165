import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '#core/ports/clock.ts';
import type { Replays } from '#core/ports/replays.ts';

/** Keys in a table. Those whose time is over do not count any more; each new one sweeps them out. */
export function localReplays(database: DatabaseSync, clock: Clock): Replays {
  database.exec(`
    CREATE TABLE IF NOT EXISTS replays (key TEXT PRIMARY KEY, expires_at INTEGER NOT NULL) STRICT;
    CREATE INDEX IF NOT EXISTS replays_by_end ON replays (expires_at);
  `);
  const select = database.prepare('SELECT 1 FROM replays WHERE key = ? AND expires_at > ?');
  const replace = database.prepare('INSERT OR REPLACE INTO replays (key, expires_at) VALUES (?, ?)');
  const sweep = database.prepare('DELETE FROM replays WHERE expires_at <= ?');
  const now = () => clock.now().getTime();
  return {
    async has(key) {
      return select.get(key, now()) !== undefined;
    },
    async remember(key, seconds) {
      sweep.run(now());
      replace.run(key, now() + seconds * 1000);
    },
  };
}
