import type { DatabaseSync } from 'node:sqlite';
import { type GapClosing, type GapQuestion, parseNearMisses } from '#core/domain/gap.ts';
import type { Gaps } from '#core/ports/gaps.ts';
import { addColumn } from './database.ts';

type Row = {
  id: string;
  question: string;
  why: GapQuestion['why'];
  at: string;
  session_id: string;
  turn_id: string;
  /** A JSON array. */
  nearest: string;
  /** A JSON object, or null. */
  closed: string | null;
};

/** Questions without a good answer in a table. */
export function localGaps(database: DatabaseSync): Gaps {
  database.exec(`
    CREATE TABLE IF NOT EXISTS gaps (
      id TEXT PRIMARY KEY,
      question TEXT NOT NULL,
      why TEXT NOT NULL,
      at TEXT NOT NULL,
      session_id TEXT NOT NULL,
      turn_id TEXT NOT NULL,
      nearest TEXT NOT NULL
    ) STRICT;
  `);
  addColumn(database, 'gaps', 'closed', 'TEXT');
  const insert = database.prepare(
    'INSERT OR IGNORE INTO gaps (id, question, why, at, session_id, turn_id, nearest) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const select = database.prepare('SELECT * FROM gaps ORDER BY at DESC, rowid DESC LIMIT ?');
  const close = database.prepare('UPDATE gaps SET closed = ? WHERE id = ? AND closed IS NULL');

  return {
    async add(gap) {
      insert.run(gap.id, gap.question, gap.why, gap.at, gap.sessionId, gap.turnId, JSON.stringify(gap.nearest));
    },
    async list(limit) {
      return (select.all(limit) as Row[]).map((row) => ({
        id: row.id,
        question: row.question,
        why: row.why,
        at: row.at,
        sessionId: row.session_id,
        turnId: row.turn_id,
        nearest: parseNearMisses(row.nearest),
        ...(row.closed === null ? {} : { closed: JSON.parse(row.closed) as GapClosing }),
      }));
    },
    async close(id, closing) {
      close.run(JSON.stringify(closing), id);
    },
  };
}
