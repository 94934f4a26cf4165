import type { Queue } from '#core/ports/queue.ts';
import { triageMessage } from './triage-message.ts';
import type { TriagePorts } from './triage-ports.ts';

/** What SQS hands to a function, as far as we read it. */
export type SqsEvent = {
  readonly Records: readonly {
    readonly messageId: string;
    readonly receiptHandle: string;
    readonly body: string;
    readonly attributes: { readonly ApproximateReceiveCount: string };
  }[];
};
/** Which messages come again; the function's mapping must have `ReportBatchItemFailures`. */
export type SqsBatchResponse = { readonly batchItemFailures: { readonly itemIdentifier: string }[] };

/** Triages a batch of SQS. What failed is hidden for its pause and named in the answer; SQS deletes the others. */
export async function triageBatch(event: SqsEvent, ports: TriagePorts & { readonly queue: Queue }): Promise<SqsBatchResponse> {
  const failures = await Promise.all(
    event.Records.map(async ({ messageId, receiptHandle, body, attributes }) => {
      try {
        const outcome = await triageMessage({ id: messageId, body, attempts: Number(attributes.ApproximateReceiveCount) }, ports);
        if (outcome.outcome === 'done') return [];
        await ports.queue.postpone(receiptHandle, outcome.afterSeconds);
      } catch (error) {
        ports.log.error('a message could not be triaged; it comes again when its time is over', { messageId }, error);
      }
      return [{ itemIdentifier: messageId }];
    }),
  );
  return { batchItemFailures: failures.flat() };
}
