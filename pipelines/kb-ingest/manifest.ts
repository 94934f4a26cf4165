import { sha256 } from '#core/domain/digest.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import type { Source } from '#core/domain/passage.ts';
import { formatSidecar, SIDECAR_SUFFIX } from '#core/domain/sidecar.ts';
import type { Files } from '#core/ports/files.ts';
import type { Side } from '#core/ports/knowledge-base.ts';
import type { ServingVersion } from '#core/ports/serving.ts';
import type { SourceShard } from './side-shards.ts';

/** What a side holds: written last, so that a side with a manifest was uploaded whole. No dates: equal content is equal bytes. */
export type Manifest = {
  /** SHA-256 over paths and digests of all files. */
  readonly contentHash: string;
  /** Path below the side, `web_docs/00.csv`, to SHA-256; sidecars too. */
  readonly files: Readonly<Record<string, string>>;
  /** Per source: url to digest of the row. */
  readonly rows: Readonly<Record<Source, Readonly<Record<string, string>>>>;
};

/** A side as it is to be: its manifest, and what reading each shard costs, since the whole of it is embedded again when one row differs. */
export type SideContent = { readonly manifest: Manifest; readonly sizes: ReadonlyMap<string, Pick<SourceShard, 'rows' | 'tokens'>> };

export function sidePath(side: Side, path: string): string {
  return `kb/${side}/${path}`;
}

/** What makes a side of these shards. Their text goes by and is not kept. */
export async function sideContent(shards: AsyncIterable<SourceShard>): Promise<SideContent> {
  const sizes = new Map<string, Pick<SourceShard, 'rows' | 'tokens'>>();
  const files: Record<string, string> = {};
  const digests: Record<Source, SourceShard['digests'][number][]> = { web_docs: [], curated_articles: [] };
  for await (const shard of shards) {
    const { source, path, rows, tokens } = shard;
    sizes.set(path, { rows, tokens });
    files[path] = sha256(shard.csv);
    files[path + SIDECAR_SUFFIX] = sha256(formatSidecar(source));
    digests[source].push(...shard.digests);
  }
  const rowsOf = (source: Source) => Object.fromEntries(digests[source].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return {
    sizes,
    manifest: {
      contentHash: sha256(JSON.stringify(Object.entries(files))),
      files,
      rows: { web_docs: rowsOf('web_docs'), curated_articles: rowsOf('curated_articles') },
    },
  };
}

export async function readManifest(files: Files, side: Side): Promise<Manifest | null> {
  const path = sidePath(side, 'manifest.json');
  const text = await files.readText(path);
  if (text === null) return null;
  try {
    return JSON.parse(text) as Manifest;
  } catch (cause) {
    throw new InvalidInput(`${path} is no JSON; remove it and run ingest again`, { cause });
  }
}

/** The manifest of the side that serves, unless the side holds something else than what was promoted: then nobody knows what serves. */
export async function readServedManifest(
  files: Files,
  serving: Pick<ServingVersion, 'side' | 'contentHash'> | null,
): Promise<Manifest | null> {
  const manifest = serving && (await readManifest(files, serving.side));
  return manifest?.contentHash === serving?.contentHash ? manifest : null;
}

export async function writeManifest(files: Files, side: Side, manifest: Manifest): Promise<void> {
  await files.write(sidePath(side, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
}

/** The content that a side was proven with, and the name of its index then, where indexes have one. */
export type ProvenSide = { readonly contentHash: string; readonly index?: string | undefined };

/**
 * Says that the index of a side was read from what its manifest lists, and found it: that side can serve without another look. Written before
 * a promotion, removed before the first change to the side.
 */
export async function markProven(files: Files, side: Side, proven: ProvenSide): Promise<void> {
  await files.write(provenPath(side), `${JSON.stringify(proven)}\n`);
}

export async function unmarkProven(files: Files, side: Side): Promise<void> {
  await files.remove(provenPath(side));
}

/** What a side was proven with, or null. */
export async function readProven(files: Files, side: Side): Promise<ProvenSide | null> {
  const text = await files.readText(provenPath(side));
  return text === null ? null : (JSON.parse(text) as ProvenSide);
}

function provenPath(side: Side): string {
  return sidePath(side, 'proven.json');
}
