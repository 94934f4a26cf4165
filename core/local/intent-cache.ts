import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '#core/ports/clock.ts';
import type { IntentCache } from '#core/ports/intent-cache.ts';

/** Readings in a table, as JSON. Those whose time is over are not given any more; the sweep removes them. */
export function localIntentCache(database: DatabaseSync, clock: Clock): IntentCache {
  database.exec(`
    CREATE TABLE IF NOT EXISTS intents (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL,
      expires_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS intents_by_end ON intents (expires_at);
  `);
  const replace = database.prepare('INSERT OR REPLACE INTO intents (key, value, expires_at) VALUES (?, ?, ?)');
  const select = database.prepare('SELECT value FROM intents WHERE key = ? AND expires_at > ?');

  return {
    async get(key) {
      const row = select.get(key, clock.now().toISOString());
      return row ? (JSON.parse(String(row.value)) as unknown) : null;
    },
    async put(key, value, seconds) {
      replace.run(key, JSON.stringify(value), new Date(clock.now().getTime() + seconds * 1000).toISOString());
    },
  };
}
