import type { Config } from '#core/config.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import type { OpenPlatform } from '#core/platform.ts';
import type { Assistant } from '#core/ports/assistant.ts';
import type { AssistantOptions } from '../assistant/brain.ts';
import { converseAssistant } from '../assistant/converse/converse.ts';
import { embeddedAssistant } from '../assistant/embedded.ts';

/** The assistant that the configuration names. Throws InvalidInput where its own part of the configuration is missing. */
export function configuredAssistant(config: Config, platform: OpenPlatform): Assistant {
  const { name, converse, minConfidence = platform.knowledgeBase.minConfidence } = config.assistant;
  const options: AssistantOptions = { ports: platform, minConfidence, brand: config.brand, ticketFields: config.tickets.fields };
  switch (name) {
    case 'embedded':
      return embeddedAssistant(options);
    case 'converse': {
      if (!converse)
        throw new InvalidInput('the converse assistant has no model; add `assistant.converse.answer` to threadwell.config.json');
      return converseAssistant({ ...options, ports: platform, models: platform.assistantModels(converse), budget: converse });
    }
    case 'bedrock-agent':
      throw new InvalidInput('the bedrock-agent assistant answers on AWS only, where its agent is deployed; use embedded or converse here');
  }
}

/** The configuration with another assistant, or another model that writes answers. Throws InvalidInput where there is none to replace. */
export function withAssistant(
  config: Config,
  flags: { readonly assistant?: Config['assistant']['name'] | undefined; readonly model?: string | undefined },
): Config {
  const { assistant } = config;
  const name = flags.assistant ?? assistant.name;
  if (flags.model === undefined) return { ...config, assistant: { ...assistant, name } };
  if (name !== 'converse' || !assistant.converse)
    throw new InvalidInput('--model replaces the model of `assistant.converse.answer`; configure that, and use --assistant converse');
  const answer = { ...assistant.converse.answer, model: flags.model };
  return { ...config, assistant: { ...assistant, name, converse: { ...assistant.converse, answer } } };
}
