import type { DatabaseSync } from 'node:sqlite';
import { DAY_MS, REQUEST_KEPT_DAYS } from '#core/domain/retention.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Files } from '#core/ports/files.ts';

const FOLDER = 'uploads';

export type SweepRequestsPorts = { readonly database: DatabaseSync; readonly files: Files; readonly clock: Clock };

/**
 * Removes requests that are over their time, and the files that no request and no upload that is waiting has. `mayGoOn` is asked before the
 * database is, since it may have been closed meanwhile. The tables are there. Returns how many files it were.
 */
export async function sweepRequests({ database, files, clock }: SweepRequestsPorts, mayGoOn: () => boolean = () => true): Promise<number> {
  const before = new Date(clock.now().getTime() - REQUEST_KEPT_DAYS * DAY_MS).toISOString();
  database.prepare('DELETE FROM support_requests WHERE created_at <= ?').run(before);
  // Listed before anybody is asked: what comes meanwhile is not in the list.
  const listed = await Array.fromAsync(files.list(FOLDER));
  if (!mayGoOn()) return 0;
  const isWaiting = database.prepare('SELECT 1 FROM uploads WHERE id = ?');
  const kept = new Set(
    database
      .prepare("SELECT DISTINCT file.value ->> 'path' AS path FROM support_requests, json_each(support_requests.attachments) AS file")
      .all()
      .map(({ path }) => String(path)),
  );
  const over = listed.filter(({ path }) => !kept.has(path) && !isWaiting.get(path.split('/')[1] ?? ''));
  for (const { path } of over) await files.remove(path);
  return over.length;
}
