import { flipBack, type RollbackReport, restoringRun, versionToRestore } from './flip-back.ts';
import type { IngestReport } from './report.ts';
import { type MachinePort, startRefresh } from './start-refresh.ts';
import type { IngestPorts } from './steps.ts';

/**
 * Serves an earlier version again, the one before with other content where none is named. Where the other side still holds it, proven, that is
 * one row; else its CSVs are ingested once more. `by` is who wants it, for the report. Throws InvalidInput or NotFound when there is nothing to
 * go back to, Conflict when an ingest promoted meanwhile.
 */
export async function rollback(
  wanted: number | undefined,
  ports: IngestPorts & MachinePort,
  by?: string,
): Promise<RollbackReport | IngestReport> {
  const restoring = await versionToRestore(wanted, by, ports);
  const flipped = await flipBack(restoring, ports);
  if (flipped) return flipped;
  const report = await startRefresh(restoringRun(restoring), ports);
  if (report.status !== 'promoted') return report;
  const { target } = restoring;
  return { version: report.version!, restored: target.version, articles: target.articles, how: 'ingested' };
}
