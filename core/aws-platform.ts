import { dynamoAnswerDays } from './aws/answer-days.ts';
import { dynamoApiKeys } from './aws/api-keys.ts';
import { bedrockChatModel } from './aws/chat-model.ts';
import { dynamoConfirmations } from './aws/confirmations.ts';
import type { AwsConnection } from './aws/connection.ts';
import { dynamoDrafts } from './aws/drafts.ts';
import { lambdaDurableRuns } from './aws/durable-runs.ts';
import { eventBridgeEvents } from './aws/events.ts';
import { dynamoFeedback } from './aws/feedback.ts';
import { s3Files } from './aws/files.ts';
import { dynamoGaps } from './aws/gaps.ts';
import { dynamoIntentCache } from './aws/intent-cache.ts';
import { bedrockKnowledgeBase } from './aws/knowledge-base.ts';
import { cloudWatchLog } from './aws/log.ts';
import { cloudWatchMetrics } from './aws/metrics.ts';
import { bedrockModel } from './aws/model.ts';
import { snsNotices } from './aws/notices.ts';
import { dynamoOutbox } from './aws/outbox.ts';
import { sqsQueue } from './aws/queue.ts';
import { dynamoRateLimits } from './aws/rate-limits.ts';
import { stepFunctionsMachine } from './aws/refresh-machine.ts';
import { dynamoReplays } from './aws/replays.ts';
import { managedSecrets } from './aws/secrets.ts';
import { dynamoServing } from './aws/serving.ts';
import { dynamoSessions } from './aws/sessions.ts';
import { parseStack, type Site, type Stack } from './aws/stack.ts';
import { bedrockSupportAgent } from './aws/support-agent.ts';
import { dynamoSupportRequests } from './aws/support-requests.ts';
import { dynamoTable } from './aws/table.ts';
import { dynamoTurns } from './aws/turns.ts';
import { s3UploadPlaces } from './aws/upload-places.ts';
import { dynamoUploads } from './aws/uploads.ts';
import { dynamoWorkflows } from './aws/workflows.ts';
import { type Config, loadConfig } from './config.ts';
import { InvalidInput } from './domain/errors.ts';
import { type Terminal, terminalProgress } from './local/progress.ts';
import { randomIds, systemClock } from './local/system.ts';
import type { DeskTickets } from './ports/desk-tickets.ts';
import { type CorrelatedLog, noLog } from './ports/log.ts';
import { type Metrics, noMetrics } from './ports/metrics.ts';
import type { AssistantModels, Platform } from './ports/platform.ts';
import { noProgress } from './ports/progress.ts';
import type { Queue } from './ports/queue.ts';
import type { RefreshMachine } from './ports/refresh-machine.ts';
import type { Replays } from './ports/replays.ts';
import type { Secrets } from './ports/secrets.ts';
import type { SupportAgent } from './ports/support-agent.ts';
import type { UploadPlaces } from './ports/uploads.ts';
import { zendeskDesk } from './zendesk/zendesk-client.ts';
import { zendeskTickets } from './zendesk/zendesk-tickets.ts';

/** What the port allows readers to be behind; one read of the row in half a minute and not one a question. */
const SERVING_STALE_MS = 30_000;

/** Where functions find the names of their stack. */
const STACK = 'THREADWELL_STACK';

/** What the functions that answer people work with. They crawl nothing and draw no progress. */
export type AwsPlatform = Omit<Platform, 'workFiles' | 'progress' | 'mayReadPrivateHosts'> & {
  readonly log: CorrelatedLog;
  readonly secrets: Secrets;
  readonly site: Site;
  readonly deskTickets: DeskTickets;
  /** Our own account at the desk. */
  readonly deskEmail: string;
  readonly uploadPlaces: UploadPlaces;
  /** What the desk tells by its webhook. */
  readonly webhook: { readonly events: Queue; readonly replays: Replays };
  /** The models of the converse assistant as they are configured. Throws InvalidInput for one that is not Bedrock's. */
  assistantModels(converse: ConverseConfig): AssistantModels;
  /** Null where the stack has no managed agent. */
  readonly supportAgent: SupportAgent | null;
  /** Null where the function may start no refresh. */
  readonly machine: RefreshMachine | null;
};

type AwsPlatformOptions = {
  readonly stack: Stack;
  /** Where the stack's names were found: `THREADWELL_STACK`, a file. */
  readonly name: string;
  readonly config: Config;
  readonly log: CorrelatedLog;
  readonly metrics: Metrics;
};

/**
 * The adapters of a deployed stack, each with one client for all requests of an environment. Nothing is asked of AWS yet. Throws
 * InvalidInput that names everything in stack and configuration that a chat on AWS lacks.
 */
