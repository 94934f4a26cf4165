import { Conflict } from '#core/domain/errors.ts';
import { SOURCES } from '#core/domain/passage.ts';
import type { Files } from '#core/ports/files.ts';
import type { Platform } from '#core/ports/platform.ts';
import { readCrawlTimes, readFreshness, versionFreshness, writeFreshness } from './article-dates.ts';
import { markProven, readManifest, readServedManifest } from './manifest.ts';
import type { Planned } from './plan.ts';
import { sourceFile, sourcePath, stillAsChecked, versionPath } from './read-sources.ts';
import { type AgentPort, serveVersion } from './serve-version.ts';

export type Promoted<Proven extends Planned> = Proven & { readonly version: number; readonly articles: number };

/**
 * Lets the idle side serve. What belongs to a version — copies of its CSVs, the dates of its articles — is written first, so that
 * a version that serves has it whole; the conditional row comes last. Throws Conflict when another run was faster.
 */
export async function promote<Proven extends Planned>(
  proven: Proven,
  { files, clock, knowledgeBase, ...ports }: Pick<Platform, 'files' | 'serving' | 'knowledgeBase' | 'clock' | 'log'> & AgentPort,
): Promise<Promoted<Proven>> {
  const { idleSide, servingSide, servingHash, base } = proven;
  const manifest = await readManifest(files, idleSide);
  if (manifest?.contentHash !== proven.contentHash)
    throw new Conflict(`the ${idleSide} side holds other content than was planned; run ingest again`);
  const served = servingSide && (await readServedManifest(files, { side: servingSide, contentHash: servingHash ?? '' }));
  const promotedAt = clock.now().toISOString();
  const version = base + 1;
  const crawled = await readCrawlTimes(files);
  for (const source of proven.sources) await stillAsChecked(files, { ...proven, ...source });
  for (const { source } of proven.sources) await copyFile(files, sourcePath(source, proven), versionPath(version, sourceFile(source)));
  const before = { served, freshness: await readFreshness(files, base) };
  // What an earlier version said is known to have been so when it was last crawled, and no later.
  const freshness =
    proven.fromVersion === undefined
      ? versionFreshness(manifest, before, crawled, promotedAt)
      : { ...(await readFreshness(files, proven.fromVersion)), ingested: promotedAt };
  await writeFreshness(files, version, freshness);
  await markProven(files, idleSide, { contentHash: manifest.contentHash, index: knowledgeBase.indexName?.(idleSide) });
  const articles = SOURCES.reduce((sum, source) => sum + Object.keys(manifest.rows[source]).length, 0);
  await serveVersion({ version, side: idleSide, contentHash: manifest.contentHash, articles, promotedAt }, ports);
  return { ...proven, version, articles };
}

/** A file that is not there leaves no copy either. */
export async function copyFile(files: Files, from: string, to: string): Promise<void> {
  const chunks = await files.readChunks(from);
  if (chunks) await files.write(to, textOf(chunks));
  else await files.remove(to);
}

/** Byte for byte, as long as the file is UTF-8: anything else never came so far. */
async function* textOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
