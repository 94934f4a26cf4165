import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import type { Config, Environment } from '#core/config.ts';
import type { CommandResult } from '#core/domain/command-result.ts';
import type { OpenPlatform } from '#core/platform.ts';
import { type CommandPlatform, platformHere } from './cli/command-platform.ts';
import {
  type CommandContext,
  commandContext,
  commandEnvironment,
  commandPlatform,
  type GlobalOptions,
  loadEnvironmentFile,
  PRODUCT_VERSION,
  PROJECT_ROOT,
  withoutDesk,
} from './cli/context.ts';
import { deployedHelp, isHereOnly, refuseDeployed } from './cli/here-only.ts';
import { surviveClosedOutput, tellError, tellResult } from './cli/output.ts';
import { ownAddress, servedAt } from './cli/own-address.ts';

type Work<P> = (config: Config, platform: P, environment: Environment) => Promise<CommandResult>;

const program = new Command('threadwell')
  .description('Turns product docs and support e-mail into a knowledge base people can trust, and answers from it with citations.')
  .version(PRODUCT_VERSION)
  .addOption(new Option('--config <file>', 'configuration file (default: threadwell.config.json here, else the samples)'))
  .addOption(new Option('--data <dir>', 'folder of everything generated'))
  .addOption(new Option('--platform <name>', 'what it acts on: this machine, or a deployed stack').choices(['local', 'aws']))
  .option('--json', 'one JSON report on stdout')
  .configureHelp({ showGlobalOptions: true })
  // Wrong use is told by tellError, in the form of every other failure.
  .configureOutput({ outputError: () => {} })
  .exitOverride();

program.hook('preAction', (_, command) => {
  if (commandEnvironment(program.opts<GlobalOptions>()).platform === 'aws') refuseDeployed(command.name());
});

function finish(result: CommandResult): void {
  process.exitCode = tellResult(result, program.opts<GlobalOptions>().json === true);
}

/** Runs a command's work on this machine, with the configuration as it wants it, and lets go of the data folder. */
async function withPlatform(work: Work<OpenPlatform>, changed = (config: Config): Config => config): Promise<void> {
  const options = program.opts<GlobalOptions>();
  const found = commandContext(options);
  const context = { ...found, config: changed(found.config) };
  const platform = commandPlatform(context, { quiet: options.json === true });
  try {
    finish(await work(servedAt(context.config, await ownAddress(platform.files)), platform, context.environment));
  } finally {
    platform.close();
  }
}

/** Same, or with `--platform aws` other work on the deployed stack. */
async function hereOrDeployed(
  here: Work<OpenPlatform>,
  deployed: (context: CommandContext, quiet: boolean) => Promise<CommandResult>,
): Promise<void> {
  const options = program.opts<GlobalOptions>();
  const context = commandContext(options);
  if (context.environment.platform === 'local') await withPlatform(here);
  else finish(await deployed(context, options.json === true));
}

/** Work that is the same on either. Clients of AWS are loaded only where it is asked for. */
async function onEither(work: Work<CommandPlatform>): Promise<void> {
  await hereOrDeployed(
    (config, platform, environment) => work(config, platformHere(platform), environment),
    async (context, quiet) => {
      const { deployedPlatform } = await import('./cli/deployed-platform.ts');
      return await work(context.config, await deployedPlatform(context, quiet), context.environment);
    },
  );
}

function wholeNumber(low: number, high: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < low || number > high)
      throw new InvalidArgumentError(`It must be a whole number from ${low} to ${high}.`);
    return number;
  };
}

const many = (text: string, earlier: string[] = []) => [...earlier, text];

// The commands load what they run only when they run: `--help` and `clean` need no crawler.
const pipelines = () => import('./cli/pipeline-commands.ts');
const answers = () => import('./cli/answer-commands.ts');

program
  .command('init')
  .description('write threadwell.config.json (or --config) for your own site and mailbox (asks, or takes flags)')
  .option('--site <url>', 'address of your docs site', many)
  .option('--mailbox <path>', 'folder, .eml or .mbox of support mail', many)
  .option('--support-domain <domain>', 'domain your support team writes from', many)
  .option('--brand <name>', 'name of your product or company')
  .option('--email <address>', 'where visitors write when the chat cannot help')
  .option('--force', 'replace a configuration that is there')
  .action(async (flags) => {
    const { initCommand } = await import('./cli/init.ts');
    const file = program.opts<GlobalOptions>().config ?? 'threadwell.config.json';
    finish(await initCommand(file, flags, { interactive: process.stdin.isTTY === true, projectRoot: PROJECT_ROOT }));
  });

