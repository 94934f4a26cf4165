import { InvalidInput, NotFound } from '#core/domain/errors.ts';
import { freshnessFile } from '#core/domain/freshness.ts';
import { SOURCES } from '#core/domain/passage.ts';
import { SIDES, type Side } from '#core/ports/knowledge-base.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { ServingVersion } from '#core/ports/serving.ts';
import { whyNotAsProven } from './embed-anew.ts';
import { readProven } from './manifest.ts';
import { copyFile } from './promote.ts';
import { sourceFile, versionPath } from './read-sources.ts';
import { keepReport } from './report.ts';
import { type AgentPort, serveVersion } from './serve-version.ts';

export type RollbackReport = {
  /** The version that serves afterwards, and the earlier one whose content it has. */
  readonly version: number;
  readonly restored: number;
  readonly articles: number;
  /** `flipped`: the other side still held it. `ingested`: it was made again of the CSVs that the version kept. */
  readonly how: 'flipped' | 'ingested';
};

export type FlipPorts = Pick<Platform, 'files' | 'serving' | 'knowledgeBase' | 'clock' | 'log'> & AgentPort;

/** Older versions than this are nobody's rollback. */
const MAX_HISTORY = 1_000;

/** An earlier version that is to serve again, and the version that serves until then: what follows holds only while it does. */
export type Restoring = { readonly target: ServingVersion; readonly base: number; readonly by?: string | undefined };

/**
 * The version to serve again, the one before with other content where none is named; `by` is who wants it. Throws InvalidInput or NotFound when
 * there is nothing to go back to.
 */
export async function versionToRestore(
  wanted: number | undefined,
  by: string | undefined,
  { serving }: Pick<Platform, 'serving'>,
): Promise<Restoring> {
  const history = await serving.history(MAX_HISTORY);
  const target = earlierVersion(history, wanted);
  return { target, base: history[0]!.version, by };
}

/** What a run of the refresh has to be told that serves an earlier version again, made of the CSVs that it kept. */
export function restoringRun({ target: { version }, by }: Restoring) {
  return { fromVersion: version, force: `rollback to version ${version}`, by };
}

/**
 * Serves an earlier version again by one row, where a side still holds it, proven; null where none does. Throws Conflict when an ingest promoted
 * meanwhile.
 */
export async function flipBack({ target, base, by }: Restoring, ports: FlipPorts): Promise<RollbackReport | null> {
  const { files, clock, log } = ports;
  const side = await sideThatHolds(target, ports);
  if (side === null) return null;
  const version = base + 1;
  for (const name of SOURCES.map(sourceFile)) await copyFile(files, versionPath(target.version, name), versionPath(version, name));
  await copyFile(files, freshnessFile(target.version), freshnessFile(version));
  const { contentHash, articles } = target;
  await serveVersion({ version, side, contentHash, articles, promotedAt: clock.now().toISOString() }, ports);
  await keepReport({ version, status: 'promoted', restored: target.version, ...(by !== undefined && { by }) }, ports);
  log.info('rolled back', { version, restored: target.version, side });
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

async function sideThatHolds({ contentHash }: ServingVersion, ports: Pick<Platform, 'files' | 'knowledgeBase'>): Promise<Side | null> {
  for (const side of SIDES) {
    const proven = await readProven(ports.files, side);
    if (proven?.contentHash === contentHash && (await whyNotAsProven(side, proven, ports)) === null) return side;
  }
  return null;
}
