import type { DatabaseSync } from 'node:sqlite';
import { zendeskUploads } from './zendesk-uploads.ts';

export type DeskUser = { readonly id: number; readonly name: string; readonly email: string };

/** A ticket as Zendesk shows it, without its comments. */
export type DeskTicket = {
  readonly id: number;
  readonly external_id: string | null;
  readonly subject: string;
  readonly description: string;
  readonly status: string;
  readonly priority: string | null;
  /** Left out of tickets of an earlier version. */
  readonly group_id?: number | null;
  readonly type: string | null;
  readonly tags: readonly string[];
  readonly custom_fields: readonly { readonly id: number; readonly value: unknown }[];
  readonly requester_id: number;
  readonly created_at: string;
  readonly updated_at: string;
};

export type DeskComment = {
  readonly id: number;
  readonly author_id: number;
  readonly body: string;
  readonly public: boolean;
  readonly created_at: string;
};

/** The stand-in's own tables: it plays another company's service, so it shares none with us. */
export type ZendeskStore = ReturnType<typeof zendeskStore>;

export function zendeskStore(database: DatabaseSync) {
  database.exec(`
    CREATE TABLE IF NOT EXISTS desk_users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE IF NOT EXISTS desk_tickets (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      external_id TEXT,
      ticket TEXT NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS desk_tickets_by_external_id ON desk_tickets (external_id);
    CREATE TABLE IF NOT EXISTS desk_comments (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      ticket_id INTEGER NOT NULL REFERENCES desk_tickets (id),
      author_id INTEGER NOT NULL,
      body TEXT NOT NULL,
      public INTEGER NOT NULL,
      created_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS desk_comments_by_ticket ON desk_comments (ticket_id);
    CREATE TABLE IF NOT EXISTS desk_idempotency (
      key TEXT PRIMARY KEY,
      request_hash TEXT NOT NULL,
      ticket_id INTEGER NOT NULL,
      response TEXT NOT NULL,
      kept_until TEXT NOT NULL
    ) STRICT;
  `);
  const insertTicket = database.prepare('INSERT INTO desk_tickets (external_id, ticket) VALUES (?, ?)');
  const updateTicket = database.prepare('UPDATE desk_tickets SET external_id = ?, ticket = ? WHERE id = ?');
  const selectTicket = database.prepare('SELECT id, ticket FROM desk_tickets WHERE id = ?');
  const selectTickets = database.prepare('SELECT id, ticket FROM desk_tickets ORDER BY id');
  const selectByExternalId = database.prepare('SELECT id, ticket FROM desk_tickets WHERE external_id = ? ORDER BY id');
  const insertComment = database.prepare(
    'INSERT INTO desk_comments (ticket_id, author_id, body, public, created_at) VALUES (?, ?, ?, ?, ?)',
  );
  const selectComments = database.prepare('SELECT * FROM desk_comments WHERE ticket_id = ? ORDER BY id');
  const insertUser = database.prepare('INSERT INTO desk_users (name, email) VALUES (?, ?) ON CONFLICT (email) DO NOTHING');
  const selectUserByEmail = database.prepare('SELECT * FROM desk_users WHERE email = ?');
  const selectUser = database.prepare('SELECT * FROM desk_users WHERE id = ?');
  const selectAnswer = database.prepare('SELECT request_hash, ticket_id, response FROM desk_idempotency WHERE key = ? AND kept_until > ?');
  const insertAnswer = database.prepare('INSERT OR REPLACE INTO desk_idempotency VALUES (?, ?, ?, ?, ?)');

  return {
    uploads: zendeskUploads(database),
    /** All of it happens, or nothing. */
    atomically<T>(work: () => T): T {
      database.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        database.exec('COMMIT');
        return result;
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
    createTicket(ticket: Omit<DeskTicket, 'id'>): DeskTicket {
      const { lastInsertRowid } = insertTicket.run(ticket.external_id, JSON.stringify(ticket));
      return { id: Number(lastInsertRowid), ...ticket };
    },
    replaceTicket(ticket: DeskTicket): void {
      updateTicket.run(ticket.external_id, JSON.stringify(ticket), ticket.id);
    },
    ticket: (id: number): DeskTicket | null => toTicket(selectTicket.get(id)),
    /** Oldest first. */
    tickets: (): DeskTicket[] => selectTickets.all().flatMap((row) => toTicket(row) ?? []),
    ticketsByExternalId: (externalId: string): DeskTicket[] => selectByExternalId.all(externalId).flatMap((row) => toTicket(row) ?? []),
    addComment(ticketId: number, comment: Omit<DeskComment, 'id'>): number {
      const { lastInsertRowid } = insertComment.run(ticketId, comment.author_id, comment.body, comment.public ? 1 : 0, comment.created_at);
      return Number(lastInsertRowid);
    },
    /** Oldest first. */
    comments: (ticketId: number): DeskComment[] => selectComments.all(ticketId).map(toComment),
    /** The user with this address, made when there is none. */
    userByEmail(email: string, name: string): DeskUser {
      insertUser.run(name, email.toLowerCase());
      return selectUserByEmail.get(email.toLowerCase()) as DeskUser;
    },
    knowsEmail: (email: string): boolean => selectUserByEmail.get(email.toLowerCase()) !== undefined,
    user: (id: number): DeskUser | null => (selectUser.get(id) as DeskUser | undefined) ?? null,
    /** The answer that was given for an idempotency key, while it is kept. */
    answer(key: string, now: string): { requestHash: string; ticketId: number; response: string } | null {
      const row = selectAnswer.get(key, now) as { request_hash: string; ticket_id: number; response: string } | undefined;
      return row ? { requestHash: row.request_hash, ticketId: row.ticket_id, response: row.response } : null;
    },
    keepAnswer(key: string, answer: { requestHash: string; ticketId: number; response: string; keptUntil: string }): void {
      insertAnswer.run(key, answer.requestHash, answer.ticketId, answer.response, answer.keptUntil);
    },
  };
}

function toTicket(row: unknown): DeskTicket | null {
  const stored = row as { id: number; ticket: string } | undefined;
  return stored ? { ...(JSON.parse(stored.ticket) as DeskTicket), id: stored.id } : null;
}

function toComment(row: unknown): DeskComment {
  const stored = row as { id: number; author_id: number; body: string; public: number; created_at: string };
  return { id: stored.id, author_id: stored.author_id, body: stored.body, public: stored.public === 1, created_at: stored.created_at };
}
