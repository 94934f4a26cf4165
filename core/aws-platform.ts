import { bedrockChatModel } from './aws/chat-model.ts';
import { dynamoConfirmations } from './aws/confirmations.ts';
import type { AwsConnection } from './aws/connection.ts';
import { dynamoDrafts } from './aws/drafts.ts';
import { dynamoFeedback } from './aws/feedback.ts';
import { s3Files } from './aws/files.ts';
import { dynamoGaps } from './aws/gaps.ts';
import { dynamoIntentCache } from './aws/intent-cache.ts';
import { bedrockKnowledgeBase } from './aws/knowledge-base.ts';
import { cloudWatchLog } from './aws/log.ts';
import { cloudWatchMetrics } from './aws/metrics.ts';
import { bedrockModel } from './aws/model.ts';
import { dynamoOutbox } from './aws/outbox.ts';
import { dynamoRateLimits } from './aws/rate-limits.ts';
import { stepFunctionsMachine } from './aws/refresh-machine.ts';
import { managedSecrets } from './aws/secrets.ts';
import { dynamoServing } from './aws/serving.ts';
import { dynamoSessions } from './aws/sessions.ts';
import { parseStack, type Stack } from './aws/stack.ts';
import { bedrockSupportAgent } from './aws/support-agent.ts';
import { dynamoTable } from './aws/table.ts';
import { dynamoTurns } from './aws/turns.ts';
import type { Config } from './config.ts';
import { InvalidInput } from './domain/errors.ts';
import { randomIds, systemClock } from './local/system.ts';
import type { CorrelatedLog } from './ports/log.ts';
import type { AssistantModels, Platform } from './ports/platform.ts';
import { noProgress } from './ports/progress.ts';
import type { Refresh } from './ports/refresh.ts';
import type { Secrets } from './ports/secrets.ts';
import type { SupportAgent } from './ports/support-agent.ts';
import { zendeskDesk } from './zendesk/zendesk-client.ts';

/** A reader of the serving row may be so far behind: one read in half a minute instead of one a question. */
const SERVING_STALE_MS = 30_000;

/** Everything that answers visitors needs on AWS. It crawls nothing, so it has no work files. */
export type AwsPlatform = Omit<Platform, 'workFiles' | 'log'> & {
  readonly log: CorrelatedLog;
  readonly secrets: Secrets;
  readonly refresh: Refresh;
  readonly environment: string;
  readonly publicOrigin: string;
  assistantModels(converse: ConverseConfig): AssistantModels;
  /** Null where no managed agent is deployed. */
  readonly supportAgent: SupportAgent | null;
};

type ConverseConfig = NonNullable<Config['assistant']['converse']>;

export type AwsPlatformOptions = {
  readonly config: Config;
  /** The JSON of the stack's names, as Terraform puts it into THREADWELL_STACK. */
  readonly stack: string | undefined;
  /** The function, for log lines and metrics: `chat-stream`. */
  readonly name: string;
  /** Tests connect to stand-ins of the services. */
  readonly connection?: AwsConnection;
};

/** The adapters of a function of the stack; clients open with their first call. Throws InvalidInput for what is not set up. */
export function openAwsPlatform({ config, stack: text, name, connection = {} }: AwsPlatformOptions): AwsPlatform {
  if (!text) throw new InvalidInput('THREADWELL_STACK is not set; it is the JSON of the stack’s names, see core/aws/stack.ts');
  const stack = parseStack(text, 'THREADWELL_STACK');
  const { service, sides, agent } = stack;
  const { zendesk, fields } = config.tickets;
  if (!service) throw new InvalidInput('THREADWELL_STACK lacks `service`; see core/aws/stack.ts');
  if (!zendesk) throw new InvalidInput('`tickets.zendesk` is not configured; tickets have nowhere to go on AWS');
  const aws = { region: stack.region, ...connection };
  const log = cloudWatchLog({ service: name });
  const clock = systemClock;
  const ids = randomIds;
  const files = s3Files({ ...aws, bucket: stack.bucket });
  const table = dynamoTable({ ...aws, table: stack.table, clock });
  const serving = dynamoServing({ table, clock, staleMs: SERVING_STALE_MS });
  const secrets = managedSecrets({ ...aws, prefix: service.secretsPrefix, clock });
  const bedrock = { region: stack.region, ...(connection.endpoint ? { endpoint: connection.endpoint } : {}) };
  return {
    clock,
    ids,
    log,
    metrics: cloudWatchMetrics({ service: name }),
    progress: noProgress,
    files,
    mayReadPrivateHosts: false,
    serving,
    knowledgeBase: bedrockKnowledgeBase({ ...aws, sides, files, serving, clock, ids, log }),
    sessions: dynamoSessions(table),
    turns: dynamoTurns(table, clock, ids),
    confirmations: dynamoConfirmations(table),
    drafts: dynamoDrafts(table),
    model: null,
    assistantModels: (converse) => assistantModelsOf(converse, bedrock),
    supportAgent: agent && bedrockSupportAgent({ ...aws, ...agent, files, serving, clock, log }),
    gaps: dynamoGaps(table),
    feedback: dynamoFeedback(table),
    rateLimits: dynamoRateLimits(table, clock),
    intents: dynamoIntentCache(table, clock),
    ticketDesk: zendeskDesk({ ...zendesk, secrets, fields }),
    outbox: dynamoOutbox(table, clock),
    secrets,
    refresh: refreshOf(stack, aws),
    environment: service.environment,
    publicOrigin: service.publicOrigin,
  };
}

function assistantModelsOf(
  { answer, reader = answer, ticket = answer, guardrail }: ConverseConfig,
  bedrock: Pick<AwsConnection, 'region' | 'endpoint'>,
): AssistantModels {
  const own = (service: ConverseConfig['answer']) => {
    if (service.provider !== 'bedrock')
      throw new InvalidInput('`assistant.converse` names a model outside Bedrock; on AWS use provider bedrock');
    return { ...bedrock, ...service, region: service.region ?? bedrock.region, guardrail };
  };
  return { reader: bedrockModel(own(reader)), answer: bedrockChatModel(own(answer)), ticket: bedrockChatModel(own(ticket)) };
}

/** Starts the state machine and does not wait: a refresh takes longer than a request may. */
function refreshOf({ refreshStateMachineArn }: Stack, aws: AwsConnection): Refresh {
  return {
    async start() {
      if (!refreshStateMachineArn) throw new InvalidInput('this function starts no refresh; see `refresh_state_machine_arn` of the stack');
      await stepFunctionsMachine({ ...aws, stateMachineArn: refreshStateMachineArn, ids: randomIds }).start({ scrape: false });
      return { status: 'started', version: null };
    },
  };
}
