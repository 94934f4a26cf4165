import type { Config } from '#core/config.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import type { OpenPlatform } from '#core/platform.ts';
import type { Assistant } from '#core/ports/assistant.ts';
import type { AssistantModels, Platform } from '#core/ports/platform.ts';
import type { SupportAgent } from '#core/ports/support-agent.ts';
import { bedrockAgentAssistant } from '../assistant/bedrock-agent/bedrock-agent.ts';
import type { AssistantOptions } from '../assistant/brain.ts';
import { converseAssistant } from '../assistant/converse/converse.ts';
import { embeddedAssistant } from '../assistant/embedded.ts';
import type { AnswerCost } from '../conversations/cost-of.ts';

/** What a platform adds to an assistant. Each throws InvalidInput where stack or configuration lacks it; only the named one is asked. */
type AssistantParts = {
  readonly models: (converse: NonNullable<Config['assistant']['converse']>) => AssistantModels;
  readonly agent: () => SupportAgent;
};

/** The assistant that the configuration names, on any platform. Throws InvalidInput where its own part of the configuration is missing. */
export function assistantOn(
  { assistant, brand, tickets }: Config,
  ports: Pick<Platform, 'knowledgeBase' | 'ids' | 'clock' | 'log' | 'metrics' | 'intents' | 'rateLimits'>,
  parts: AssistantParts,
): Assistant {
  const { name, converse, minConfidence = ports.knowledgeBase.minConfidence } = assistant;
  const options: AssistantOptions = { ports, minConfidence, brand, ticketFields: tickets.fields };
  switch (name) {
    case 'embedded':
      return embeddedAssistant(options);
    case 'converse':
      if (!converse) throw new InvalidInput('the converse assistant has no model; add `assistant.converse.answer` to the configuration');
      return converseAssistant({ ...options, ports, models: parts.models(converse), budget: converse });
    case 'bedrock-agent':
      return bedrockAgentAssistant({ ...options, ports, agent: parts.agent() });
  }
}

/** What answers of the configured assistant cost. */
export function answerCostOf({ assistant: { name, converse } }: Config): AnswerCost {
  if (name === 'embedded') return { kind: 'free' };
  if (name === 'bedrock-agent') return { kind: 'uncounted' };
  const { prices } = converse ?? {};
  if (!prices) return { kind: 'counted', prices: null };
  const { currency, answer, reader = answer, ticket = answer } = prices;
  return { kind: 'counted', prices: { currency, reading: reader, answer, ticket } };
}

/** The assistant that the configuration names, on this machine. */
export function configuredAssistant(config: Config, platform: OpenPlatform): Assistant {
  return assistantOn(config, platform, {
    models: platform.assistantModels,
    agent() {
      throw new InvalidInput('the bedrock-agent assistant answers on AWS only, where its agent is deployed; use embedded or converse here');
    },
  });
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
