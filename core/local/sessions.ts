import type { DatabaseSync } from 'node:sqlite';
import { Conflict } from '#core/domain/errors.ts';
import { RENEWAL_HOURS, type Session } from '#core/domain/session.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Sessions } from '#core/ports/sessions.ts';

const HOUR_MS = 3_600_000;

type Row = { session_id: string; token_hash: string; created_at: string; expires_at: string; subject: string | null };

/** Sessions in a table. Creating one removes those that can no longer be renewed, so that the table needs no caretaker. */
export function localSessions(database: DatabaseSync, clock: Clock): Sessions {
  database.exec(`
    CREATE TABLE IF NOT EXISTS sessions (
      session_id TEXT PRIMARY KEY,
      token_hash TEXT NOT NULL UNIQUE,
      created_at TEXT NOT NULL,
      expires_at TEXT NOT NULL,
      subject TEXT
    ) STRICT;
    CREATE INDEX IF NOT EXISTS sessions_by_end ON sessions (expires_at);
  `);
  const insert = database.prepare('INSERT INTO sessions (session_id, token_hash, created_at, expires_at, subject) VALUES (?, ?, ?, ?, ?)');
  const select = database.prepare('SELECT * FROM sessions WHERE token_hash = ? AND expires_at >= ?');
  const replace = database.prepare('UPDATE sessions SET token_hash = ?, expires_at = ? WHERE session_id = ? AND token_hash = ?');
  const removeOld = database.prepare('DELETE FROM sessions WHERE expires_at < ?');
  const renewableSince = () => new Date(clock.now().getTime() - RENEWAL_HOURS * HOUR_MS).toISOString();

  return {
    async create(session) {
      removeOld.run(renewableSince());
      insert.run(session.sessionId, session.tokenHash, session.createdAt, session.expiresAt, session.subject);
    },
    async findByToken(tokenHash) {
      const row = select.get(tokenHash, renewableSince()) as Row | undefined;
      return row ? fromRow(row) : null;
    },
    async renew(sessionId, previousTokenHash, next) {
      const { changes } = replace.run(next.tokenHash, next.expiresAt, sessionId, previousTokenHash);
      if (changes !== 1) throw new Conflict(`session ${sessionId}: this token was renewed before; use the newest one`);
    },
  };
}

function fromRow(row: Row): Session {
  return {
    sessionId: row.session_id,
    tokenHash: row.token_hash,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    subject: row.subject,
  };
}
