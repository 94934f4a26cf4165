import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { workOffEvent } from '../tickets/webhook/work-off-events.ts';
import { functionPlatform, once } from './open-platform.ts';
import { workOffBatch } from './queue-batch.ts';
import { solvedTickets } from './solved-tickets.ts';

const open = functionPlatform('work-ticket-events');
const ports = once(() => {
  const { platform, config } = open();
  return { ...platform, solvedTickets: solvedTickets(config, platform) };
});

/** Called with what Zendesk told of its tickets: keeps them, suggests experts, and makes drafts of solved ones. */
export async function handler(
  event: SQSEvent,
  context: Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>,
): Promise<SQSBatchResponse> {
  const opened = ports();
  opened.log.correlate({ requestId: context.awsRequestId });
  return await workOffBatch(event, context, (queued) => workOffEvent(queued, opened));
}
