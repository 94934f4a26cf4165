import type { DatabaseSync } from 'node:sqlite';
import type { Draft } from '#core/domain/draft.ts';
import { Conflict } from '#core/domain/errors.ts';
import type { Drafts } from '#core/ports/drafts.ts';

/** Drafts as rows of JSON in `threadwell.db`; version and state have columns of their own, because writes and lists ask for them. */
export function localDrafts(database: DatabaseSync): Drafts {
  database.exec(
    'CREATE TABLE IF NOT EXISTS drafts (id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL, draft TEXT NOT NULL) STRICT',
  );
  const select = database.prepare('SELECT draft FROM drafts WHERE id = ?');
  const all = database.prepare('SELECT draft FROM drafts ORDER BY id');
  const inState = database.prepare('SELECT draft FROM drafts WHERE state = ? ORDER BY id');
  const insert = database.prepare('INSERT INTO drafts (id, version, state, draft) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING');
  const update = database.prepare('UPDATE drafts SET version = ?, state = ?, draft = ? WHERE id = ? AND version = ?');

  return {
    async get(id) {
      const row = select.get(id);
      return row ? toDraft(row) : null;
    },
    async list(state) {
      return (state ? inState.all(state) : all.all()).map(toDraft);
    },
    async put(draft) {
      const { id, version, state } = draft;
      const json = JSON.stringify(draft);
      const { changes } = version === 1 ? insert.run(id, version, state, json) : update.run(version, state, json, id, version - 1);
      if (changes !== 1) throw new Conflict(`draft ${id} is no longer at version ${version - 1}; read it again and repeat the change`);
    },
  };
}

function toDraft(row: Record<string, unknown>): Draft {
  return JSON.parse(String(row.draft)) as Draft;
}
