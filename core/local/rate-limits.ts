import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '#core/ports/clock.ts';
import type { RateLimits } from '#core/ports/rate-limits.ts';

/** Counters in a table, so that a restart does not give a day's allowance anew. Windows begin at multiples of their length since 1970. */
export function localRateLimits(database: DatabaseSync, clock: Clock): RateLimits {
  database.exec(`
    CREATE TABLE IF NOT EXISTS rate_limits (
      key TEXT NOT NULL,
      window_ends INTEGER NOT NULL,
      used INTEGER NOT NULL,
      PRIMARY KEY (key, window_ends)
    ) STRICT;
    CREATE INDEX IF NOT EXISTS rate_limits_by_end ON rate_limits (window_ends);
  `);
  const removeOld = database.prepare('DELETE FROM rate_limits WHERE window_ends <= ?');
  const count = database.prepare(
    `INSERT INTO rate_limits (key, window_ends, used) VALUES (?1, ?2, 1)
     ON CONFLICT (key, window_ends) DO UPDATE SET used = used + 1 WHERE used < ?3`,
  );

  return {
    async take(key, limit, windowSeconds) {
      const now = Math.floor(clock.now().getTime() / 1000);
      const windowEnds = (Math.floor(now / windowSeconds) + 1) * windowSeconds;
      const retryAfterSeconds = windowEnds - now;
      if (limit < 1) return { allowed: false, retryAfterSeconds };
      removeOld.run(now);
      // Two windows of different length may end together: the length is part of the name.
      const { changes } = count.run(`${windowSeconds} ${key}`, windowEnds, limit);
      return { allowed: changes === 1, retryAfterSeconds };
    },
  };
}
