import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Opens `threadwell.db` in the data folder. Several processes may have it open (server and command line): WAL lets readers go on, and
 * `timeout` makes a second writer wait instead of failing at once. Each adapter creates its own tables.
 * NORMAL does not wait for the disk at each commit: a killed process loses nothing, a power cut may lose what was committed since the
 * last commit of a FULL connection, or the last checkpoint, and never leaves half of a transaction.
 */
export function openDatabase(dataDir: string, synchronous: 'FULL' | 'NORMAL' = 'FULL'): DatabaseSync {
  mkdirSync(dataDir, { recursive: true });
  const database = new DatabaseSync(path.join(dataDir, 'threadwell.db'), { timeout: 5000 });
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA foreign_keys = ON;`);
  return database;
}

/** Gives a table of an earlier version a column that it does not have yet. The names are ours, never input. */
export function addColumn(database: DatabaseSync, table: string, column: string, type: string): void {
  const columns = database.prepare(`PRAGMA table_info(${table})`).all();
  if (!columns.some(({ name }) => name === column)) database.exec(`ALTER TABLE ${table} ADD COLUMN ${column} ${type}`);
}

/** Runs `work` in one write transaction: all of it happens, or nothing. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
