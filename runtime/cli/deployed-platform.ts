import { openOperatorPlatform } from '#core/aws-platform.ts';
import type { CommandPlatform } from './command-platform.ts';
import { type CommandContext, terminalOf } from './context.ts';
import { stackNames } from './stack-names.ts';

/**
 * The deployed stack, with the rights of the operator: the store, the files and the queues that its functions work with.
 *
 * `ask` and `eval` go through the deployed assistant as its functions make it: the same code over the same knowledge bases, models, agent
 * and guardrail. They do not go over HTTP through the site, for three reasons. What an operator tries out must not become a visitor: a
 * session, a stored turn, a gap, a count in the limits of an address, which a golden file of two hundred questions exceeds. `--assistant`
 * and `--model` ask another assistant, which no visitor may. And `ask` keeps saying what it says here, so that the two can be compared.
 * What this does not prove is the road to the functions; `/health` and the widget do. The configuration must be the one that was deployed.
 */
export async function deployedPlatform({ config, environment }: CommandContext, quiet: boolean): Promise<CommandPlatform> {
  const { text, name } = await stackNames(environment);
  const platform = openOperatorPlatform(text, name, { config, ...terminalOf(quiet) });
  return {
    ...platform,
    isDeployed: true,
    assistantOf: async (asked) => (await import('../lambda/deployed-assistant.ts')).deployedAssistant(asked, platform),
  };
}
