import { InvalidInput } from '#core/domain/errors.ts';
import type { Source } from '#core/domain/passage.ts';
import type { Side } from '#core/ports/knowledge-base.ts';
import type { Platform } from '#core/ports/platform.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { readSources, type SourceInput, sourceFile } from './read-sources.ts';

export type CheckInput = {
  /** Why a guard may be passed over; kept in the report. */
  readonly force?: string | undefined;
};

export type Checked = {
  /** The version that serves now: 0 for none. Everything that follows holds only while it does. */
  readonly base: number;
  /** The side that serves; null before the first promotion. */
  readonly servingSide: Side | null;
  /** The side that this run may write to. */
  readonly idleSide: Side;
  readonly sources: readonly SourceInput[];
  /** Guards that `force` passed over, as sentences. */
  readonly overridden: readonly string[];
};

/** More than this share of a source gone at once is a broken crawl or export far more often than an editor's work. */
const MAX_LOST_SHARE = 0.2;

/** Reads both CSVs against their contract and against what serves. Throws InvalidInput at a broken row or a guard. */
export async function check(input: CheckInput, ports: Pick<Platform, 'files' | 'serving'>): Promise<Checked> {
  if (input.force !== undefined && !input.force.trim())
    throw new InvalidInput('--force needs a reason; say in a few words why it is right');
  const { inputs } = await readSources(ports.files);
  if (inputs.every(({ rows }) => rows === 0))
    throw new InvalidInput(`${sourceFile('web_docs')} has no rows, so there is nothing to serve; run scrape first`);
  const current = await ports.serving.current();
  const served = current && (await readManifest(ports.files, current.side));
  const hits = guardHits(inputs, served);
  if (hits.length && input.force === undefined)
    throw new InvalidInput(`${hits.join('; ')}. What served goes on serving. Correct the file, or run ingest --force "why this is right"`);
  return {
    base: current?.version ?? 0,
    servingSide: current?.side ?? null,
    idleSide: current?.side === 'blue' ? 'green' : 'blue',
    sources: inputs,
    overridden: hits,
  };
}

/** What makes these rows look like an accident beside what serves, as clauses. */
export function guardHits(inputs: readonly Pick<SourceInput, 'source' | 'rows'>[], served: Pick<Manifest, 'rows'> | null): string[] {
  const hits: string[] = [];
  for (const { source, rows } of inputs) {
    const before = servedRows(served, source);
    const lost = before - rows;
    if (source === 'web_docs' && rows === 0) hits.push(`${sourceFile(source)} has no rows`);
    // One article fewer is an edit, also where there are only a few.
    else if (lost > 1 && lost > before * MAX_LOST_SHARE)
      hits.push(
        `${sourceFile(source)} has ${rows} rows, ${lost} fewer than the ${before} that serve (${Math.round((lost / before) * 100)} %)`,
      );
  }
  return hits;
}

function servedRows(served: Pick<Manifest, 'rows'> | null, source: Source): number {
  return Object.keys(served?.rows[source] ?? {}).length;
}