program
  .command('start')
  .description('everything local: samples or your own configuration, knowledge base, server')
  .option('--port <number>', 'port to serve on', wholeNumber(1, 65_535), 8787)
  .option('--no-samples', 'never fall back to the samples')
  .action(async (flags: { port: number; samples: boolean }) => {
    const { start, stopSignal } = await import('./cli/start.ts');
    const stopped = stopSignal();
    const context = commandContext(program.opts<GlobalOptions>(), flags.samples);
    const starting = start(context, flags.port, (line) => process.stderr.write(`threadwell: ${line}\n`));
    const started = await Promise.race([starting, stopped]);
    // What a refresh had begun is finished by the next start, so there is nothing to wait for.
    if (!started) process.exit();
    process.stdout.write(`${started.text}\n`);
    await stopped;
    await started.service.close();
  });

program
  .command('scrape')
  .description('read docs sites into web_docs.csv (without URL: the configured sites)')
  .argument('[url...]', 'where to begin')
  .option('--include <glob>', 'addresses to read', many)
  .option('--exclude <glob>', 'addresses to leave out', many)
  .option('--max-pages <number>', 'at most so many pages a site', wholeNumber(1, 100_000))
  .option('--all-versions', 'keep older versions of a page beside the newest')
  .option('--render', 'run the scripts of pages that have no text without them, in an installed Chromium')
  .option('--render-unsandboxed', 'render although Chromium has no sandbox here, as for root')
  .option('--allow-private', 'allow the hosts of the given addresses to be private or loopback')
  .option('--out <file>', 'write the CSV there')
  .action((urls, flags) =>
    hereOrDeployed(
      async (config, platform, { chromePath }) => (await pipelines()).scrapeAddresses(config, platform, urls, { ...flags, chromePath }),
      async (context, quiet) => (await import('./cli/deployed-commands.ts')).scrapeDeployed(context, urls, flags, quiet),
    ),
  );

program
  .command('extract')
  .description('the articles one page would give, and what was removed and why')
  .argument('<file>', 'an HTML file')
  .requiredOption('--url <url>', 'the address that the page has')
  .action(async (file: string, flags: { url: string }) => {
    const { config } = commandContext(program.opts<GlobalOptions>());
    finish(await (await import('../pipelines/scrape/main.ts')).extractCommand(file, flags.url, config.sites));
  });

program
  .command('distill')
  .description('turn support mail into drafts (without PATH: the configured mailboxes)')
  .argument('[path...]', '.eml, folder, .mbox, Zendesk ticket .json')
  .action((paths) => onEither(async (config, platform) => (await pipelines()).distillPaths(config, platform, paths)));

program
  .command('clean')
  .description('the visible text of one message, and what was removed and why')
  .argument('<file>', 'an .eml or .txt file')
  .option('--mask', 'mask personal data as a draft would')
  .action(async (file: string, flags: { mask?: boolean }) =>
    finish(await (await import('../pipelines/email-distill/main.ts')).cleanCommand(file, flags)),
  );

program
  .command('drafts')
  .description(
    'review drafts: list [--state NAME], show ID, approve ID, reject ID --reason TEXT, snooze ID [--until DAY], merge ID INTO, withdraw ID --reason TEXT, export FILE, import FILE',
  )
  .argument('[action]', 'what to do', 'list')
  .argument('[target...]', 'a draft’s id, or a file')
  .option('--reason <text>', 'why a draft is rejected or withdrawn; a note where it is approved or snoozed')
  .option('--until <day>', 'when a snoozed draft returns, such as 2026-12-24 (without: when somebody changes it)')
  .option('--state <name>', 'list only drafts of this state')
  .action((action, targets, flags) =>
    onEither(async (config, platform) => (await answers()).reviewDrafts(config, platform, action, targets, flags)),
  );

program
  .command('doctor')
  .description('check every row and sidecar before anything is spent')
  .option('--kb <dir>', 'a folder with CSVs and sidecars (default: the data folder)')
  .action((flags: { kb?: string }) =>
    hereOrDeployed(
      async (config, platform) => (await pipelines()).examine(config, platform, flags),
      async (context, quiet) => (await import('./cli/deployed-commands.ts')).examineDeployed(context, flags, quiet),
    ),
  );

program
  .command('ingest')
  .description('check, plan, upload, sync, prove and promote both CSVs')
  .option('--dry-run', 'stop after the plan')
  .option('--reembed', 'embed everything anew, also what has not changed')
  .option('--force <reason>', 'go on although a guard stops it; the reason is kept in the report')
  .action((flags) =>
    hereOrDeployed(
      async (config, platform) => (await pipelines()).ingestCurrent(config, platform, flags),
      async (context, quiet) => (await import('./cli/deployed-commands.ts')).ingestDeployed(context, flags, quiet),
    ),
  );

