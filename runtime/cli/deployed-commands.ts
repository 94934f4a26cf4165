import path from 'node:path';
import { type AwsIngestPorts, openDeployedPorts } from '#core/aws-ingest-ports.ts';
import { openScrapePorts } from '#core/aws-scrape-ports.ts';
import type { Environment } from '#core/config.ts';
import type { CommandResult } from '#core/domain/command-result.ts';
import { SIDES, type Side } from '#core/ports/knowledge-base.ts';
import { GOLDEN_FILE } from '../../pipelines/kb-ingest/canary.ts';
import type { Finding } from '../../pipelines/kb-ingest/doctor/finding.ts';
import { doctorText } from '../../pipelines/kb-ingest/doctor/report-text.ts';
import type { IngestInput } from '../../pipelines/kb-ingest/ingest.ts';
import { doctorCommand, ingestCommand, rollbackCommand } from '../../pipelines/kb-ingest/main.ts';
import { type CommandContext, terminalOf } from './context.ts';
import { WrongUse } from './output.ts';
import { ownDomains, readGolden, type ScrapeFlags, scrapeAndVerify } from './pipeline-commands.ts';
import { stackNames } from './stack-names.ts';

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

/**
 * `doctor --platform aws`: the CSVs of the deployed stack beside what serves, and how both its knowledge bases are set up: what a refresh
 * would stop at. Throws WrongUse for a folder of this machine.
 */
export async function examineDeployed(
  { config, environment }: CommandContext,
  { kb }: { readonly kb?: string },
  quiet: boolean,
): Promise<CommandResult> {
  if (kb !== undefined) throw new WrongUse('doctor --kb looks at a folder of this machine; leave `--platform aws` out');
  const ports = await openDeployed(environment, quiet);
  const { report } = await doctorCommand({ ownDomains: ownDomains(config) }, ports);
  const settings = (await Promise.all(SIDES.map((side) => settingsOf(side, ports)))).flat();
  const errors = report.errors + settings.filter(({ severity }) => severity === 'error').length;
  const whole = {
    ...report,
    errors,
    warnings: report.errors + report.warnings + settings.length - errors,
    findings: [...settings, ...report.findings],
  };
  return { report: whole, text: doctorText(whole), ok: errors === 0 };
}

async function settingsOf(side: Side, { target }: Pick<AwsIngestPorts, 'target'>): Promise<Finding[]> {
  return (await target.inspect(side)).map(({ stops, problem }) => ({
    severity: stops ? 'error' : 'warning',
    file: `kb/${side}`,
    row: null,
    column: null,
    problem,
    fix: stops ? 'a refresh would stop at it until it is put right' : 'put it right where the stack is set up',
  }));
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
  const ports = openScrapePorts(text, name, { folder: dataDir, ...terminalOf(quiet) });
  return await scrapeAndVerify(config, ports, urls, { ...flags, chromePath: environment.chromePath });
}

async function openDeployed(environment: Environment, quiet: boolean) {
  const { text, name } = await stackNames(environment);
  return openDeployedPorts(text, name, terminalOf(quiet));
}
