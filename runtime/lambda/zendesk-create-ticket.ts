import { functionPlatform } from './open-platform.ts';
import { ticketAction } from './ticket-action.ts';

const open = functionPlatform('zendesk_create_ticket');

/** Called by a Bedrock agent: the tool of its action group. */
export const handler = ticketAction(() => open().platform);
