import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '#core/ports/clock.ts';
import type { RateLimits, Use } from '#core/ports/rate-limits.ts';
import { transaction } from './database.ts';

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
  const select = database.prepare('SELECT used FROM rate_limits WHERE key = ? AND window_ends = ?');
  const count = database.prepare(
    'INSERT INTO rate_limits (key, window_ends, used) VALUES (?, ?, ?) ON CONFLICT (key, window_ends) DO UPDATE SET used = used + excluded.used',
  );
  const uncount = database.prepare('UPDATE rate_limits SET used = max(0, used - ?) WHERE key = ? AND window_ends = ?');
  const nowSeconds = () => Math.floor(clock.now().getTime() / 1000);

  return {
    async take(uses) {
      const now = nowSeconds();
      const counters = uses.map((use) => counterOf(use, now));
      // One write for all of them: a commit waits for the disk.
      return transaction(database, () => {
        removeOld.run(now);
        const refused = uses.findIndex(({ limit, amount = 1 }, index) => usedOf(select.get(...counters[index]!)) + amount > limit);
        if (refused >= 0) return { allowed: false, refused, retryAfterSeconds: counters[refused]![1] - now } as const;
        for (const [index, counter] of counters.entries()) count.run(...counter, uses[index]!.amount ?? 1);
        return { allowed: true } as const;
      });
    },
    async giveBack(uses) {
      const now = nowSeconds();
      transaction(database, () => {
        for (const use of uses) uncount.run(use.amount ?? 1, ...counterOf(use, now));
      });
    },
  };
}

/** Two windows of different length may end together: the length is part of the name. */
function counterOf({ key, windowSeconds }: Use, now: number): readonly [name: string, windowEnds: number] {
  return [`${windowSeconds} ${key}`, (Math.floor(now / windowSeconds) + 1) * windowSeconds];
}

function usedOf(row: unknown): number {
  return (row as { used: number } | undefined)?.used ?? 0;
}
