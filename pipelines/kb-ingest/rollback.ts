import { InvalidInput, NotFound } from '#core/domain/errors.ts';
import { freshnessFile } from '#core/domain/freshness.ts';
import { SOURCES } from '#core/domain/passage.ts';
import { SIDES } from '#core/ports/knowledge-base.ts';
import type { ServingVersion } from '#core/ports/serving.ts';
import { provenContent } from './manifest.ts';
import { copyFile } from './promote.ts';
import { sourceFile, versionPath } from './read-sources.ts';
import type { IngestReport } from './report.ts';
import { serveVersion } from './serve-version.ts';
import { type MachinePort, startRefresh } from './start-refresh.ts';
import type { IngestPorts } from './steps.ts';

export type RollbackReport = {
  /** The version that serves afterwards, and the earlier one whose content it has. */
  readonly version: number;
  readonly restored: number;
  readonly articles: number;
  /** `flipped`: the other side still held it. `ingested`: it was made again of the CSVs that the version kept. */
  readonly how: 'flipped' | 'ingested';
};

/** Older versions than this are nobody's rollback. */
const MAX_HISTORY = 1_000;

/**
 * Serves an earlier version again, the one before with other content where none is named. Where the other side still holds it, proven, that is
 * one row; else its CSVs are ingested once more. Throws InvalidInput or NotFound when there is nothing to go back to, Conflict when an ingest
 * promoted meanwhile.
 */
export async function rollback(wanted: number | undefined, ports: IngestPorts & MachinePort): Promise<RollbackReport | IngestReport> {
  const history = await ports.serving.history(MAX_HISTORY);
  const target = earlierVersion(history, wanted);
  const side = await sideThatHolds(target, ports);
  if (side === null) {
    const report = await startRefresh({ fromVersion: target.version, force: `rollback to version ${target.version}` }, ports);
    if (report.status !== 'promoted') return report;
    return { version: report.version!, restored: target.version, articles: target.articles, how: 'ingested' };
  }
  const version = history[0]!.version + 1;
  const { files } = ports;
  for (const name of SOURCES.map(sourceFile)) await copyFile(files, versionPath(target.version, name), versionPath(version, name));
  await copyFile(files, freshnessFile(target.version), freshnessFile(version));
  const { contentHash, articles } = target;
  await serveVersion({ version, side, contentHash, articles, promotedAt: ports.clock.now().toISOString() }, ports);
  ports.log.info('rolled back', { version, restored: target.version, side });
  return { version, restored: target.version, articles, how: 'flipped' };
}

/** Pure: the version to serve again. */
function earlierVersion(history: readonly ServingVersion[], wanted: number | undefined): ServingVersion {
  const [current, ...earlier] = history;
  if (!current) throw new InvalidInput('nothing was promoted yet, so there is nothing to go back to; run ingest first');
  const target =
    wanted === undefined
      ? earlier.find(({ contentHash }) => contentHash !== current.contentHash)
      : history.find(({ version }) => version === wanted);
  if (!target && wanted === undefined) throw new InvalidInput(`there is no earlier version than ${current.version} with other content`);
  if (!target) throw new NotFound(`there was no version ${wanted}; the newest is ${current.version}`);
  if (target.contentHash === current.contentHash)
    throw new InvalidInput(`version ${current.version} serves the content of version ${target.version} already`);
  return target;
}

async function sideThatHolds({ contentHash }: ServingVersion, { files }: Pick<IngestPorts, 'files'>) {
  for (const side of SIDES) if ((await provenContent(files, side)) === contentHash) return side;
  return null;
}
