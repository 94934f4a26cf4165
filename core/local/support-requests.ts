import type { DatabaseSync } from 'node:sqlite';
import type { Attachment, Submitter, SupportRequest } from '#core/domain/support-request.ts';
import type { SupportRequests } from '#core/ports/support-requests.ts';

type Row = {
  id: string;
  submitter_kind: Submitter['kind'];
  submitter_id: string;
  customer_id: string | null;
  email: string | null;
  content: string;
  attachments: string;
  state: SupportRequest['state'];
  created_at: string;
  reason: string | null;
  ticket: string | null;
};

/** Requests in a table; each move is one conditional update, so that only one of many callers makes it. */
export function localSupportRequests(database: DatabaseSync): SupportRequests {
  database.exec(`
    CREATE TABLE IF NOT EXISTS support_requests (
      id TEXT PRIMARY KEY,
      submitter_kind TEXT NOT NULL,
      submitter_id TEXT NOT NULL,
      customer_id TEXT,
      email TEXT,
      content TEXT NOT NULL,
      attachments TEXT NOT NULL,
      state TEXT NOT NULL,
      created_at TEXT NOT NULL,
      reason TEXT,
      ticket TEXT
    ) STRICT;
    CREATE INDEX IF NOT EXISTS support_requests_by_state ON support_requests (state, created_at);
  `);
  const insert = database.prepare(
    `INSERT INTO support_requests (id, submitter_kind, submitter_id, customer_id, email, content, attachments, state, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const select = database.prepare('SELECT * FROM support_requests WHERE id = ?');
  const update = database.prepare(
    `UPDATE support_requests SET state = ?, reason = coalesce(?, reason), ticket = coalesce(?, ticket)
     WHERE id = ? AND state = ? RETURNING *`,
  );
  const selectByState = database.prepare('SELECT * FROM support_requests WHERE state = ? ORDER BY created_at, rowid LIMIT ?');

  return {
    async create(request) {
      const { id, submitter, customerId, email, content, attachments, state, createdAt } = request;
      const files = JSON.stringify(attachments);
      const { changes } = insert.run(id, submitter.kind, submitter.id, customerId, email, content, files, state, createdAt);
      return changes === 1 ? request : fromRow(select.get(id) as Row);
    },
    async get(id) {
      const row = select.get(id) as Row | undefined;
      return row ? fromRow(row) : null;
    },
    async move(id, from, { state, reason = null, ticket }) {
      const row = update.get(state, reason, ticket ? JSON.stringify(ticket) : null, id, from) as Row | undefined;
      return row ? fromRow(row) : null;
    },
    async list(state, limit) {
      return (selectByState.all(state, limit) as Row[]).map(fromRow);
    },
  };
}

function fromRow(row: Row): SupportRequest {
  return {
    id: row.id,
    submitter: { kind: row.submitter_kind, id: row.submitter_id },
    customerId: row.customer_id,
    email: row.email,
    content: row.content,
    attachments: JSON.parse(row.attachments) as Attachment[],
    state: row.state,
    createdAt: row.created_at,
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.ticket === null ? {} : { ticket: JSON.parse(row.ticket) as { id: string; url: string } }),
  };
}
