import type { DatabaseSync } from 'node:sqlite';
import { Conflict, NotFound } from '#core/domain/errors.ts';
import type { Confirmation, TicketFields } from '#core/domain/ticket.ts';
import type { Confirmations } from '#core/ports/confirmations.ts';

type Row = {
  confirmation_id: string;
  session_id: string;
  turn_id: string;
  action: 'create_ticket';
  fields: string;
  status: Confirmation['status'];
  expires_at: string;
  ticket_id: string | null;
  ticket_url: string | null;
};

/** Confirmations in a table; each move is one conditional update, so that only one of many callers makes it. */
export function localConfirmations(database: DatabaseSync): Confirmations {
  database.exec(`
    CREATE TABLE IF NOT EXISTS confirmations (
      confirmation_id TEXT PRIMARY KEY,
      session_id TEXT NOT NULL,
      turn_id TEXT NOT NULL,
      action TEXT NOT NULL,
      fields TEXT NOT NULL,
      status TEXT NOT NULL,
      expires_at TEXT NOT NULL,
      ticket_id TEXT,
      ticket_url TEXT
    ) STRICT;
  `);
  const insert = database.prepare(
    `INSERT INTO confirmations (confirmation_id, session_id, turn_id, action, fields, status, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const select = database.prepare('SELECT * FROM confirmations WHERE confirmation_id = ?');
  const accept = database.prepare(
    `UPDATE confirmations SET status = 'accepted', fields = ? WHERE confirmation_id = ? AND status = 'offered' RETURNING *`,
  );
  const cancel = database.prepare(
    `UPDATE confirmations SET status = 'cancelled' WHERE confirmation_id = ? AND status = 'offered' RETURNING *`,
  );
  const file = database.prepare(
    `UPDATE confirmations SET status = 'filed', ticket_id = ?, ticket_url = ? WHERE confirmation_id = ? AND status = 'accepted'`,
  );
  const find = (confirmationId: string) => toConfirmation(select.get(confirmationId) as Row | undefined);

  return {
    async offer(offered) {
      const { confirmationId, sessionId, turnId, action, fields, status, expiresAt } = offered;
      insert.run(confirmationId, sessionId, turnId, action, JSON.stringify(fields), status, expiresAt);
    },
    async get(confirmationId) {
      return find(confirmationId);
    },
    async accept(confirmationId, fields) {
      return toConfirmation(accept.get(JSON.stringify(fields), confirmationId) as Row | undefined);
    },
    async cancel(confirmationId) {
      return toConfirmation(cancel.get(confirmationId) as Row | undefined);
    },
    async filed(confirmationId, ticket) {
      if (file.run(ticket.id, ticket.url, confirmationId).changes === 1) return;
      const stored = find(confirmationId);
      if (!stored) throw new NotFound(`confirmation ${confirmationId} does not exist`);
      if (stored.status !== 'filed') throw new Conflict(`confirmation ${confirmationId} is ${stored.status}, not accepted`);
      if (stored.ticket?.id !== ticket.id)
        throw new Conflict(`confirmation ${confirmationId} has ticket ${stored.ticket?.id}; ${ticket.id} would be a second one`);
    },
  };
}

function toConfirmation(row: Row | undefined): Confirmation | null {
  if (!row) return null;
  return {
    confirmationId: row.confirmation_id,
    sessionId: row.session_id,
    turnId: row.turn_id,
    action: row.action,
    fields: JSON.parse(row.fields) as TicketFields,
    status: row.status,
    expiresAt: row.expires_at,
    ...(row.ticket_id !== null && row.ticket_url !== null ? { ticket: { id: row.ticket_id, url: row.ticket_url } } : {}),
  };
}
