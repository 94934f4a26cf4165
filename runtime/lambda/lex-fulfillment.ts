import type { ConnectContactFlowEvent, Context, LexV2Event } from 'aws-lambda';
import { openedOnce, openService } from './open-service.ts';
import { voiceTurn } from './voice-turn.ts';

const run = openedOnce(() => {
  const { config, platform, assistant } = openService('lex-fulfillment');
  return voiceTurn({ assistant, ports: platform, brand: config.brand, ticketFields: config.tickets.fields });
});

/** Lex as the code hook of its bot, Connect as a block of a contact flow. */
export async function handler(event: LexV2Event | ConnectContactFlowEvent, context: Context) {
  return await run()(event, context);
}
