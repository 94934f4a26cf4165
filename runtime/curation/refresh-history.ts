import { InvalidInput } from '#core/domain/errors.ts';
import { parseRefreshReport, REPORTS_FOLDER, type RefreshReport } from '#core/domain/refresh-report.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { ServingVersion } from '#core/ports/serving.ts';

/** A version that was promoted, or a run that was stopped, with what its report says; without one, it was made before reports were kept. */
export type RefreshRun = Omit<RefreshReport, 'version' | 'status'> & {
  readonly status: 'promoted' | 'failed';
  /** Of a promotion what it made, of a stopped run what went on serving. */
  readonly version: number | null;
  /** Null for a stopped run. */
  readonly serving: ServingVersion | null;
  /** Visitors are answered from it now. */
  readonly isCurrent: boolean;
  /** It has other content than what serves, so that it can be served again. */
  readonly canRollBack: boolean;
};

/** What became of the refreshes, newest first, at most `limit`. Reports that cannot be read are logged and left out. */
export async function refreshHistory(limit: number, ports: Pick<Platform, 'serving' | 'files' | 'log'>): Promise<RefreshRun[]> {
  const [versions, reports] = await Promise.all([ports.serving.history(limit), newestReports(limit, ports)]);
  return runsOf(versions, reports).slice(0, limit);
}

/** Pure: versions with their reports, and the stopped runs between them, newest first. */
function runsOf(versions: readonly ServingVersion[], reports: readonly RefreshReport[]): RefreshRun[] {
  const [current] = versions;
  const byVersion = new Map(reports.filter(({ status }) => status === 'promoted').map((report) => [report.version, report]));
  const promoted = versions.map((serving): RefreshRun => {
    const { version, promotedAt, contentHash } = serving;
    const report = byVersion.get(version);
    const restored = report?.restored ?? (report ? undefined : sameContentBefore(serving, versions));
    return {
      ...report,
      ...(restored !== undefined && { restored }),
      at: promotedAt,
      status: 'promoted',
      version,
      serving,
      isCurrent: serving === current,
      canRollBack: contentHash !== current?.contentHash,
    };
  });
  // What a report says of a version that is older than the versions listed would stand there without it.
  const oldest = versions.at(-1)?.promotedAt ?? '';
  const stopped = reports
    .filter(({ status, at }) => status === 'failed' && (at >= oldest || versions.length === 0))
    .map((report): RefreshRun => ({ ...report, serving: null, isCurrent: false, canRollBack: false }));
  return [...promoted, ...stopped].toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

/** A version that has the content of an earlier one and no report was rolled back to before reports were kept of that. */
function sameContentBefore({ version, contentHash }: ServingVersion, versions: readonly ServingVersion[]): number | undefined {
  return versions.find((other) => other.version < version && other.contentHash === contentHash)?.version;
}

/** The newest reports, newest first. */
async function newestReports(limit: number, { files, log }: Pick<Platform, 'files' | 'log'>): Promise<RefreshReport[]> {
  let paths: string[] = [];
  for await (const { path } of files.list(REPORTS_FOLDER)) {
    paths.push(path);
    // They come by their times, oldest first; of years of them only the end is kept.
    if (paths.length >= 2 * limit) paths = paths.slice(-limit);
  }
  const read = await Promise.all(
    paths.slice(-limit).map(async (path) => {
      const text = await files.readText(path);
      try {
        return text === null ? [] : [parseRefreshReport(text, path)];
      } catch (error) {
        if (!(error instanceof InvalidInput)) throw error;
        log.warn('a report of a refresh cannot be read', { path });
        return [];
      }
    }),
  );
  return read.flat().reverse();
}
