import type { DatabaseSync } from 'node:sqlite';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import { Conflict, NotFound } from '#core/domain/errors.ts';
import { TURN_LEASE_SECONDS, type Turn, type TurnNotes } from '#core/domain/session.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Ids } from '#core/ports/ids.ts';
import type { SessionActivity, Turns } from '#core/ports/turns.ts';
import { addColumn, transaction } from './database.ts';

type Row = {
  session_id: string;
  turn_id: string;
  text: string;
  state: 'running' | 'finished';
  owner: string;
  lease_until: string;
  started_at: string;
  /** JSON arrays. What came after the end is kept apart, so that an answer stored late does not overwrite a ticket filed early. */
  events: string;
  later_events: string;
  /** A JSON object, or null. */
  notes: string | null;
};

/** Behind every time that is written. */
const LATEST: SessionActivity = { at: '~', sessionId: '' };

/** Turns in a table. The transaction around a claim makes it at most one answer a turn, whichever process asks. */
export function localTurns(database: DatabaseSync, clock: Clock, ids: Ids): Turns {
  database.exec(`
    CREATE TABLE IF NOT EXISTS turns (
      session_id TEXT NOT NULL,
      turn_id TEXT NOT NULL,
      text TEXT NOT NULL,
      state TEXT NOT NULL,
      owner TEXT NOT NULL,
      lease_until TEXT NOT NULL,
      started_at TEXT NOT NULL,
      events TEXT NOT NULL DEFAULT '[]',
      later_events TEXT NOT NULL DEFAULT '[]',
      PRIMARY KEY (session_id, turn_id)
    ) STRICT;
  `);
  addColumn(database, 'turns', 'notes', 'TEXT');
  database.exec('CREATE INDEX IF NOT EXISTS turns_by_start ON turns (started_at, session_id)');
  const select = database.prepare('SELECT * FROM turns WHERE session_id = ? AND turn_id = ?');
  const selectAll = database.prepare('SELECT * FROM turns WHERE session_id = ? ORDER BY started_at, rowid');
  const selectRecent = database.prepare(
    `SELECT session_id AS sessionId, MAX(started_at) AS at FROM turns WHERE started_at >= ? AND (started_at, session_id) < (?, ?)
     GROUP BY session_id ORDER BY at DESC, sessionId DESC LIMIT ?`,
  );
  const insert = database.prepare(
    `INSERT INTO turns (session_id, turn_id, text, state, owner, lease_until, started_at) VALUES (?, ?, ?, 'running', ?, ?, ?)`,
  );
  const takeOver = database.prepare('UPDATE turns SET owner = ?, lease_until = ? WHERE session_id = ? AND turn_id = ?');
  const moveLease = database.prepare(
    `UPDATE turns SET lease_until = ? WHERE session_id = ? AND turn_id = ? AND owner = ? AND state = 'running'`,
  );
  const store = database.prepare(
    `UPDATE turns SET events = ?, notes = ?, state = 'finished' WHERE session_id = ? AND turn_id = ? AND owner = ? AND state = 'running'`,
  );
  const storeLater = database.prepare('UPDATE turns SET later_events = ? WHERE session_id = ? AND turn_id = ?');

  const find = (sessionId: string, turnId: string) => select.get(sessionId, turnId) as Row | undefined;
  const leaseEnd = () => new Date(clock.now().getTime() + TURN_LEASE_SECONDS * 1000).toISOString();
  const mustChange = (changes: number | bigint, turnId: string) => {
    if (changes !== 1) throw new Conflict(`turn ${turnId}: somebody else answers it now`, 'turn_running');
  };

  return {
    async claim({ sessionId, turnId, text }) {
      return transaction(database, () => {
        const row = find(sessionId, turnId);
        const owner = ids.random();
        const now = clock.now().toISOString();
        if (!row) {
          insert.run(sessionId, turnId, text, owner, leaseEnd(), now);
          return { outcome: 'claimed', owner } as const;
        }
        if (row.text !== text) return { outcome: 'conflict' } as const;
        if (row.state === 'finished') return { outcome: 'finished', events: eventsOf(row) } as const;
        if (row.lease_until > now) return { outcome: 'running' } as const;
        takeOver.run(owner, leaseEnd(), sessionId, turnId);
        return { outcome: 'claimed', owner } as const;
      });
    },
    async extend(sessionId, turnId, owner) {
      mustChange(moveLease.run(leaseEnd(), sessionId, turnId, owner).changes, turnId);
    },
    async finish(sessionId, turnId, owner, events, notes) {
      mustChange(store.run(JSON.stringify(events), notes ? JSON.stringify(notes) : null, sessionId, turnId, owner).changes, turnId);
    },
    async append(sessionId, turnId, events) {
      transaction(database, () => {
        const row = find(sessionId, turnId);
        if (!row) throw new NotFound(`turn ${turnId} does not exist`);
        const known = new Set(parseEvents(row.later_events).map((event) => JSON.stringify(event)));
        for (const event of events) known.add(JSON.stringify(event));
        storeLater.run(`[${[...known].join()}]`, sessionId, turnId);
      });
    },
    async list(sessionId) {
      return (selectAll.all(sessionId) as Row[]).map(toTurn);
    },
    async recent({ from, before = LATEST, limit }) {
      const rows = selectRecent.all(from, before.at, before.sessionId, limit) as SessionActivity[];
      return rows.map(({ sessionId, at }) => ({ sessionId, at }));
    },
  };
}

function toTurn(row: Row): Turn {
  const events = row.state === 'finished' ? eventsOf(row) : [];
  const notes = row.notes === null ? {} : { notes: JSON.parse(row.notes) as TurnNotes };
  return { sessionId: row.session_id, turnId: row.turn_id, text: row.text, state: row.state, startedAt: row.started_at, events, ...notes };
}

function eventsOf(row: Row): ChatEvent[] {
  return [...parseEvents(row.events), ...parseEvents(row.later_events)];
}

function parseEvents(json: string): ChatEvent[] {
  return JSON.parse(json) as ChatEvent[];
}
