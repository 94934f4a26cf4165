import { deployedAssistant } from './deployed-assistant.ts';
import { functionPlatform, once } from './open-platform.ts';
import { voiceTurn } from './voice-turn.ts';

const open = functionPlatform('lex_fulfillment');

/** Called by Lex as the code hook of its bot, and by contact flows of Connect. */
export const handler = voiceTurn(
  once(() => {
    const { platform, config } = open();
    return { assistant: deployedAssistant(config, platform), ports: platform, brand: config.brand, ticketFields: config.tickets.fields };
  }),
);
