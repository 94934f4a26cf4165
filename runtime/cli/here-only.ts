import { WrongUse } from './output.ts';

/** Commands that a deployed stack has no part in, each with what to do there. */
const HERE_ONLY: Readonly<Record<string, string>> = {
  init: 'it writes a file, which is deployed with the functions',
  start: 'Terraform deploys what answers there',
  extract: 'it reads a file; what it tells holds for a stack too',
  clean: 'it reads a file; what it tells holds for a stack too',
  cost: 'it estimates from the data folder of this machine',
};

export function isHereOnly(command: string): boolean {
  return Object.hasOwn(HERE_ONLY, command);
}

/** Throws WrongUse for a command that does nothing to a deployed stack: done here in silence, it would look as if it had. */
export function refuseDeployed(command: string): void {
  if (isHereOnly(command))
    throw new WrongUse(
      `${command} works on this machine alone (${HERE_ONLY[command]}); leave \`--platform aws\` out, or say \`--platform local\` where THREADWELL_PLATFORM is aws`,
    );
}

/** What `--help` says of the commands that act on a deployed stack. */
export function deployedHelp(commands: readonly string[]): string {
  return `
With --platform aws these act on the deployed stack: ${commands.join(', ')}.
Its names come from \`terraform output -json\`, in the file that THREADWELL_OUTPUTS names (terraform/envs/dev/outputs.json without it);
credentials from where AWS clients look for them, such as AWS_PROFILE; --config names the configuration that was deployed.`;
}
