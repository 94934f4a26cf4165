import type { DatabaseSync } from 'node:sqlite';
import type { ApiKey } from '#core/domain/api-key.ts';
import { Conflict } from '#core/domain/errors.ts';
import type { ApiKeys } from '#core/ports/api-keys.ts';

type Row = Omit<ApiKey, 'scopes'> & { readonly scopes: string };

const COLUMNS = 'id, name, hash, scopes, per_minute AS perMinute, per_day AS perDay, created_at AS createdAt, revoked_at AS revokedAt';

/** Keys in a table. */
export function localApiKeys(database: DatabaseSync): ApiKeys {
  database.exec(`
    CREATE TABLE IF NOT EXISTS api_keys (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      hash TEXT NOT NULL,
      scopes TEXT NOT NULL,
      per_minute INTEGER NOT NULL,
      per_day INTEGER NOT NULL,
      created_at TEXT NOT NULL,
      revoked_at TEXT
    ) STRICT;
  `);
  const insert = database.prepare(
    `INSERT INTO api_keys (id, name, hash, scopes, per_minute, per_day, created_at, revoked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  );
  const select = database.prepare(`SELECT ${COLUMNS} FROM api_keys WHERE id = ?`);
  const selectAll = database.prepare(`SELECT ${COLUMNS} FROM api_keys ORDER BY name`);
  const revoke = database.prepare(`UPDATE api_keys SET revoked_at = coalesce(revoked_at, ?) WHERE id = ? RETURNING ${COLUMNS}`);

  return {
    async create({ id, name, hash, scopes, perMinute, perDay, createdAt, revokedAt }) {
      const { changes } = insert.run(id, name, hash, scopes.join(' '), perMinute, perDay, createdAt, revokedAt);
      if (changes === 0) throw new Conflict(`the name ${name} has or had a key; choose another name`);
    },
    async get(id) {
      return fromRow(select.get(id) as Row | undefined);
    },
    async list() {
      return (selectAll.all() as Row[]).flatMap((row) => fromRow(row) ?? []);
    },
    async revoke(id, at) {
      return fromRow(revoke.get(at, id) as Row | undefined);
    },
  };
}

function fromRow(row: Row | undefined): ApiKey | null {
  return row ? { ...row, scopes: row.scopes.split(' ') as ApiKey['scopes'] } : null;
}
