import { SOURCES, type Source } from '#core/domain/passage.ts';
import type { IngestTarget, TargetIds, TargetPort } from '#core/ports/ingest-target.ts';
import { SIDES, type Side } from '#core/ports/knowledge-base.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { Checked } from './check.ts';
import { whyEmbedAnew } from './embed-anew.ts';
import { type Manifest, readServedManifest, type SideContent, sideContent, sidePath } from './manifest.ts';
import { fileDigest } from './read-sources.ts';
import { sideShards } from './side-shards.ts';

/** What a run is going to do. */
export type IngestPlan = {
  readonly status: 'changed' | 'unchanged';
  /** Rows against what serves: what visitors will notice. */
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  /** Files against the idle side: what has to be uploaded there, sidecars included. Paths are below the side. */
  readonly put: readonly string[];
  readonly remove: readonly string[];
  /** Why everything is embedded, as a clause; null where only what differs is. */
  readonly embedAnew: string | null;
  /** The shards among them, and what embedding takes at most: every row of a shard that differs is embedded again. */
  readonly shards: readonly string[];
  readonly rowsToEmbed: number;
  /** At four characters a token, see `estimateTokens`. */
  readonly tokensToEmbed: number;
  /** In US dollars. */
  readonly embeddingCost: number;
  /** Of the whole side once the plan is carried out. */
  readonly contentHash: string;
};

/** A source to read into the idle side's index, in the order of the list. */
type SyncJob = { readonly source: Source; readonly rows: number } & TargetIds;

/** On one machine sides and sources are called by their own names. */
const OWN_NAMES: Pick<IngestTarget, 'idsOf'> = { idsOf: (side, source) => ({ knowledgeBaseId: side, dataSourceId: source }) };

/** The side and source that a service calls so. */
export function sourceCalled(ids: TargetIds, target: Pick<IngestTarget, 'idsOf'> = OWN_NAMES): { side: Side; source: Source } {
  const all = SIDES.flatMap((side) => SOURCES.map((source) => ({ side, source })));
  return all.find(
    ({ side, source }) =>
      target.idsOf(side, source).dataSourceId === ids.dataSourceId && target.idsOf(side, source).knowledgeBaseId === ids.knowledgeBaseId,
  )!;
}

export type Planned = Checked &
  IngestPlan & {
    readonly jobs: readonly SyncJob[];
    /** 0 while the idle side is emptied first: an index without articles has no vectors that it could keep. 1 to fill it. */
    readonly round: 0 | 1;
  };

/** Titan Text Embeddings V2, on demand, US list price of 2026-07: https://aws.amazon.com/bedrock/pricing/ */
const EMBEDDING_DOLLARS_PER_MILLION_TOKENS = 0.02;

/** Compares the rows with the serving side and the files with the idle one. Changes nothing. */
export async function plan(checked: Checked, ports: Pick<Platform, 'files' | 'knowledgeBase'> & TargetPort): Promise<Planned> {
  const { servingSide, servingHash, idleSide, sources, reembed } = checked;
  const wanted = await sideContent(sideShards(ports.files, checked));
  const served =
    servingSide && servingHash !== null ? await readServedManifest(ports.files, { side: servingSide, contentHash: servingHash }) : null;
  const { idsOf } = ports.target ?? OWN_NAMES;
  const stored = reembed ? new Map<string, string>() : await storedFiles(ports, idleSide);
  const jobs = sources.map(({ source, rows }) => ({ source, rows, ...idsOf(idleSide, source) }));
  const planned = planIngest(wanted, served, stored, await whyEmbedAnew(checked, ports));
  return { ...checked, ...planned, jobs, round: reembed ? 0 : 1 };
}

/** Pure: `stored` are the files that lie on the idle side, path to SHA-256; `embedAnew` is why all of them are embedded. */
export function planIngest(
  { manifest: wanted, sizes }: Pick<SideContent, 'manifest' | 'sizes'>,
  served: Manifest | null,
  stored: ReadonlyMap<string, string>,
  embedAnew: string | null = null,
): IngestPlan {
  const put = Object.keys(wanted.files).filter((path) => stored.get(path) !== wanted.files[path]);
  const shards = put.filter((path) => sizes.has(path));
  const embedded = embedAnew === null ? shards : [...sizes.keys()];
  const sum = (of: 'rows' | 'tokens') => embedded.reduce((total, path) => total + (sizes.get(path)?.[of] ?? 0), 0);
  const tokensToEmbed = sum('tokens');
  return {
    status: served?.contentHash === wanted.contentHash && embedAnew === null ? 'unchanged' : 'changed',
    ...countRows(wanted, served),
    put,
    remove: [...stored.keys()].filter((path) => !(path in wanted.files)).sort(),
    embedAnew,
    shards,
    rowsToEmbed: sum('rows'),
    tokensToEmbed,
    embeddingCost: (tokensToEmbed / 1_000_000) * EMBEDDING_DOLLARS_PER_MILLION_TOKENS,
    contentHash: wanted.contentHash,
  };
}

function countRows(wanted: Manifest, served: Manifest | null): Pick<IngestPlan, 'added' | 'changed' | 'removed' | 'unchanged'> {
  let [added, changed, unchanged, removed] = [0, 0, 0, 0];
  for (const source of SOURCES) {
    const before = new Map(Object.entries(served?.rows[source] ?? {}));
    for (const [url, digest] of Object.entries(wanted.rows[source])) {
      const known = before.get(url);
      if (known === undefined) added += 1;
      else if (known === digest) unchanged += 1;
      else changed += 1;
      before.delete(url);
    }
    removed += before.size;
  }
  return { added, changed, removed, unchanged };
}

/** Hashes what really lies there: a manifest cannot tell of an upload that was cut off or of a file that rotted. */
async function storedFiles({ files }: Pick<Platform, 'files'>, side: Side): Promise<Map<string, string>> {
  const stored = new Map<string, string>();
  const home = sidePath(side, '');
  for (const source of SOURCES)
    for await (const { path } of files.list(sidePath(side, source))) {
      const digest = await fileDigest(files, path);
      if (digest !== null) stored.set(path.slice(home.length), digest);
    }
  return stored;
}
