import { rewriteElsewhere } from '#core/rewrite-elsewhere.ts';
import { workOffEvent } from '../tickets/webhook/work-off-events.ts';
import { functionPlatform, once } from './open-platform.ts';
import { queueFunction, workOffBatch } from './queue-batch.ts';
import { solvedTickets } from './solved-tickets.ts';

const open = functionPlatform('work-ticket-events');
const ports = once(() => {
  const { platform, config } = open();
  const passedOver = rewriteElsewhere(config);
  if (passedOver) platform.log.warn(passedOver);
  return { ...platform, solvedTickets: solvedTickets(config, platform) };
});

/** Called with what Zendesk told of its tickets: keeps them, suggests experts, and makes drafts of solved ones. */
export const handler = queueFunction(ports, (event, opened, context) =>
  workOffBatch(event, context, (queued) => workOffEvent(queued, opened)),
);
