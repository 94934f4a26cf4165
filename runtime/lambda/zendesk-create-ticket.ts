import type { Context } from 'aws-lambda';
import { openedOnce, openService } from './open-service.ts';
import { ticketAction } from './ticket-action.ts';

const run = openedOnce(() => ticketAction(openService('zendesk-create-ticket').platform));

/** The action group of the Bedrock agent. */
export async function handler(event: unknown, context: Context) {
  return await run()(event, context);
}
