import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type AwsIngestPorts, openDeployedPorts } from '#core/aws-ingest-ports.ts';
import type { CommandResult } from '#core/domain/command-result.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import { GOLDEN_FILE } from '../../pipelines/kb-ingest/canary.ts';
import type { IngestInput } from '../../pipelines/kb-ingest/ingest.ts';
import { ingestCommand, rollbackCommand } from '../../pipelines/kb-ingest/main.ts';
import type { CommandContext } from './context.ts';
import { readGolden } from './pipeline-commands.ts';

/** Of the environment that one begins with, from the folder of the project. */
const DEFAULT_OUTPUTS = 'terraform/envs/dev/outputs.json';

/** `ingest --platform aws`: brings the golden questions of the configuration to where the canary reads them, starts the deployed refresh, and follows it. */
export async function ingestDeployed({ config, environment }: CommandContext, flags: IngestInput, quiet: boolean): Promise<CommandResult> {
  const ports = await openDeployed(environment.outputsFile, quiet);
  if (config.golden !== undefined) await bringGolden(path.resolve(config.folder, config.golden), ports);
  return await ingestCommand(flags, ports);
}

/** `rollback --platform aws`: one row, and the agent where there is one; an older version is made again by the deployed refresh. */
export async function rollBackDeployed(
  { environment }: CommandContext,
  version: number | undefined,
  quiet: boolean,
): Promise<CommandResult> {
  return await rollbackCommand(version, await openDeployed(environment.outputsFile, quiet));
}

async function bringGolden(file: string, { files }: Pick<AwsIngestPorts, 'files'>): Promise<void> {
  const text = await readGolden(file);
  if (text !== (await files.readText(GOLDEN_FILE))) await files.write(GOLDEN_FILE, text);
}

async function openDeployed(outputsFile: string | undefined, quiet: boolean) {
  const file = path.resolve(outputsFile ?? DEFAULT_OUTPUTS);
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new InvalidInput(
      `${file} cannot be read (${cause.code}); write it with \`terraform output -json > outputs.json\` in the folder of the environment, or name it in THREADWELL_OUTPUTS`,
      { cause },
    );
  });
  return openDeployedPorts(text, file, {
    ...(quiet ? {} : { terminal: process.stderr }),
    onError: (line) => process.stderr.write(`threadwell: ${line}\n`),
  });
}
