import type { Config } from '#core/config.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import type { OpenPlatform } from '#core/platform.ts';
import type { Assistant } from '#core/ports/assistant.ts';
import { embeddedAssistant } from '../assistant/embedded.ts';

/** The assistant that the configuration names. Throws InvalidInput for one that this version does not have. */
export function configuredAssistant(config: Config, platform: OpenPlatform): Assistant {
  if (config.assistant.name !== 'embedded')
    throw new InvalidInput(`the ${config.assistant.name} assistant is not part of this version yet; use embedded`);
  return embeddedAssistant({
    ports: platform,
    minConfidence: config.assistant.minConfidence ?? platform.knowledgeBase.minConfidence,
    brand: config.brand,
    ticketFields: config.tickets.fields,
  });
}
