import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { CorrelatedLog } from '#core/ports/log.ts';

/** An event of a queue, as a worker sees it. */
export type QueuedEvent = {
  readonly body: string;
  /** How often it was handed out, this time included. */
  readonly attempts: number;
};

/** Three tries of each request to a desk, and a distillation: what is begun with less time may be cut off in the middle. */
const RESERVE_MS = 60_000;

type CallContext = Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>;

/** The handler of a function that a queue calls: `work` does a batch with what `open` gives, and names what must come again. */
export function queueFunction<Ports extends { readonly log: Pick<CorrelatedLog, 'correlate'> }>(
  open: () => Ports,
  work: (event: SQSEvent, ports: Ports, context: CallContext) => Promise<SQSBatchResponse>,
) {
  return async (event: SQSEvent, context: CallContext): Promise<SQSBatchResponse> => {
    const ports = open();
    ports.log.correlate({ requestId: context.awsRequestId });
    return await work(event, ports, context);
  };
}

/**
 * Works off a batch one by one and names those that must come again (ReportBatchItemFailures): `work` says false for them. When the function
 * has not long to live the rest comes again untried; the first is always tried.
 */
export async function workOffBatch(
  { Records }: SQSEvent,
  { getRemainingTimeInMillis }: Pick<CallContext, 'getRemainingTimeInMillis'>,
  work: (event: QueuedEvent) => Promise<boolean>,
): Promise<SQSBatchResponse> {
  const failed: string[] = [];
  for (const [index, { messageId, body, attributes }] of Records.entries()) {
    const isLate = index > 0 && getRemainingTimeInMillis() < RESERVE_MS;
    if (isLate || !(await work({ body, attempts: Number(attributes.ApproximateReceiveCount) }))) failed.push(messageId);
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}
