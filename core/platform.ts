import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { bedrockChatModel } from './aws/chat-model.ts';
import { bedrockModel } from './aws/model.ts';
import type { Config, Environment } from './config.ts';
import { InvalidInput } from './domain/errors.ts';
import { localAnswerDays } from './local/answer-days.ts';
import { localApiKeys } from './local/api-keys.ts';
import { openAiChatModel } from './local/chat-model.ts';
import { localConfirmations } from './local/confirmations.ts';
import { openDatabase } from './local/database.ts';
import { localDrafts } from './local/drafts.ts';
import { type DriveOptions, driveDurableRuns, localDurableRuns } from './local/durable-runs.ts';
import { localEvents } from './local/events.ts';
import { localFeedback } from './local/feedback.ts';
import { localFiles } from './local/files.ts';
import { localGaps } from './local/gaps.ts';
import { localIntentCache } from './local/intent-cache.ts';
import { keepSwept } from './local/keep-swept.ts';
import { type LocalKnowledgeBaseOptions, localKnowledgeBase } from './local/knowledge-base.ts';
import { fileLog } from './local/log.ts';
import { openAiModel } from './local/model.ts';
import { type KeptNotices, localNotices } from './local/notices.ts';
import { localOutbox } from './local/outbox.ts';
import { processLock } from './local/process-lock.ts';
import { type Terminal, terminalProgress } from './local/progress.ts';
import { localQueue } from './local/queue.ts';
import { localRateLimits } from './local/rate-limits.ts';
import { localReplays } from './local/replays.ts';
import { localSecrets } from './local/secrets.ts';
import { localServing } from './local/serving.ts';
import { localSessions } from './local/sessions.ts';
import { localSupportRequests } from './local/support-requests.ts';
import { randomIds, systemClock } from './local/system.ts';
import { localTurns } from './local/turns.ts';
import { localUploads } from './local/uploads.ts';
import { localWorkFiles } from './local/work-files.ts';
import { localWorkflows } from './local/workflows.ts';
import type { DeskTickets } from './ports/desk-tickets.ts';
import { noMetrics } from './ports/metrics.ts';
import type { Model } from './ports/model.ts';
import type { AssistantModels, Platform } from './ports/platform.ts';
import { noProgress } from './ports/progress.ts';
import type { Queue } from './ports/queue.ts';
import type { Replays } from './ports/replays.ts';
import type { Secrets } from './ports/secrets.ts';
import { ZENDESK_TOKEN } from './zendesk/zendesk-call.ts';
import { zendeskDesk } from './zendesk/zendesk-client.ts';
import { zendeskTickets } from './zendesk/zendesk-tickets.ts';

export type PlatformOptions = {
  readonly config: Config;
  readonly environment: Environment;
  /** The folder of everything generated; created when missing. */
  readonly dataDir: string;
  /** Where progress is drawn; left out, nothing is. */
  readonly terminal?: Terminal;
  /** Where errors are told in one line, besides the log. */
  readonly onError?: (line: string) => void;
  /** The address of the stand-in desk, its token, and what it signs its webhook with, where no Zendesk is configured. */
  readonly standInDesk?: { readonly baseUrl: string; readonly apiToken: string; readonly webhookSecret?: string };
};

/** A platform with the means to let go of it, and the database for the local stand-ins. */
export type OpenPlatform = Platform & {
  /** Our own account at the desk. */
  readonly deskEmail: string;
  /** The models of the converse assistant as they are configured. */
  assistantModels(converse: ConverseConfig): AssistantModels;
  readonly deskTickets: DeskTickets;
  readonly notices: KeptNotices;
  /** What the desk tells by its webhook. `secrets` is null where none is configured: nothing can be taken then. */
  readonly webhook: { readonly events: Queue; readonly replays: Replays; readonly secrets: Secrets | null };
  readonly database: DatabaseSync;
  /** Works on the durable runs of this folder with a handler, until it is closed; one process at a time. */
  driveRuns(handler: DriveOptions['handler']): { close(): Promise<void> };
  /** Lets one process at a time do something with this data folder: what lets go again, or null while another one does it. */
  hold(name: 'start' | 'scrape'): (() => void) | null;
  close(): void;
};

/** The queue of what Zendesk told us. */
const EVENTS_QUEUE = 'zendesk-events';

