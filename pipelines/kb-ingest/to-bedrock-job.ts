import type { IngestionJob } from '#core/ports/knowledge-base.ts';
import type { BedrockJob } from './sync.ts';

/** Our job in the words of GetIngestionJob, in which the state machine reads it. Of what was indexed nobody knows whether it was new. */
export function toBedrockJob({ jobId, status, statistics, failureReasons }: IngestionJob): BedrockJob {
  return {
    IngestionJobId: jobId,
    Status: status,
    Statistics: {
      NumberOfDocumentsScanned: statistics.scanned,
      NumberOfDocumentsFailed: statistics.failed,
      NumberOfNewDocumentsIndexed: 0,
      NumberOfModifiedDocumentsIndexed: statistics.indexed,
      NumberOfDocumentsDeleted: statistics.deleted,
    },
    ...(failureReasons.length ? { FailureReasons: failureReasons } : {}),
  };
}
