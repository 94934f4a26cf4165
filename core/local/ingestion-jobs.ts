import type { DatabaseSync } from 'node:sqlite';
import { Conflict, NotFound } from '#core/domain/errors.ts';
import type { Source } from '#core/domain/passage.ts';
import type { IngestionJob, Side } from '#core/ports/knowledge-base.ts';
import { processLock } from './process-lock.ts';

/** The table of jobs, and the lock that lets one job a side run. */
export function ingestionJobs(database: DatabaseSync) {
  database.exec(`CREATE TABLE IF NOT EXISTS kb_jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    side TEXT NOT NULL, source TEXT NOT NULL, status TEXT NOT NULL, started_at TEXT NOT NULL,
    scanned INTEGER NOT NULL DEFAULT 0, indexed INTEGER NOT NULL DEFAULT 0, deleted INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0, failure_reasons TEXT NOT NULL DEFAULT '[]'
  ) STRICT`);
  const insert = database.prepare(`INSERT INTO kb_jobs (side, source, status, started_at) VALUES (?, ?, 'IN_PROGRESS', ?)`);
  const orphan = database.prepare(
    `UPDATE kb_jobs SET status = 'STOPPED', failure_reasons = '["its process ended; start a new job"]'
     WHERE side = ? AND status = 'IN_PROGRESS'`,
  );
  const finish = database.prepare(
    'UPDATE kb_jobs SET status = ?, scanned = ?, indexed = ?, deleted = ?, failed = ?, failure_reasons = ? WHERE id = ?',
  );
  const find = database.prepare('SELECT * FROM kb_jobs WHERE id = ?');
  const running = new Set<Side>();

  return {
    /** Takes the lock of a side and notes a new job. Throws Conflict while somebody, here or in another process, has the lock. */
    begin(side: Side, source: Source, startedAt: string): { jobId: string; release: () => void } {
      if (running.has(side)) throw busy(side);
      const unlock = processLock(database, `ingestion-${side}`);
      if (!unlock) throw busy(side);
      running.add(side);
      const release = () => {
        running.delete(side);
        unlock();
      };
      try {
        // Whoever has the lock knows that no other job of the side is alive.
        orphan.run(side);
        return { jobId: String(insert.run(side, source, startedAt).lastInsertRowid), release };
      } catch (error) {
        release();
        throw error;
      }
    },
    finish({ jobId, status, statistics, failureReasons }: IngestionJob): void {
      const { scanned, indexed, deleted, failed } = statistics;
      finish.run(status, scanned, indexed, deleted, failed, JSON.stringify(failureReasons), Number(jobId));
    },
    get(jobId: string): IngestionJob {
      const row = /^\d{1,15}$/.test(jobId) ? find.get(Number(jobId)) : undefined;
      if (!row) throw new NotFound(`ingestion job ${jobId} is unknown; start a new one`);
      return toJob(row as JobRow);
    },
  };
}

type JobRow = IngestionJob['statistics'] & { id: number; status: IngestionJob['status']; failure_reasons: string };

function toJob(row: JobRow): IngestionJob {
  const { scanned, indexed, deleted, failed } = row;
  return {
    jobId: String(row.id),
    status: row.status,
    statistics: { scanned, indexed, deleted, failed },
    failureReasons: JSON.parse(row.failure_reasons) as string[],
  };
}

function busy(side: Side): Conflict {
  return new Conflict(`another ingestion of the ${side} side is running; wait until it ends`);
}