/** The one place that picks adapters. Throws InvalidInput when what is configured cannot be opened. */
export function openPlatform(options: PlatformOptions): OpenPlatform {
  const { config, environment, dataDir } = options;
  if (environment.platform === 'aws')
    throw new InvalidInput(
      'this works in a data folder of this machine and not on a deployed stack; leave `--platform aws` out, or say `--platform local`',
    );
  const database = openDatabaseIn(dataDir);
  // What each message writes. Waiting for the disk four times a turn would cost a quarter of the answers a second.
  const chatter = openDatabase(dataDir, 'NORMAL');
  const files = localFiles(dataDir);
  const serving = localServing(database);
  const clock = systemClock;
  const log = fileLog(dataDir, clock, options.onError ?? (() => {}));
  const turns = localTurns(chatter, clock, randomIds);
  const confirmations = localConfirmations(database);
  const intents = localIntentCache(chatter, clock);
  const desk = deskOf(options);
  const supportRequests = localSupportRequests(database, clock);
  const uploads = localUploads(database, clock);
  // Their tables are there now.
  const endSweeping = keepSwept({ chatter, database, files, clock, dataDir, log });
  return {
    clock,
    ids: randomIds,
    log,
    metrics: noMetrics,
    progress: options.terminal ? terminalProgress(options.terminal) : noProgress,
    files,
    workFiles: localWorkFiles(dataDir),
    mayReadPrivateHosts: true,
    serving,
    knowledgeBase: localKnowledgeBase({ database: chatter, files, serving, clock, log, ...synonymsOf(config), ...embeddingsOf(options) }),
    sessions: localSessions(chatter, clock),
    turns,
    confirmations,
    drafts: localDrafts(database),
    model: modelOf(config.mail.rewrite, environment),
    triageModel: modelOf(config.triage.model, environment),
    assistantModels: (converse) => assistantModelsOf(converse, environment),
    gaps: localGaps(chatter),
    feedback: localFeedback(database),
    answerDays: localAnswerDays(chatter),
    rateLimits: localRateLimits(chatter, clock),
    intents,
    ticketDesk: zendeskDesk(desk),
    deskEmail: desk.email,
    deskTickets: zendeskTickets(desk),
    webhook: {
      events: localQueue(database, EVENTS_QUEUE, clock, randomIds),
      replays: localReplays(database, clock),
      secrets: webhookSecretsOf(options),
    },
    outbox: localOutbox(database, clock),
    notices: localNotices(database, clock, log),
    events: localEvents(log),
    workflows: localWorkflows(database, clock),
    durableRuns: localDurableRuns(database, clock, randomIds),
    driveRuns: (handler) => driveDurableRuns({ database, clock, ids: randomIds, log, handler }),
    apiKeys: localApiKeys(database),
    supportRequests,
    uploads,
    queue: localQueue(database, 'support-requests', clock, randomIds),
    database,
    hold: (name) => processLock(database, name),
    close: () => {
      endSweeping();
      chatter.close();
      database.close();
    },
  };
}

type ConverseConfig = NonNullable<Config['assistant']['converse']>;

function assistantModelsOf(
  { answer, reader = answer, ticket = answer, guardrail }: ConverseConfig,
  environment: Environment,
): AssistantModels {
  const { modelApiKey: apiKey } = environment;
  const chat = (service: ConverseConfig['answer']) =>
    service.provider === 'bedrock' ? bedrockChatModel({ ...service, guardrail }) : openAiChatModel({ ...service, apiKey });
  return {
    reader: reader.provider === 'bedrock' ? bedrockModel({ ...reader, guardrail }) : openAiModel({ ...reader, apiKey }),
    answer: chat(answer),
    ticket: chat(ticket),
  };
}

function modelOf(service: Config['triage']['model'], { modelApiKey: apiKey }: Environment): Model | null {
  if (!service) return null;
  return service.provider === 'bedrock' ? bedrockModel(service) : openAiModel({ ...service, apiKey });
}

function deskOf({ config, environment, standInDesk }: PlatformOptions) {
  const { zendesk, fields } = config.tickets;
  if (zendesk && !environment.zendeskApiToken)
    throw new InvalidInput('ZENDESK_API_TOKEN is not set; put it into .env, or remove `tickets.zendesk` from the configuration');
  if (zendesk) {
    const values = { [ZENDESK_TOKEN]: environment.zendeskApiToken };
    return { ...zendesk, secrets: localSecrets({ values, file: path.resolve('.env') }), fields };
  }
  const { apiToken = 'stand-in' } = standInDesk ?? {};
  return {
    baseUrl: standInDesk?.baseUrl ?? 'http://127.0.0.1:8787/stand-ins/zendesk',
    email: config.brand.fallbackEmail,
    secrets: { read: async () => apiToken },
    fields,
  };
}

function webhookSecretsOf({ config, environment, standInDesk }: PlatformOptions): Secrets | null {
  const secret = config.tickets.zendesk ? environment.zendeskWebhookSecret : standInDesk?.webhookSecret;
  if (!secret) return null;
  return { read: async () => secret };
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

function embeddingsOf({ config, environment }: PlatformOptions): Pick<LocalKnowledgeBaseOptions, 'embeddings'> {
  if (!config.embeddings) return {};
  return { embeddings: { ...config.embeddings, apiKey: environment.embeddingsApiKey } };
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
