import { Conflict, UpstreamFailed } from '#core/domain/errors.ts';
import type { Source } from '#core/domain/passage.ts';
import type { IngestionJob, Side } from '#core/ports/knowledge-base.ts';
import type { Platform } from '#core/ports/platform.ts';

/** What the states of one source's sync hand to the steps below. */
type SyncState = { readonly base: number; readonly idleSide: Side; readonly source: Source; readonly rows: number };

/** A job in Bedrock's words, as GetIngestionJob gives it to the state machine. */
export type BedrockJob = {
  readonly IngestionJobId: string;
  readonly Status: IngestionJob['status'];
  readonly Statistics: {
    readonly NumberOfDocumentsScanned: number;
    readonly NumberOfDocumentsFailed: number;
    readonly NumberOfNewDocumentsIndexed: number;
    readonly NumberOfModifiedDocumentsIndexed: number;
    readonly NumberOfDocumentsDeleted: number;
  };
  /** Left out where there are none. */
  readonly FailureReasons?: readonly string[];
};

/** Enough to see what is wrong; the job keeps the rest. */
const SHOWN_REASONS = 3;
/** A reason of Bedrock's may be a list of hundreds of files. */
const MAX_REASON_CHARACTERS = 500;

/** Throws Conflict where another run promoted the idle side meanwhile: a serving side is never written to. */
export async function stillIdle<State extends Pick<SyncState, 'base'>>(
  state: State,
  { serving }: Pick<Platform, 'serving'>,
): Promise<State> {
  if (((await serving.current())?.version ?? 0) !== state.base)
    throw new Conflict('another ingest promoted a version meanwhile; run ingest again');
  return state;
}

/** Tells why a job is no success, by throwing UpstreamFailed: its reasons belong into report and notice. */
export async function jobFailed({ idleSide, source, rows, job }: SyncState & { readonly job: BedrockJob }): Promise<never> {
  const problem = jobProblem(job, rows) ?? `job ${job.IngestionJobId} ended ${job.Status}`;
  throw new UpstreamFailed(`reading ${source} into the ${idleSide} side: ${problem}; what served goes on serving`);
}

/**
 * Why a job is no success, or null. COMPLETE alone says little: files can fail one by one, and a wrong prefix completes with nothing
 * scanned. A source without rows has a job too, which takes its former rows out of the index. The state machine decides by the same rule.
 */
export function jobProblem({ IngestionJobId, Status, Statistics, FailureReasons = [] }: BedrockJob, rows: number): string | null {
  const { NumberOfDocumentsScanned: scanned, NumberOfDocumentsFailed: failed } = Statistics;
  const reasons = FailureReasons.slice(0, SHOWN_REASONS).map((reason) => reason.slice(0, MAX_REASON_CHARACTERS));
  const shown = reasons.length ? `: ${reasons.join('; ')}` : '';
  if (Status === 'FAILED' || Status === 'STOPPED') return `job ${IngestionJobId} ended ${Status}${shown}`;
  if (Status !== 'COMPLETE') return `job ${IngestionJobId} did not end within two hours; look at it there, stop it, and run ingest again`;
  if (failed > 0) return `${failed} of ${scanned} files failed${shown}`;
  if (rows > 0 && scanned === 0) return 'the job completed, but found no file';
  return null;
}
