import type { Context } from 'aws-lambda';
import { fileDueTickets } from '../tickets/file-due-tickets.ts';
import { parkAbandoned } from '../triage/park-request.ts';
import { requeueReceived } from '../triage/requeue-received.ts';
import { remindWorkflows } from '../workflow/decision.ts';
import { endLost } from '../workflow/end-lost.ts';
import { startPending } from '../workflow/start-workflow.ts';
import { functionPlatform } from './open-platform.ts';

const open = functionPlatform('due-work');

type DueWork = {
  /** Tickets that visitors accepted while the desk was away. */
  readonly filed: number;
  /** Requests that were kept, and whose call died before they were queued. */
  readonly requeued: number;
  /** Requests whose worker died in its last attempt. */
  readonly parked: number;
  /** Workflows whose run is gone. */
  readonly ended: number;
};

/** Called every minute: does what nobody else comes back for. Each part is tried, whatever becomes of the others; then the first error is thrown. */
export async function handler(_event: unknown, { awsRequestId }: Pick<Context, 'awsRequestId'>): Promise<DueWork> {
  const { platform } = open();
  platform.log.correlate({ requestId: awsRequestId });
  const parts = await Promise.allSettled([
    fileDueTickets(platform),
    requeueReceived(platform),
    parkAbandoned(platform),
    endLost(platform),
    // Their starter, and who should have told them a decision, may be dead: both may be told twice.
    startPending(platform).then(() => 0),
    remindWorkflows(platform).then(() => 0),
  ]);
  const failed = parts.filter((one) => one.status === 'rejected');
  for (const { reason } of failed) platform.log.error('due work could not be done', {}, reason);
  if (failed[0]) throw failed[0].reason;
  const [filed = 0, requeued = 0, parked = 0, ended = 0] = parts.map((one) => (one.status === 'fulfilled' ? one.value : 0));
  return { filed, requeued, parked, ended };
}
