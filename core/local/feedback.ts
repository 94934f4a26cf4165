import type { DatabaseSync } from 'node:sqlite';
import type { Feedback, FeedbackBox } from '#core/ports/feedback.ts';

type Row = { session_id: string; turn_id: string; helpful: number; reason: string | null; comment: string | null; at: string };

/** Thumbs up and down in a table, one row a turn. */
export function localFeedback(database: DatabaseSync): FeedbackBox {
  database.exec(`
    CREATE TABLE IF NOT EXISTS feedback (
      session_id TEXT NOT NULL,
      turn_id TEXT NOT NULL,
      helpful INTEGER NOT NULL,
      reason TEXT,
      comment TEXT,
      at TEXT NOT NULL,
      PRIMARY KEY (session_id, turn_id)
    ) STRICT;
  `);
  const replace = database.prepare(
    'INSERT OR REPLACE INTO feedback (session_id, turn_id, helpful, reason, comment, at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const select = database.prepare('SELECT * FROM feedback ORDER BY at DESC, rowid DESC LIMIT ?');

  const selectSession = database.prepare('SELECT * FROM feedback WHERE session_id = ?');

  return {
    async put(feedback) {
      replace.run(feedback.sessionId, feedback.turnId, feedback.helpful ? 1 : 0, feedback.reason, feedback.comment, feedback.at);
    },
    async list(limit) {
      return (select.all(limit) as Row[]).map(toFeedback);
    },
    async ofSession(sessionId) {
      return (selectSession.all(sessionId) as Row[]).map(toFeedback);
    },
  };
}

function toFeedback(row: Row): Feedback {
  return {
    sessionId: row.session_id,
    turnId: row.turn_id,
    helpful: row.helpful === 1,
    reason: row.reason,
    comment: row.comment,
    at: row.at,
  };
}
