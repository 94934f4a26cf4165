import type { DatabaseSync } from 'node:sqlite';
import { Conflict } from '#core/domain/errors.ts';
import type { Side } from '#core/ports/knowledge-base.ts';
import type { Serving, ServingVersion } from '#core/ports/serving.ts';
import { transaction } from './database.ts';

/** Which side serves, as rows of `serving`, one per promotion: the newest is the current one. */
export function localServing(database: DatabaseSync): Serving {
  database.exec(`CREATE TABLE IF NOT EXISTS serving (
    version INTEGER PRIMARY KEY,
    side TEXT NOT NULL CHECK (side IN ('blue', 'green')),
    content_hash TEXT NOT NULL,
    articles INTEGER NOT NULL,
    promoted_at TEXT NOT NULL
  ) STRICT`);
  const newest = database.prepare('SELECT * FROM serving ORDER BY version DESC LIMIT ?');
  const insert = database.prepare('INSERT INTO serving (version, side, content_hash, articles, promoted_at) VALUES (?, ?, ?, ?, ?)');

  const history = (limit: number) => newest.all(limit).map((row) => toVersion(row as ServingRow));
  return {
    async current() {
      return history(1)[0] ?? null;
    },
    async history(limit) {
      return history(limit);
    },
    async promote(next) {
      transaction(database, () => {
        const current = history(1)[0]?.version ?? 0;
        if (current !== next.version - 1)
          throw new Conflict(`version ${next.version} cannot serve: version ${current} does since then; run ingest again`);
        insert.run(next.version, next.side, next.contentHash, next.articles, next.promotedAt);
      });
    },
  };
}

type ServingRow = { version: number; side: Side; content_hash: string; articles: number; promoted_at: string };

function toVersion(row: ServingRow): ServingVersion {
  return {
    version: row.version,
    side: row.side,
    contentHash: row.content_hash,
    articles: row.articles,
    promotedAt: row.promoted_at,
  };
}
