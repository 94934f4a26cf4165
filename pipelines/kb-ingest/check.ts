import { InvalidInput, UpstreamFailed } from '#core/domain/errors.ts';
import { SOURCES, type Source } from '#core/domain/passage.ts';
import type { TargetPort } from '#core/ports/ingest-target.ts';
import type { Side } from '#core/ports/knowledge-base.ts';
import type { Platform } from '#core/ports/platform.ts';
import { checkCsv } from './doctor/check-csv.ts';
import { collectFindings, findingText } from './doctor/finding.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { type SourceInput, type SourcePlace, sourceFile, sourcePath } from './read-sources.ts';
import type { AgentPort } from './serve-version.ts';

export type CheckInput = {
  /** Stops after the plan. */
  readonly dryRun?: boolean | undefined;
  /** Passes over the guards, for this reason, which is kept in the report. */
  readonly force?: string | undefined;
  /** Embeds everything, also what is the same. */
  readonly reembed?: boolean | undefined;
  /** Reads the CSVs that this version was made of, instead of those of the data folder. */
  readonly fromVersion?: number | undefined;
  /** Who wants that version back, for the report. */
  readonly by?: string | undefined;
};

export type Checked = CheckInput &
  SourcePlace & {
    /** The version that serves now: 0 for none. Everything that follows holds only while it does. */
    readonly base: number;
    /** The side that serves; null before the first promotion. */
    readonly servingSide: Side | null;
    /** What the version that serves was promoted with; null before the first. */
    readonly servingHash: string | null;
    /** The side that this run may write to. */
    readonly idleSide: Side;
    readonly sources: readonly SourceInput[];
    /** Guards that `force` passed over, as sentences. */
    readonly overridden: readonly string[];
  };

type CheckPorts = Pick<Platform, 'files' | 'serving' | 'log'> & TargetPort & AgentPort;

/** More than this share of a source gone at once is a broken crawl or export far more often than an editor's work. */
const MAX_LOST_SHARE = 0.2;
/** Enough to see what is wrong; the doctor tells all. */
const SHOWN_ERRORS = 3;

/**
 * Reads both CSVs against their contract and against what serves, and how the idle side is set up. Throws InvalidInput at a guard that `force`
 * does not pass over, UpstreamFailed at a setting with which a success would be none: no reason passes over that.
 */
export async function check(input: CheckInput, ports: CheckPorts): Promise<Checked> {
  const { force, fromVersion } = input;
  if (force !== undefined && !force.trim()) throw new InvalidInput('--force needs a reason; say in a few words why it is right');
  const errors = collectFindings();
  const sources: SourceInput[] = [];
  let broken = 0;
  for (const source of SOURCES) {
    const chunks = await ports.files.readChunks(sourcePath(source, { fromVersion }));
    const file = sourceFile(source);
    const csv = chunks && (await checkCsv(chunks, file, errors.add));
    // A file that is not what it seems has no rows that could be left out.
    if (csv && (csv.lostBecause || !csv.isUtf8)) throw new InvalidInput(`${errorsText(errors)}; no reason passes over this`);
    broken += csv ? csv.rows - csv.articles : 0;
    sources.push({ source, sha256: csv?.sha256 ?? null, bytes: csv?.bytes ?? 0, rows: csv?.articles ?? 0 });
  }
  if (errors.counts.error > 0 && force === undefined) throw new InvalidInput(`${errorsText(errors)}. ${WAY_OUT}`);
  if (sources.every(({ rows }) => rows === 0))
    throw new InvalidInput(`${sourceFile('web_docs')} has no rows, so there is nothing to serve; run scrape first`);
  const current = await ports.serving.current();
  const served = current && (await readManifest(ports.files, current.side));
  const hits = guardHits(sources, served);
  if (hits.length && force === undefined) throw new InvalidInput(`${hits.join('; ')}. ${WAY_OUT}`);
  const idleSide = current?.side === 'blue' ? 'green' : 'blue';
  await checkSettings(idleSide, ports);
  // What broke off between agent and row: the idle side may be written to only when nobody answers from it.
  if (current && !input.dryRun) await ports.agentSwitch?.serveFrom(current.side);
  return {
    ...input,
    leaveOutBroken: force !== undefined,
    base: current?.version ?? 0,
    servingSide: current?.side ?? null,
    servingHash: current?.contentHash ?? null,
    idleSide,
    sources,
    overridden: [...(errors.counts.error > 0 ? [`${broken} broken rows left out: ${errorsText(errors)}`] : []), ...hits],
  };
}

const WAY_OUT = 'What served goes on serving. Correct the file, or run ingest --force "why this is right"';

async function checkSettings(side: Side, { target, log }: Pick<CheckPorts, 'target' | 'log'>): Promise<void> {
  const findings = (await target?.inspect(side)) ?? [];
  for (const { problem } of findings.filter(({ stops }) => !stops)) log.warn('setting of the knowledge base', { problem });
  const problems = findings.filter(({ stops }) => stops).map(({ problem }) => problem);
  if (problems.length)
    throw new UpstreamFailed(`${problems.join('; ')}. What served goes on serving. Correct it there, then run ingest again`, {
      retryable: false,
    });
}

/** The first errors as one sentence. */
function errorsText({ counts, list }: ReturnType<typeof collectFindings>): string {
  const shown = list().slice(0, SHOWN_ERRORS).map(findingText);
  const more = counts.error - shown.length;
  return `${shown.join('; ')}${more > 0 ? `; and ${more} more, see \`threadwell doctor\`` : ''}`;
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
