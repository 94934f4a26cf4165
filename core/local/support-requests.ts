import type { DatabaseSync } from 'node:sqlite';
import { DAY_MS, REQUEST_KEPT_DAYS } from '#core/domain/retention.ts';
import type { Attachment, Submitter, SupportRequest } from '#core/domain/support-request.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { SupportRequests } from '#core/ports/support-requests.ts';
import { addColumn } from './database.ts';

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
  retried: number;
  triage: string | null;
  ticket: string | null;
  ticket_status: string | null;
  feedback: string | null;
};

/** What came later than the table. */
const LATER_COLUMNS = {
  retried: 'INTEGER NOT NULL DEFAULT 0',
  triage: 'TEXT',
  claimed_by: 'TEXT',
  claimed_until: 'TEXT',
  ticket_status: 'TEXT',
  ticket_status_at: 'TEXT',
  feedback: 'TEXT',
};

/** Requests in a table; each change is one conditional update, so that only one of many callers makes it. */
export function localSupportRequests(database: DatabaseSync, clock: Clock): SupportRequests {
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
    CREATE INDEX IF NOT EXISTS support_requests_by_age ON support_requests (created_at);
  `);
  for (const [column, type] of Object.entries(LATER_COLUMNS)) addColumn(database, 'support_requests', column, type);
  const insert = database.prepare(
    `INSERT INTO support_requests (id, submitter_kind, submitter_id, customer_id, email, content, attachments, state, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const select = database.prepare('SELECT * FROM support_requests WHERE id = ? AND created_at > ?');
  const move = database.prepare(
    `UPDATE support_requests SET state = ?, reason = coalesce(?, reason), retried = retried + (state = 'parked')
     WHERE id = ? AND created_at > ? AND state = ? RETURNING *`,
  );
  const claim = database.prepare(
    `UPDATE support_requests SET state = 'analysing', retried = retried + (state = 'parked'), claimed_by = :by, claimed_until = :until
     WHERE id = :id AND created_at > :after AND (state IN ('received', 'queued', 'parked')
       OR (state = 'analysing' AND (claimed_by IS NULL OR claimed_by = :by OR claimed_until <= :now)))
     RETURNING *`,
  );
  const keep = database.prepare(
    `UPDATE support_requests SET triage = coalesce(?, triage), ticket = coalesce(?, ticket)
     WHERE id = ? AND state = 'analysing' AND claimed_by = ? RETURNING *`,
  );
  const setStatus = database.prepare(
    `UPDATE support_requests SET ticket_status = :status, ticket_status_at = :at
     WHERE id = :id AND (ticket_status_at IS NULL OR ticket_status_at <= :at)`,
  );
  const setFeedback = database.prepare('UPDATE support_requests SET feedback = ? WHERE id = ? AND triage IS NOT NULL RETURNING *');
  const byState = 'SELECT * FROM support_requests WHERE state = ? AND created_at > ? ORDER BY';
  const selectFirst = {
    oldest: database.prepare(`${byState} created_at, rowid LIMIT ?`),
    newest: database.prepare(`${byState} created_at DESC, rowid DESC LIMIT ?`),
  };
  const after = () => new Date(clock.now().getTime() - REQUEST_KEPT_DAYS * DAY_MS).toISOString();
  const found = (row: unknown) => (row ? fromRow(row as Row) : null);

  return {
    async create(request) {
      const { id, submitter, customerId, email, content, attachments, state, createdAt } = request;
      const files = JSON.stringify(attachments);
      const { changes } = insert.run(id, submitter.kind, submitter.id, customerId, email, content, files, state, createdAt);
      return changes === 1 ? request : (found(select.get(id, after())) ?? request);
    },
    get: async (id) => found(select.get(id, after())),
    move: async (id, from, { state, reason }) => found(move.get(state, reason ? JSON.stringify(reason) : null, id, after(), from)),
    claim: async (id, { by, now, until }) => found(claim.get({ id, by, now, until, after: after() })),
    async keep(id, by, work) {
      const [triage, ticket] = 'triage' in work ? [JSON.stringify(work.triage), null] : [null, JSON.stringify(work.ticket)];
      return found(keep.get(triage, ticket, id, by));
    },
    async setTicketStatus(id, { status, at }) {
      setStatus.run({ id, status, at });
    },
    setFeedback: async (id, feedback) => found(setFeedback.get(JSON.stringify(feedback), id)),
    list: async (state, limit, first = 'oldest') => (selectFirst[first].all(state, after(), limit) as Row[]).map(fromRow),
  };
}

function fromRow(row: Row): SupportRequest {
  const ticket = parse<NonNullable<SupportRequest['ticket']>>(row.ticket);
  const optional = {
    reason: parse<NonNullable<SupportRequest['reason']>>(row.reason),
    retried: row.retried || undefined,
    triage: parse<NonNullable<SupportRequest['triage']>>(row.triage),
    ticket: ticket && { ...ticket, ...(row.ticket_status === null ? {} : { status: row.ticket_status }) },
    feedback: parse<NonNullable<SupportRequest['feedback']>>(row.feedback),
  };
  return {
    id: row.id,
    submitter: { kind: row.submitter_kind, id: row.submitter_id },
    customerId: row.customer_id,
    email: row.email,
    content: row.content,
    attachments: JSON.parse(row.attachments) as Attachment[],
    state: row.state,
    createdAt: row.created_at,
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as Partial<SupportRequest>),
  };
}

function parse<T>(json: string | null): T | undefined {
  return json === null ? undefined : (JSON.parse(json) as T);
}
