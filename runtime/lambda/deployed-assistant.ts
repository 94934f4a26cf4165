import type { AwsPlatform } from '#core/aws-platform.ts';
import type { Config } from '#core/config.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import type { Assistant } from '#core/ports/assistant.ts';
import { assistantOn } from '../cli/assistant.ts';

/** The assistant that the configuration names, on AWS. Throws InvalidInput where the stack or the configuration lacks its part. */
export function deployedAssistant(config: Config, platform: AwsPlatform): Assistant {
  return assistantOn(config, platform, {
    models: platform.assistantModels,
    agent() {
      if (!platform.supportAgent) throw new InvalidInput('the stack has no agent; enable it in Terraform, or choose converse');
      return platform.supportAgent;
    },
  });
}
