import { readdirSync, rmdirSync, statSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { DAY_MS, RAW_TICKET_KEPT_DAYS, RAW_TICKETS_FOLDER } from '#core/domain/retention.ts';

/**
 * Removes tickets that were last written before their time, and the folders that this leaves empty, below the data folder. By the time of the
 * file, as S3's lifecycle goes by: a ticket that is worked on stays. A file or folder that somebody else removed meanwhile is none of ours.
 */
export function sweepRawTickets(dataDir: string, now: Date): void {
  removeBefore(path.join(dataDir, RAW_TICKETS_FOLDER), now.getTime() - RAW_TICKET_KEPT_DAYS * DAY_MS);
}

/** Symbolic links are left alone: what they lead to may lie anywhere. */
function removeBefore(folder: string, time: number): void {
  for (const entry of unlessGone(() => readdirSync(folder, { withFileTypes: true })) ?? []) {
    const found = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      // A ticket is written after it was opened: the days that are young need no look at their thousands of files.
      if (openedOn(found) > time) continue;
      removeBefore(found, time);
      if (unlessGone(() => readdirSync(found))?.length === 0) unlessGone(() => rmdirSync(found));
    } else if (entry.isFile() && (unlessGone(() => statSync(found))?.mtimeMs ?? Number.POSITIVE_INFINITY) <= time)
      unlessGone(() => unlinkSync(found));
  }
}

/** The day of a folder `…/year=2026/month=11/day=21`; of any other the beginning of time. */
function openedOn(folder: string): number {
  const day = /year=(\d{4})[/\\]month=(\d{2})[/\\]day=(\d{2})$/.exec(folder);
  return day ? Date.parse(`${day[1]}-${day[2]}-${day[3]}`) || 0 : 0;
}

/** ENOTEMPTY: another process writes a ticket into the folder that was empty a moment ago. */
const GONE = new Set(['ENOENT', 'ENOTEMPTY']);

function unlessGone<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (GONE.has((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
