import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { bedrockModel } from './aws/model.ts';
import type { Config, Environment } from './config.ts';
import { InvalidInput } from './domain/errors.ts';
import { localConfirmations } from './local/confirmations.ts';
import { openDatabase } from './local/database.ts';
import { localDrafts } from './local/drafts.ts';
import { localFeedback } from './local/feedback.ts';
import { localFiles } from './local/files.ts';
import { localGaps } from './local/gaps.ts';
import { localIntentCache } from './local/intent-cache.ts';
import { type LocalKnowledgeBaseOptions, localKnowledgeBase } from './local/knowledge-base.ts';
import { fileLog } from './local/log.ts';
import { openAiModel } from './local/model.ts';
import { processLock } from './local/process-lock.ts';
import { type Terminal, terminalProgress } from './local/progress.ts';
import { localRateLimits } from './local/rate-limits.ts';
import { localServing } from './local/serving.ts';
import { localSessions } from './local/sessions.ts';
import { randomIds, systemClock } from './local/system.ts';
import { localTurns } from './local/turns.ts';
import { localWorkFiles } from './local/work-files.ts';
import type { Log } from './ports/log.ts';
import type { Model } from './ports/model.ts';
import type { Platform } from './ports/platform.ts';
import { noProgress } from './ports/progress.ts';
import { zendeskDesk } from './zendesk/zendesk-client.ts';

export type PlatformOptions = {
  readonly config: Config;
  readonly environment: Environment;
  /** The folder of everything generated; created when missing. */
  readonly dataDir: string;
  /** Where progress is drawn; left out, nothing is. */
  readonly terminal?: Terminal;
  /** Where errors are told in one line, besides the log. */
  readonly onError?: (line: string) => void;
  /** The address of the stand-in desk and its token, where no Zendesk is configured. */
  readonly standInDesk?: { readonly baseUrl: string; readonly apiToken: string };
};

/** A platform with the means to let go of it, and the database for the local stand-ins. */
export type OpenPlatform = Platform & {
  readonly database: DatabaseSync;
  /** Lets one process at a time do something with this data folder: what lets go again, or null while another one does it. */
  hold(name: 'start' | 'scrape'): (() => void) | null;
  close(): void;
};

/** The one place that picks adapters. Throws InvalidInput when what is configured cannot be opened. */
export function openPlatform(options: PlatformOptions): OpenPlatform {
  const { config, environment, dataDir } = options;
  if (environment.platform === 'aws')
    throw new InvalidInput('the aws platform is not part of this version yet; leave --platform out to run locally');
  const database = openDatabaseIn(dataDir);
  const files = localFiles(dataDir);
  const serving = localServing(database);
  const clock = systemClock;
  const log = fileLog(dataDir, clock, options.onError ?? (() => {}));
  return {
    clock,
    ids: randomIds,
    log,
    progress: options.terminal ? terminalProgress(options.terminal) : noProgress,
    files,
    workFiles: localWorkFiles(dataDir),
    mayReadPrivateHosts: true,
    serving,
    knowledgeBase: localKnowledgeBase({ database, files, serving, clock, ...synonymsOf(config), ...embeddingsOf(options, log) }),
    sessions: localSessions(database, clock),
    turns: localTurns(database, clock, randomIds),
    confirmations: localConfirmations(database),
    drafts: localDrafts(database),
    model: modelOf(options),
    gaps: localGaps(database),
    feedback: localFeedback(database),
    rateLimits: localRateLimits(database, clock),
    intents: localIntentCache(database, clock),
    ticketDesk: zendeskDesk(deskOf(options)),
    database,
    hold: (name) => processLock(database, name),
    close: () => database.close(),
  };
}

function modelOf({ config, environment }: PlatformOptions): Model | null {
  const { rewrite } = config.mail;
  if (!rewrite) return null;
  return rewrite.provider === 'bedrock' ? bedrockModel(rewrite) : openAiModel({ ...rewrite, apiKey: environment.modelApiKey });
}

function deskOf({ config, environment, standInDesk }: PlatformOptions) {
  const { zendesk, fields } = config.tickets;
  if (zendesk && !environment.zendeskApiToken)
    throw new InvalidInput('ZENDESK_API_TOKEN is not set; put it into .env, or remove `tickets.zendesk` from the configuration');
  if (zendesk && environment.zendeskApiToken) return { ...zendesk, apiToken: environment.zendeskApiToken, fields };
  return {
    baseUrl: standInDesk?.baseUrl ?? 'http://127.0.0.1:8787/stand-ins/zendesk',
    email: config.brand.fallbackEmail,
    apiToken: standInDesk?.apiToken ?? 'stand-in',
    fields,
  };
}

function synonymsOf(config: Config): { synonyms?: string } {
  if (!config.synonyms) return {};
  const file = path.resolve(config.folder, config.synonyms);
  try {
    return { synonyms: readFileSync(file, 'utf8') };
  } catch (error) {
    throw new InvalidInput(
      `synonyms file ${file} cannot be read (${(error as NodeJS.ErrnoException).code}); correct \`synonyms\` in the configuration`,
    );
  }
}

function embeddingsOf({ config, environment }: PlatformOptions, log: Log): Pick<LocalKnowledgeBaseOptions, 'embeddings'> {
  if (!config.embeddings) return {};
  return { embeddings: { endpoint: { ...config.embeddings, apiKey: environment.embeddingsApiKey }, log } };
}

function openDatabaseIn(dataDir: string): DatabaseSync {
  try {
    mkdirSync(dataDir, { recursive: true });
    return openDatabase(dataDir);
  } catch (error) {
    throw new InvalidInput(`data folder ${dataDir} cannot be used: ${(error as Error).message}; name another with --data`, {
      cause: error,
    });
  }
}
