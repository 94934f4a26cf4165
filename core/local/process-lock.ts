import { DatabaseSync } from 'node:sqlite';

/**
 * Takes a named lock beside the database and returns what lets go of it, or null while another process (or another part of this one) has
 * it. It ends with its process, however that ends: an open write transaction on a small database of its own. A row with a lease would
 * make the run after a crash wait. Databases in memory have one process and no lock.
 */
export function processLock(database: DatabaseSync, name: string): (() => void) | null {
  const location = database.location();
  if (!location) return () => {};
  const holder = new DatabaseSync(`${location}-${name}`, { timeout: 0 });
  try {
    holder.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    holder.close();
    // SQLITE_BUSY; anything else is a fault of the disk.
    if ((error as { errcode?: number }).errcode === 5) return null;
    throw error;
  }
  return () => holder.close();
}
