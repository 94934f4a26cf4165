import { isExpected } from '#core/domain/errors.ts';
import type { GoldenQuestion } from '#core/domain/golden.ts';
import { SIDECAR_SUFFIX } from '#core/domain/sidecar.ts';
import type { Platform } from '#core/ports/platform.ts';
import { type CanaryReport, canary } from './canary.ts';
import { check } from './check.ts';
import { type IngestPlan, plan } from './plan.ts';
import { promote } from './promote.ts';
import { sync } from './sync.ts';
import { upload } from './upload.ts';

export type IngestInput = {
  /** Stops after the plan. */
  readonly dryRun?: boolean | undefined;
  /** Passes over the guards, for this reason. */
  readonly force?: string | undefined;
  /** Questions that must not find less than before. */
  readonly golden?: readonly GoldenQuestion[] | undefined;
};

export type IngestReport = Pick<IngestPlan, 'added' | 'changed' | 'removed' | 'unchanged'> & {
  /** The version that serves afterwards; null when none does. */
  readonly version: number | null;
  /** Shards uploaded, or to be uploaded after a dry run. */
  readonly shards: number;
  readonly status: 'promoted' | 'unchanged' | 'planned' | 'failed';
  /** Why it failed. */
  readonly reason?: string;
  /** Guards that were passed over, and the reason given. */
  readonly forced?: { readonly reason: string; readonly guards: readonly string[] };
  readonly canary?: CanaryReport;
};

export type IngestPorts = Pick<Platform, 'files' | 'knowledgeBase' | 'serving' | 'clock' | 'log' | 'progress'>;

/**
 * Brings both CSVs into the knowledge base: into the side that does not serve, which takes over once it is proven. Killed anywhere, the
 * next run ends with the same index. A failure that a person can do something about is told in the report; the rest is thrown.
 */
export async function ingest(input: IngestInput, ports: IngestPorts): Promise<IngestReport> {
  try {
    const report = await ingestSteps(input, ports);
    if (report.status === 'promoted') await keepReport(report, ports);
    return report;
  } catch (error) {
    if (!isExpected(error)) throw error;
    const version = (await ports.serving.current())?.version ?? null;
    const report: IngestReport = { ...NOTHING, version, status: 'failed', reason: error.message };
    ports.progress.end('stopped');
    ports.log.warn('ingest failed', { code: error.code, version });
    if (!input.dryRun) await keepReport(report, ports);
    return report;
  }
}

async function ingestSteps(input: IngestInput, ports: IngestPorts): Promise<IngestReport> {
  const { progress, log } = ports;
  progress.step('Check');
  const checked = await check(input, ports);
  progress.end(checked.sources.map(({ source, rows }) => `${source} ${rows}`).join(', '));

  progress.step('Plan');
  const planned = await plan(checked, ports);
  const { added, changed, removed, unchanged } = planned;
  const shards = planned.put.filter((path) => !path.endsWith(SIDECAR_SUFFIX)).length;
  progress.end(`${added} added, ${changed} changed, ${removed} removed, ${unchanged} unchanged`);
  const counts = { added, changed, removed, unchanged, shards, ...forcedOf(input, checked.overridden) };
  if (planned.status === 'unchanged') return { ...counts, shards: 0, version: checked.base, status: 'unchanged' };
  if (input.dryRun) return { ...counts, version: checked.base || null, status: 'planned' };

  progress.step('Upload', planned.put.length);
  const { uploaded } = await upload(planned, ports);
  progress.end(`${uploaded} files`);

  progress.step('Sync');
  const { jobs } = await sync(planned, ports);
  progress.end(jobs.map((job) => `${job.source} ${job.statistics.scanned} files`).join(', '));

  progress.step('Canary');
  const proof = await canary({ ...planned, golden: input.golden }, ports);
  progress.end(`${proof.asked - proof.missed.length} of ${proof.asked} found`);

  progress.step('Promote');
  const { version, articles, side } = await promote(planned, ports);
  progress.end(`version ${version}, ${articles} articles`);
  log.info('version promoted', { version, articles, side });
  return { ...counts, version, status: 'promoted', canary: proof };
}

const NOTHING = { added: 0, changed: 0, removed: 0, unchanged: 0, shards: 0 };

function forcedOf({ force }: IngestInput, guards: readonly string[]): Pick<IngestReport, 'forced'> {
  return force !== undefined && guards.length ? { forced: { reason: force, guards } } : {};
}

async function keepReport(report: IngestReport, { files, clock }: IngestPorts): Promise<void> {
  const at = clock.now().toISOString();
  await files.write(`files/reports/ingest-${at.replace(/[-:]/g, '')}.json`, `${JSON.stringify({ at, ...report }, null, 2)}\n`);
}