function openAwsPlatform({ stack, name, config, log, metrics }: AwsPlatformOptions): AwsPlatform {
  const { site, bucket, sides, agent, refreshStateMachineArn: stateMachineArn } = stack;
  const { zendesk } = config.tickets;
  const lacking = [
    ...(site ? [] : [`\`site\` in ${name}`]),
    ...(zendesk ? [] : ['`tickets.zendesk` in the configuration']),
    ...(config.assistant.name === 'converse' && !config.assistant.converse ? ['`assistant.converse` in the configuration'] : []),
    // Without it rules would read what a model was to read.
    ...(config.triage.model && config.triage.model.provider !== 'bedrock'
      ? ['a `triage.model` of Bedrock, as functions on AWS ask no other']
      : []),
  ];
  if (!site || !zendesk || lacking.length) throw new InvalidInput(`the deployed chat lacks ${lacking.join(', ')}; add it and deploy again`);
  const aws = { region: stack.region };
  const clock = systemClock;
  const ids = randomIds;
  const table = dynamoTable({ ...aws, table: stack.table, clock });
  const files = s3Files({ ...aws, bucket });
  const serving = dynamoServing({ table, clock, staleMs: SERVING_STALE_MS });
  const secrets = managedSecrets({ ...aws, prefix: site.secretsPrefix, clock });
  const { rewrite } = config.mail;
  const { model: triageModel } = config.triage;
  return {
    clock,
    ids,
    log,
    metrics,
    files,
    serving,
    knowledgeBase: bedrockKnowledgeBase({ ...aws, sides, files, serving, clock, ids, log }),
    sessions: dynamoSessions(table),
    turns: dynamoTurns(table, clock, ids),
    confirmations: dynamoConfirmations(table),
    drafts: dynamoDrafts(table),
    model: rewrite?.provider === 'bedrock' ? bedrockModel({ ...aws, ...rewrite }) : null,
    triageModel: triageModel?.provider === 'bedrock' ? bedrockModel({ ...aws, ...triageModel }) : null,
    gaps: dynamoGaps(table),
    feedback: dynamoFeedback(table),
    answerDays: dynamoAnswerDays(table),
    rateLimits: dynamoRateLimits(table, clock),
    intents: dynamoIntentCache(table, clock),
    ticketDesk: zendeskDesk({ ...zendesk, secrets, fields: config.tickets.fields }),
    outbox: dynamoOutbox(table, clock),
    notices: snsNotices({ ...aws, topics: site.topics }),
    events: eventBridgeEvents({ ...aws, bus: site.bus }),
    workflows: dynamoWorkflows(table),
    durableRuns: lambdaDurableRuns({ ...aws, functionName: site.workflowFunction }),
    apiKeys: dynamoApiKeys(table),
    supportRequests: dynamoSupportRequests(table),
    uploads: dynamoUploads(table),
    queue: sqsQueue({ ...aws, ...site.queue }),
    secrets,
    site,
    uploadPlaces: s3UploadPlaces({ ...aws, bucket, clock }),
    deskTickets: zendeskTickets({ ...zendesk, secrets }),
    deskEmail: zendesk.email,
    webhook: { events: sqsQueue({ ...aws, ...site.ticketEvents }), replays: dynamoReplays(table, clock) },
    assistantModels: (converse) => assistantModelsOf(converse, stack, aws),
    supportAgent: agent && bedrockSupportAgent({ ...aws, ...agent, files, serving, clock, log }),
    machine: stateMachineArn === null ? null : stepFunctionsMachine({ ...aws, stateMachineArn, ids }),
  };
}

type ConverseConfig = NonNullable<Config['assistant']['converse']>;

/** A guardrail that Terraform made goes before the one of the configuration. */
function assistantModelsOf(converse: ConverseConfig, stack: Stack, aws: AwsConnection): AssistantModels {
  const guardrail = stack.guardrail ?? converse.guardrail;
  const { answer, reader = answer, ticket = answer } = converse;
  const settings = (service: typeof answer) => {
    if (service.provider !== 'bedrock')
      throw new InvalidInput(`the model ${service.model} is not Bedrock’s; functions on AWS ask no other, name one of Bedrock’s`);
    return { ...aws, model: service.model, ...(service.region ? { region: service.region } : {}), guardrail };
  };
  return {
    reader: bedrockModel(settings(reader)),
    answer: bedrockChatModel(settings(answer)),
    ticket: bedrockChatModel(settings(ticket)),
  };
}

/** A platform at a terminal. */
export type OperatorPlatform = AwsPlatform & Pick<Platform, 'progress'>;

/**
 * The platform of somebody who looks after a stack, with the rights of whoever the environment says they are. `text` is what
 * `terraform output -json` printed, `name` where it was found; `config` must be what was deployed. Errors are told, nothing else is logged,
 * and nothing is measured: figures are of visitors. Throws InvalidInput as a function does.
 */
export function openOperatorPlatform(
  text: string,
  name: string,
  { config, terminal, onError }: { readonly config: Config; readonly terminal?: Terminal; readonly onError: (line: string) => void },
): OperatorPlatform {
  const log = { ...noLog, correlate() {}, warn: onError, error: onError };
  const platform = openAwsPlatform({ stack: parseStack(text, name), name, config, log, metrics: noMetrics });
  return { ...platform, progress: terminal ? terminalProgress(terminal) : noProgress };
}

/**
 * The platform of a function: the names of its stack are in THREADWELL_STACK, the configuration lies in `configFile`. `service` is the
 * function, such as `chat-stream`: whose log lines and metrics these are. Throws InvalidInput with what is wrong with either.
 */
export function openFunctionPlatform(
  environment: Readonly<Record<string, string | undefined>>,
  configFile: string,
  service: string,
): { readonly platform: AwsPlatform; readonly config: Config } {
  const problems: string[] = [];
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      problems.push(error.message);
      return undefined;
    }
  };
  const stack = attempt(() => parseStack(environment.THREADWELL_STACK ?? '', STACK));
  const config = attempt(() => loadConfig(configFile));
  if (!stack || !config) throw new InvalidInput(problems.join(' · '));
  // Without a site nothing is opened at all.
  const metrics = stack.site ? cloudWatchMetrics({ service, environment: stack.site.environment }) : noMetrics;
  const told = { log: cloudWatchLog({ service }), metrics };
  return { platform: openAwsPlatform({ stack, name: STACK, config, ...told }), config };
}
