import { type CanaryReport, type ForcedGuards, reportFile } from '#core/domain/refresh-report.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { Checked, CheckInput } from './check.ts';
import type { IngestPlan } from './plan.ts';

export type IngestReport = Pick<IngestPlan, 'added' | 'changed' | 'removed' | 'unchanged'> & {
  /** The version that serves afterwards; null when none does. */
  readonly version: number | null;
  /** Shards uploaded, or to be uploaded after a dry run. */
  readonly shards: number;
  readonly status: 'promoted' | 'unchanged' | 'planned' | 'failed';
  /** What had to be embedded for it: whole shards, at an estimated four characters a token, in US dollars. */
  readonly embed: { readonly rows: number; readonly tokens: number; readonly cost: number };
  /** Why all of it was, or would be, where the articles are no reason. */
  readonly embedAnew?: string;
  /** Paths of the shards; only after a dry run. */
  readonly shardsTouched?: readonly string[];
  /** Why it failed. */
  readonly reason?: string;
  readonly forced?: ForcedGuards;
  readonly canary?: CanaryReport;
  /** The earlier version that was to serve again, and who wanted it. */
  readonly restored?: number;
  readonly by?: string;
};

/** What a run has come to, as far as it came: each step adds its part. */
export type RunState = CheckInput & Partial<Checked & IngestPlan & { readonly canary: CanaryReport; readonly version: number }>;

/** An error as the state machine catches it: of a step, its cause is JSON, as a Lambda tells it. */
export type Failure = { readonly Error: string; readonly Cause: string };

/** A notice may be cut by what carries it; a reason of this length says enough. */
const MAX_REASON_CHARACTERS = 4_000;

/** The report of a run that ended well. Pure. */
export function reportOf(state: RunState): IngestReport {
  const { version, base, status, dryRun, canary, shards = [] } = state;
  const counts = countsOf(state);
  if (status === 'unchanged') return { ...counts, ...NOTHING_TO_EMBED, version: base || null, status: 'unchanged' };
  if (version !== undefined) return { ...counts, version, status: 'promoted', ...(canary && { canary }) };
  return { ...counts, version: base || null, status: 'planned', ...(dryRun && { shardsTouched: shards }) };
}

/** Keeps the report of a promotion, and tells the log. */
export async function report(state: RunState, ports: Pick<Platform, 'files' | 'clock' | 'log'>): Promise<{ readonly notice: string }> {
  const told = reportOf(state);
  await keepReport(told, ports);
  ports.log.info('version promoted', { version: told.version, shards: told.shards, side: state.idleSide, forced: state.force });
  return { notice: reportText(told) };
}

/** Keeps the report of a failure (of a dry run: none), and gives its reason as a person can read it. */
export async function reportFailure(
  { failure, ...state }: RunState & { readonly failure: Failure },
  ports: Pick<Platform, 'files' | 'clock' | 'log' | 'serving'>,
): Promise<Failure & { readonly report: IngestReport }> {
  const version = (await ports.serving.current())?.version ?? null;
  const told = failedReport(state, failure, version);
  ports.log.warn('ingest failed', { error: failure.Error, version, forced: state.force });
  if (!state.dryRun) await keepReport(told, ports);
  return { Error: failure.Error, Cause: reportText(told), report: told };
}

/** The report of a run that stopped, as far as it came; `version` is what serves. Pure. */
export function failedReport(state: RunState, failure: Failure, version: number | null): IngestReport {
  return { ...countsOf(state), version, status: 'failed', reason: reasonOf(failure) };
}

const NOTHING_TO_EMBED = { shards: 0, embed: { rows: 0, tokens: 0, cost: 0 } };

function countsOf(state: RunState): Omit<IngestReport, 'version' | 'status'> {
  const { added = 0, changed = 0, removed = 0, unchanged = 0, shards = [], force, overridden = [], fromVersion, by } = state;
  const embed = { rows: state.rowsToEmbed ?? 0, tokens: state.tokensToEmbed ?? 0, cost: state.embeddingCost ?? 0 };
  const forced = force !== undefined && overridden.length ? { forced: { reason: force, guards: overridden } } : {};
  const rollback = fromVersion === undefined ? {} : { restored: fromVersion, ...(by !== undefined && { by }) };
  const anew = state.embedAnew == null ? {} : { embedAnew: state.embedAnew };
  return { added, changed, removed, unchanged, shards: shards.length, embed, ...anew, ...forced, ...rollback };
}

/** The message of a step's error, or what the service said. */
function reasonOf({ Error: name, Cause: cause }: Failure): string {
  return (messageIn(cause) ?? `${name}: ${cause}`).slice(0, MAX_REASON_CHARACTERS);
}

/** Null for the cause of a service, which answers in plain words. */
function messageIn(cause: string): string | null {
  try {
    const { errorMessage } = JSON.parse(cause) as { readonly errorMessage?: unknown };
    return typeof errorMessage === 'string' ? errorMessage : null;
  } catch {
    return null;
  }
}

/** What `parseRefreshReport` reads. */
export async function keepReport(
  told: IngestReport | Pick<IngestReport, 'version' | 'status' | 'restored' | 'by'>,
  { files, clock }: Pick<Platform, 'files' | 'clock'>,
): Promise<void> {
  const at = clock.now().toISOString();
  await files.write(reportFile(at), `${JSON.stringify({ at, ...told }, null, 2)}\n`);
}

/** The report in a sentence or a few lines, for people. */
export function reportText(report: IngestReport): string {
  const counts = `${report.added} added, ${report.changed} changed, ${report.removed} removed, ${report.unchanged} unchanged`;
  const forced = report.forced ? `\nforced (${report.forced.reason}): ${report.forced.guards.join('; ')}` : '';
  const anew = report.embedAnew ? `\neverything is embedded anew: ${report.embedAnew}` : '';
  switch (report.status) {
    case 'promoted':
      return `version ${report.version} serves: ${counts}; ${report.shards} shards uploaded${anew}${forced}`;
    case 'unchanged':
      return `nothing has changed; version ${report.version} goes on serving`;
    case 'planned':
      return `dry run: ${counts}; ${report.shards} shards would be uploaded${anew}\n${embedText(report)}${forced}`;
    case 'failed':
      return `ingest stopped: ${report.reason}${report.version ? ` (version ${report.version} goes on serving)` : ''}`;
  }
}

function embedText({ embed, shardsTouched = [] }: IngestReport): string {
  const cost = embed.cost < 0.01 ? 'less than $0.01' : `about $${embed.cost.toFixed(2)}`;
  return (
    `to embed: ${embed.rows} rows, about ${embed.tokens} tokens, ${cost} with Titan Text Embeddings V2 at $0.02 per million` +
    shardsTouched.map((shard) => `\n  ${shard}`).join('')
  );
}
