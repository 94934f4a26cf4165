import type { AwsPlatform } from '#core/aws-platform.ts';
import type { Config } from '#core/config.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import type { Assistant } from '#core/ports/assistant.ts';
import { bedrockAgentAssistant } from '../assistant/bedrock-agent/bedrock-agent.ts';
import type { AssistantOptions } from '../assistant/brain.ts';
import { converseAssistant } from '../assistant/converse/converse.ts';
import { embeddedAssistant } from '../assistant/embedded.ts';

/** The assistant that the configuration names, on AWS. Throws InvalidInput where the stack or the configuration lacks its part. */
export function deployedAssistant(config: Config, platform: AwsPlatform): Assistant {
  const { name, converse, minConfidence = platform.knowledgeBase.minConfidence } = config.assistant;
  const options: AssistantOptions = { ports: platform, minConfidence, brand: config.brand, ticketFields: config.tickets.fields };
  switch (name) {
    case 'embedded':
      return embeddedAssistant(options);
    case 'converse':
      if (!converse) throw new InvalidInput('the converse assistant has no model; add `assistant.converse.answer` to the configuration');
      return converseAssistant({ ...options, ports: platform, models: platform.assistantModels(), budget: converse });
    case 'bedrock-agent':
      if (!platform.supportAgent) throw new InvalidInput('the stack has no agent; enable it in Terraform, or choose converse');
      return bedrockAgentAssistant({ ...options, ports: platform, agent: platform.supportAgent });
  }
}
