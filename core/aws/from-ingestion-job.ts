import type { IngestionJob as BedrockJob } from '@aws-sdk/client-bedrock-agent';
import type { IngestionJob } from '#core/ports/knowledge-base.ts';

/** A job as GetIngestionJob tells it. Its reasons may be sentences, or lists of sentences as JSON. */
export function fromIngestionJob(jobId: string, { status, statistics = {}, failureReasons = [] }: Partial<BedrockJob>): IngestionJob {
  const { numberOfNewDocumentsIndexed: added = 0, numberOfModifiedDocumentsIndexed: modified = 0 } = statistics;
  return {
    jobId,
    // A state that this version does not know is none that has ended well.
    status: STATES.find((known) => known === status) ?? 'IN_PROGRESS',
    statistics: {
      scanned: statistics.numberOfDocumentsScanned ?? 0,
      indexed: added + modified,
      deleted: statistics.numberOfDocumentsDeleted ?? 0,
      failed: statistics.numberOfDocumentsFailed ?? 0,
    },
    failureReasons: failureReasons.flatMap(sentences),
  };
}

const STATES: readonly IngestionJob['status'][] = ['STARTING', 'IN_PROGRESS', 'COMPLETE', 'FAILED', 'STOPPING', 'STOPPED'];

function sentences(reason: string): string[] {
  if (!reason.startsWith('[')) return [reason];
  try {
    const list: unknown = JSON.parse(reason);
    if (Array.isArray(list)) return list.map(String);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return [reason];
}
