import { setTimeout as sleep } from 'node:timers/promises';
import { Conflict, UpstreamFailed } from '#core/domain/errors.ts';
import { SOURCES, type Source } from '#core/domain/passage.ts';
import type { IngestionJob } from '#core/ports/knowledge-base.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { Checked } from './check.ts';

export type Synced = { readonly jobs: readonly (IngestionJob & { readonly source: Source })[] };

const POLL_MS = 2_000;
/** Bedrock takes minutes for thousands of articles; after two hours a job is stuck and a person has to look. */
const MAX_POLLS = 3_600;
/** Enough to see what is wrong; the job keeps the rest. */
const SHOWN_REASONS = 3;

/** Reads the uploaded files into the idle side's index, one source after the other: a knowledge base takes one job at a time. */
export async function sync(checked: Checked, ports: Pick<Platform, 'knowledgeBase' | 'serving'>): Promise<Synced> {
  const jobs: (IngestionJob & { source: Source })[] = [];
  for (const { source, rows } of SOURCES.map((name) => checked.sources.find((input) => input.source === name)!)) {
    // Another run may have promoted this side meanwhile: a serving side is never written to.
    if (((await ports.serving.current())?.version ?? 0) !== checked.base)
      throw new Conflict('another ingest promoted a version meanwhile; run ingest again');
    const job = await finished(await ports.knowledgeBase.startIngestion(checked.idleSide, source), ports);
    const problem = jobProblem(job, rows);
    if (problem) throw new UpstreamFailed(`reading ${source} into the ${checked.idleSide} side: ${problem}; what served goes on serving`);
    jobs.push({ ...job, source });
  }
  return { jobs };
}

/**
 * Why a finished job is no success, or null. COMPLETE alone says little: files can fail one by one, and a wrong prefix completes with
 * nothing scanned. A source without rows has a job too, which takes its former rows out of the index.
 */
export function jobProblem(job: IngestionJob, rows: number): string | null {
  const { scanned, failed } = job.statistics;
  const shown = job.failureReasons.slice(0, SHOWN_REASONS).join('; ');
  if (job.status !== 'COMPLETE') return `job ${job.jobId} ended ${job.status}${shown && `: ${shown}`}`;
  if (failed > 0) return `${failed} of ${scanned} files failed${shown && `: ${shown}`}`;
  if (rows > 0 && scanned === 0) return 'the job completed, but found no file';
  return null;
}

async function finished(jobId: string, { knowledgeBase }: Pick<Platform, 'knowledgeBase'>): Promise<IngestionJob> {
  for (let polls = 0; polls < MAX_POLLS; polls++) {
    const job = await knowledgeBase.ingestion(jobId);
    if (job.status === 'COMPLETE' || job.status === 'FAILED' || job.status === 'STOPPED') return job;
    await sleep(POLL_MS);
  }
  throw new UpstreamFailed(`ingestion job ${jobId} did not end within two hours; look at it there, stop it, and run ingest again`);
}
