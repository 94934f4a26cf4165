import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type AwsIngestPorts, openDeployedPorts } from '#core/aws-ingest-ports.ts';
import { openScrapePorts } from '#core/aws-scrape-ports.ts';
import type { Environment } from '#core/config.ts';
import type { CommandResult } from '#core/domain/command-result.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import { GOLDEN_FILE } from '../../pipelines/kb-ingest/canary.ts';
import type { IngestInput } from '../../pipelines/kb-ingest/ingest.ts';
import { ingestCommand, rollbackCommand } from '../../pipelines/kb-ingest/main.ts';
import type { CommandContext } from './context.ts';
import { readGolden, type ScrapeFlags, scrapeAndVerify } from './pipeline-commands.ts';

/** Of the environment that one begins with, from the folder of the project. */
const DEFAULT_OUTPUTS = 'terraform/envs/dev/outputs.json';

/** `ingest --platform aws`: brings the golden questions of the configuration to where the canary reads them, starts the deployed refresh, and follows it. */
export async function ingestDeployed({ config, environment }: CommandContext, flags: IngestInput, quiet: boolean): Promise<CommandResult> {
  const ports = await openDeployed(environment, quiet);
  if (config.golden !== undefined) await bringGolden(path.resolve(config.folder, config.golden), ports);
  return await ingestCommand(flags, ports);
}

/** `rollback --platform aws`: one row, and the agent where there is one; an older version is made again by the deployed refresh. */
export async function rollBackDeployed(
  { environment }: CommandContext,
  version: number | undefined,
  quiet: boolean,
): Promise<CommandResult> {
  return await rollbackCommand(version, await openDeployed(environment, quiet));
}

async function bringGolden(file: string, { files }: Pick<AwsIngestPorts, 'files'>): Promise<void> {
  const text = await readGolden(file);
  if (text !== (await files.readText(GOLDEN_FILE))) await files.write(GOLDEN_FILE, text);
}

/** What a shell says of a program that was ended by SIGTERM: a refresh must not go on as if its crawl had been one. */
const TERMINATED = 128 + 15;

/**
 * `scrape --platform aws`: reads the sites here, into the CSV of the deployed stack; articles whose docs changed are marked. Asked to stop it
 * ends at once: what it knew some minutes ago is kept, and the next one goes on from there. Two at once for other sites would undo each
 * other's rows until the next crawl; the schedule starts one.
 */
export async function scrapeDeployed(
  { config, environment, dataDir }: CommandContext,
  urls: readonly string[],
  flags: ScrapeFlags,
  quiet: boolean,
): Promise<CommandResult> {
  // The first process of a container is not ended by a signal that it does not listen to.
  process.once('SIGTERM', () => process.exit(TERMINATED));
  const { text, name } = await stackNames(environment);
  const ports = openScrapePorts(text, name, { folder: dataDir, ...outputOf(quiet) });
  return await scrapeAndVerify(config, ports, urls, { ...flags, chromePath: environment.chromePath });
}

async function openDeployed(environment: Environment, quiet: boolean) {
  const { text, name } = await stackNames(environment);
  return openDeployedPorts(text, name, outputOf(quiet));
}

/** The names of the stack: as THREADWELL_STACK has them, else a file. */
async function stackNames({ stack, outputsFile }: Environment): Promise<{ readonly text: string; readonly name: string }> {
  if (stack) return { text: stack, name: 'THREADWELL_STACK' };
  const file = path.resolve(outputsFile ?? DEFAULT_OUTPUTS);
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new InvalidInput(
      `${file} cannot be read (${cause.code}); write it with \`terraform output -json > outputs.json\` in the folder of the environment, or name it in THREADWELL_OUTPUTS`,
      { cause },
    );
  });
  return { text, name: file };
}

function outputOf(quiet: boolean) {
  return {
    ...(quiet ? {} : { terminal: process.stderr }),
    onError: (line: string) => void process.stderr.write(`threadwell: ${line}\n`),
  };
}
