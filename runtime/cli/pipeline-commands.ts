import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '#core/config.ts';
import type { CommandResult } from '#core/domain/command-result.ts';
import { Conflict, InvalidInput } from '#core/domain/errors.ts';
import type { OpenPlatform } from '#core/platform.ts';
import { GOLDEN_FILE } from '../../pipelines/kb-ingest/canary.ts';
import type { IngestInput } from '../../pipelines/kb-ingest/ingest.ts';
import { doctorCommand, ingestCommand, rollbackCommand } from '../../pipelines/kb-ingest/main.ts';
import type { IngestReport } from '../../pipelines/kb-ingest/report.ts';
import type { ScrapeArgs } from '../../pipelines/scrape/main.ts';
import type { ScrapePorts } from '../../pipelines/scrape/scrape.ts';
import { publishApproved } from '../curation/publish-approved.ts';
import { verifyApproved } from '../curation/verify-approved.ts';
import { provePromoted } from '../gaps/prove-promoted.ts';
import { configuredAssistant } from './assistant.ts';
import { ownAddress, WRITTEN_ORIGIN } from './own-address.ts';

// The crawler takes a second to load and the mail parser a part of one: only who crawls or reads mail waits for them.

/**
 * `scrape [URL…]`: the given addresses, else every configured site; articles whose docs changed are marked. One at a time in a data folder: of two that write the CSV the later
 * would undo the earlier, and what is known of a site has one owner. Throws Conflict while another one runs.
 */
export async function scrapeAddresses(
  config: Config,
  platform: OpenPlatform,
  urls: readonly string[],
  flags: ScrapeFlags = {},
): Promise<CommandResult> {
  return aloneInCsv(platform, () => scrapeAndVerify(config, platform, urls, flags));
}

type DistillPorts = Pick<OpenPlatform, 'drafts' | 'files' | 'clock' | 'log' | 'progress' | 'model'>;
export type ScrapeFlags = Omit<ScrapeArgs, 'urls'> & { readonly chromePath?: string | undefined };

/** Same, for who is alone in the CSV by other means. */
export async function scrapeAndVerify(
  config: Config,
  ports: ScrapePorts & Pick<OpenPlatform, 'files' | 'drafts'>,
  urls: readonly string[],
  flags: ScrapeFlags,
): Promise<CommandResult> {
  const { scrapeCommand } = await import('../../pipelines/scrape/main.ts');
  const crawler = { contact: config.brand.fallbackEmail, chromePath: flags.chromePath };
  const result = await scrapeCommand({ ...flags, urls }, ports, config.sites, crawler);
  await verifyApproved(ports);
  return result;
}

/** Runs what reads sites or writes `web_docs.csv`. */
export async function aloneInCsv<T>(platform: OpenPlatform, work: () => Promise<T>): Promise<T> {
  const release = platform.hold('scrape');
  if (!release) throw new Conflict('another scrape into this data folder is running; wait until it ends, then run it again');
  try {
    return await work();
  } finally {
    release();
  }
}

/** `distill [PATH…]`: the given mail, else the configured mailboxes; read here, wherever the drafts are kept. */
export async function distillPaths(config: Config, platform: DistillPorts, paths: readonly string[] = []): Promise<CommandResult> {
  const mailboxes = paths.length ? paths : config.mail.mailboxes.map((mailbox) => path.resolve(config.folder, mailbox));
  if (mailboxes.length === 0)
    throw new InvalidInput('there is no mailbox to distil; name one, or add `mail.mailboxes` to threadwell.config.json');
  if (config.mail.rewrite && !platform.model)
    throw new InvalidInput('a deployed stack asks models of Bedrock only; name one in `mail.rewrite`, or leave it out');
  const { distillCommand } = await import('../../pipelines/email-distill/main.ts');
  return distillCommand(mailboxes, config.mail, platform);
}

/**
 * `ingest`: articles whose docs changed are marked, as a crash after the scrape may have left them unmarked; the approved drafts are written out,
 * which mends what a crash between approval and CSV left undone; and the golden questions of the configuration are brought to where the canary
 * reads them, as S3 has them on AWS.
 */
export async function ingestCurrent(
  config: Config,
  platform: OpenPlatform,
  flags: IngestInput = {},
): Promise<CommandResult & { readonly report: IngestReport }> {
  await verifyApproved(platform);
  try {
    await publishApproved(platform, config.articlesBaseUrl);
  } catch (error) {
    // A reason passes over broken rows; the drafts wait until the file is mended.
    if (!(error instanceof InvalidInput) || flags.force === undefined) throw error;
    platform.log.warn('approved drafts were not written out', { forced: flags.force });
  }
  if (config.golden !== undefined) await bringGolden(path.resolve(config.folder, config.golden), platform);
  const result = await ingestCommand(flags, platform);
  await proveClosed(config, platform);
  return result;
}

/** What serves now is asked what the version before did not know. Its failure costs the refresh nothing. */
async function proveClosed(config: Config, platform: OpenPlatform): Promise<void> {
  try {
    await provePromoted({ ...platform, assistant: configuredAssistant(config, platform) });
  } catch (error) {
    platform.log.error('open questions could not be asked again', {}, error);
  }
}

/** Addresses of our own articles move with the port, as those in the CSVs do. */
async function bringGolden(file: string, { files }: OpenPlatform): Promise<void> {
  const moved = (await readGolden(file)).replaceAll(WRITTEN_ORIGIN, await ownAddress(files));
  if (moved !== (await files.readText(GOLDEN_FILE))) await files.write(GOLDEN_FILE, moved);
}

/** The golden questions of the configuration. */
export async function readGolden(file: string): Promise<string> {
  return await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new InvalidInput(`${file} cannot be read (${cause.code}); correct \`golden\` in the configuration`, { cause });
  });
}

/** `doctor [--kb DIR]`: the company's own addresses are no finding. */
export async function examine(config: Config, platform: OpenPlatform, flags: { readonly kb?: string }): Promise<CommandResult> {
  return doctorCommand({ ...flags, ownDomains: ownDomains(config) }, platform);
}

/** The domains whose addresses may stand in an article. */
export function ownDomains({ mail: { supportDomains, supportAddresses }, brand }: Config): string[] {
  return [...supportDomains, ...[brand.fallbackEmail, ...supportAddresses].map((address) => address.split('@').at(-1)!)];
}

/** `rollback [VERSION]`. */
export async function rollBack(platform: OpenPlatform, version: number | undefined): Promise<CommandResult> {
  return rollbackCommand(version, platform);
}
