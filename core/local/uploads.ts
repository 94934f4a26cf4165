import type { DatabaseSync } from 'node:sqlite';
import type { Submitter } from '#core/domain/support-request.ts';
import type { Upload, UploadType } from '#core/domain/upload.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Uploads } from '#core/ports/uploads.ts';
import { transaction } from './database.ts';

type Row = {
  id: string;
  submitter_kind: Submitter['kind'];
  submitter_id: string;
  name: string;
  type: UploadType;
  expires_at: string;
  path: string | null;
  bytes: number | null;
};

/** Until then the sweep takes the file of an upload for one that a request is being made of. */
const GRACE_MS = 3_600_000;

/** Uploads in a table, until their time is over. */
export function localUploads(database: DatabaseSync, clock: Clock): Uploads {
  database.exec(`
    CREATE TABLE IF NOT EXISTS uploads (
      id TEXT PRIMARY KEY,
      submitter_kind TEXT NOT NULL,
      submitter_id TEXT NOT NULL,
      name TEXT NOT NULL,
      type TEXT NOT NULL,
      expires_at TEXT NOT NULL,
      path TEXT,
      bytes INTEGER,
      request_id TEXT
    ) STRICT;
    CREATE INDEX IF NOT EXISTS uploads_by_end ON uploads (expires_at);
  `);
  const removeOld = database.prepare('DELETE FROM uploads WHERE expires_at <= ?');
  const insert = database.prepare(
    'INSERT INTO uploads (id, submitter_kind, submitter_id, name, type, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const select = database.prepare('SELECT * FROM uploads WHERE id = ? AND expires_at > ?');
  const store = database.prepare('UPDATE uploads SET path = ?, bytes = ? WHERE id = ? AND path IS NULL AND expires_at > ? RETURNING *');
  const isFree = database.prepare(
    'SELECT 1 FROM uploads WHERE id = ? AND path IS NOT NULL AND expires_at > ? AND (request_id IS NULL OR request_id = ?)',
  );
  const attach = database.prepare('UPDATE uploads SET request_id = ? WHERE id = ?');
  const now = () => clock.now().toISOString();

  return {
    async offer({ id, submitter, name, type, expiresAt }) {
      removeOld.run(new Date(clock.now().getTime() - GRACE_MS).toISOString());
      insert.run(id, submitter.kind, submitter.id, name, type, expiresAt);
    },
    async get(id) {
      return fromRow(select.get(id, now()) as Row | undefined);
    },
    async stored(id, { path, bytes }) {
      return fromRow(store.get(path, bytes, id, now()) as Row | undefined);
    },
    async attach(ids, requestId) {
      return transaction(database, () => {
        if (!ids.every((id) => isFree.get(id, now(), requestId))) return false;
        for (const id of ids) attach.run(requestId, id);
        return true;
      });
    },
  };
}

function fromRow(row: Row | undefined): Upload | null {
  if (!row) return null;
  return {
    id: row.id,
    submitter: { kind: row.submitter_kind, id: row.submitter_id },
    name: row.name,
    type: row.type,
    expiresAt: row.expires_at,
    ...(row.path === null || row.bytes === null ? {} : { stored: { path: row.path, bytes: row.bytes } }),
  };
}
