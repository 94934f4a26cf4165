import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';

/** An event of a queue, as a worker sees it. */
export type QueuedEvent = {
  readonly body: string;
  /** How often it was handed out, this time included. */
  readonly attempts: number;
};

/** Three tries of each request to a desk, and a distillation: what is begun with less time may be cut off in the middle. */
const RESERVE_MS = 60_000;

/**
 * Works off a batch one by one and names those that must come again (ReportBatchItemFailures): `work` says false for them. When the function
 * has not long to live the rest comes again untried; the first is always tried.
 */
export async function workOffBatch(
  { Records }: SQSEvent,
  { getRemainingTimeInMillis }: Pick<Context, 'getRemainingTimeInMillis'>,
  work: (event: QueuedEvent) => Promise<boolean>,
): Promise<SQSBatchResponse> {
  const failed: string[] = [];
  for (const [index, { messageId, body, attributes }] of Records.entries()) {
    const isLate = index > 0 && getRemainingTimeInMillis() < RESERVE_MS;
    if (isLate || !(await work({ body, attempts: Number(attributes.ApproximateReceiveCount) }))) failed.push(messageId);
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}
