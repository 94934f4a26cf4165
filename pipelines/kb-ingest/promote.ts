import { Conflict } from '#core/domain/errors.ts';
import { SOURCES } from '#core/domain/passage.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { ServingVersion } from '#core/ports/serving.ts';
import { type Manifest, readManifest } from './manifest.ts';
import type { Planned } from './plan.ts';
import { readCheckedSources, sourceFile } from './read-sources.ts';

/** Url to the time its content last changed, for citations: `kb/freshness.json`. */
const FRESHNESS_FILE = 'kb/freshness.json';

/**
 * Lets the idle side serve. What belongs to a version — copies of its CSVs, the freshness of its articles — is written first, so that
 * a version that serves has it whole; the conditional row comes last. Throws Conflict when another run was faster.
 */
export async function promote(planned: Planned, ports: Pick<Platform, 'files' | 'serving' | 'clock'>): Promise<ServingVersion> {
  const manifest = await readManifest(ports.files, planned.idleSide);
  if (manifest?.contentHash !== planned.contentHash)
    throw new Conflict(`the ${planned.idleSide} side holds other content than was planned; run ingest again`);
  const served = planned.servingSide && (await readManifest(ports.files, planned.servingSide));
  const promotedAt = ports.clock.now().toISOString();
  const version = planned.base + 1;
  await readCheckedSources(ports.files, planned.sources);
  for (const { source } of planned.sources) {
    const content = await ports.files.read(sourceFile(source));
    if (content) await ports.files.write(`files/versions/${version}/${sourceFile(source)}`, content);
  }
  const known = JSON.parse((await ports.files.readText(FRESHNESS_FILE)) ?? '{}') as Record<string, string>;
  await ports.files.write(FRESHNESS_FILE, `${JSON.stringify(freshness(manifest, served, known, promotedAt), null, 1)}\n`);
  const articles = SOURCES.reduce((sum, source) => sum + Object.keys(manifest.rows[source]).length, 0);
  const next = { version, side: planned.idleSide, contentHash: manifest.contentHash, articles, promotedAt };
  await ports.serving.promote(next);
  return next;
}

/** Pure: articles that are as they served keep their date. */
function freshness(
  manifest: Pick<Manifest, 'rows'>,
  served: Pick<Manifest, 'rows'> | null,
  known: Readonly<Record<string, string>>,
  now: string,
): Record<string, string> {
  const dates = SOURCES.flatMap((source) =>
    Object.entries(manifest.rows[source]).map(([url, digest]): [string, string] => {
      const same = served?.rows[source][url] === digest;
      return [url, same ? (known[url] ?? now) : now];
    }),
  );
  return Object.fromEntries(dates.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