program
  .command('rollback')
  .description('serve an earlier version again')
  .argument('[version]', 'its number (default: the one before)', wholeNumber(1, 1_000_000_000))
  .action((version?: number) =>
    hereOrDeployed(
      async (_, platform) => (await pipelines()).rollBack(platform, version),
      async (context, quiet) => (await import('./cli/deployed-commands.ts')).rollBackDeployed(context, version, quiet),
    ),
  );

program
  .command('ask')
  .description('ask a question as a visitor would')
  .argument('<question>')
  .addOption(new Option('--assistant <name>', 'which assistant answers').choices(['embedded', 'converse', 'bedrock-agent']))
  .option('--model <id>', 'model for converse')
  .action((question, flags) => onEither(async (config, platform) => (await answers()).askQuestion(config, platform, question, flags)));

program
  .command('search')
  .description('ranked articles with scores')
  .argument('<question>')
  .option('--limit <number>', 'how many', wholeNumber(1, 100), 10)
  .option('--tag <tag...>', 'only articles with all of these tags')
  .addOption(new Option('--source <name>', 'only articles of this source').choices(['web_docs', 'curated_articles']))
  .action((question, { limit, tag, source }) =>
    onEither(async (_, platform) =>
      (await import('./search/search.ts')).searchCommand({ question, limit, tags: tag ?? [], ...(source && { source }) }, platform),
    ),
  );

program
  .command('eval')
  .description('recall, MRR, citation and refusal accuracy over golden questions')
  .argument('<golden.csv>')
  .addOption(new Option('--assistant <name>', 'which assistant answers').choices(['embedded', 'converse', 'bedrock-agent']))
  .option('--model <id>', 'model for converse')
  .option('--gate <file>', 'fail below the figures in this file')
  .option('--mine', 'add the questions of past visitors')
  .action((file, flags) => onEither(async (config, platform) => (await answers()).evaluateGolden(config, platform, file, flags)));

program
  .command('gaps')
  .description('questions without a good answer, and what has been answered since: list, draft ID')
  .addArgument(new Argument('[action]', 'what to do').choices(['list', 'draft']).default('list'))
  .argument('[id]', 'draft: the gap to write an article about')
  .action((action: string, id?: string) => onEither(async (_, platform) => (await answers()).showGaps(platform, action, id)));

program
  .command('keys')
  .description('API keys of services that pass on support requests: list, create NAME, revoke NAME')
  .argument('[action]', 'what to do', 'list')
  .argument('[name]', 'whose key it is, such as web-form')
  .option('--per-minute <number>', 'at most so many calls a minute', wholeNumber(1, 100_000))
  .option('--per-day <number>', 'at most so many calls a day', wholeNumber(1, 10_000_000))
  .action((action, name, flags) =>
    onEither(async (_, platform) => (await import('./cli/keys.ts')).manageKeys(platform, action, name, flags)),
  );

program
  .command('requests')
  .description('support requests: list, dead (those that were given up, and why), retry ID, retry --all')
  .argument('[action]', 'what to do', 'list')
  .argument('[id...]', 'retry: the request, or the message where it names none')
  .option('--all', 'retry: every dead letter')
  .action((action, ids, flags) =>
    onEither(async (_, platform) => (await import('./cli/requests.ts')).manageRequests(platform, action, ids, flags)),
  );

program
  .command('cost')
  .description('what this corpus and traffic would cost on AWS, line by line')
  .option('--questions-per-month <number>', 'how many questions visitors ask', wholeNumber(0, 1_000_000_000), 1_000)
  .addOption(new Option('--assistant <name>', 'which assistant answers').choices(['embedded', 'converse']).default('converse'))
  .option('--model-price <in,out>', 'dollars for a million tokens in and out, of a model whose price is not known')
  .action((flags) =>
    withPlatform(async (config, platform) => (await import('./cli/cost.ts')).estimateFor(config, platform, flags), withoutDesk),
  );

const deployed = program.commands.filter((command) => !isHereOnly(command.name()));
program.addHelpText('after', deployedHelp(deployed.map((command) => command.name())));
for (const command of deployed)
  command.addHelpText('after', '\nWith --platform aws it acts on the deployed stack, see `threadwell --help`.');

try {
  surviveClosedOutput();
  loadEnvironmentFile();
  await program.parseAsync();
} catch (error) {
  // Wrong use may be found before `--json` is read.
  const json = process.argv.includes('--json');
  const command = program.commands.find((one) => one.name() === program.args[0]);
  process.exitCode = tellError(error, json, command?.name());
}
