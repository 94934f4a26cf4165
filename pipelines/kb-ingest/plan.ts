import { sha256 } from '#core/domain/digest.ts';
import { SOURCES } from '#core/domain/passage.ts';
import type { Side } from '#core/ports/knowledge-base.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { Checked } from './check.ts';
import { type Manifest, readManifest, sideContent, sidePath } from './manifest.ts';
import { readCheckedSources } from './read-sources.ts';

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
  /** Of the whole side once the plan is carried out. */
  readonly contentHash: string;
};

export type Planned = Checked & IngestPlan;

/** Compares the rows with the serving side and the files with the idle one. Changes nothing. */
export async function plan(checked: Checked, ports: Pick<Platform, 'files'>): Promise<Planned> {
  const { articles } = await readCheckedSources(ports.files, checked.sources);
  const { manifest } = sideContent(articles);
  const served = checked.servingSide && (await readManifest(ports.files, checked.servingSide));
  return { ...checked, ...planIngest(manifest, served, await storedFiles(ports, checked.idleSide)) };
}

/** Pure: `stored` are the files that lie on the idle side, path to SHA-256. */
export function planIngest(wanted: Manifest, served: Manifest | null, stored: ReadonlyMap<string, string>): IngestPlan {
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
  return {
    status: served?.contentHash === wanted.contentHash ? 'unchanged' : 'changed',
    added,
    changed,
    removed,
    unchanged,
    put: Object.keys(wanted.files).filter((path) => stored.get(path) !== wanted.files[path]),
    remove: [...stored.keys()].filter((path) => !(path in wanted.files)).sort(),
    contentHash: wanted.contentHash,
  };
}

/** Hashes what really lies there: a manifest cannot tell of an upload that was cut off or of a file that rotted. */
async function storedFiles({ files }: Pick<Platform, 'files'>, side: Side): Promise<Map<string, string>> {
  const stored = new Map<string, string>();
  const home = sidePath(side, '');
  for (const source of SOURCES)
    for await (const { path } of files.list(sidePath(side, source))) {
      const content = await files.read(path);
      if (content) stored.set(path.slice(home.length), sha256(content));
    }
  return stored;
}
