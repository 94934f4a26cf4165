import { bedrockAgentSwitch } from './aws/agent-switch.ts';
import type { AwsConnection } from './aws/connection.ts';
import { s3Files } from './aws/files.ts';
import { bedrockTarget } from './aws/ingest-target.ts';
import { bedrockKnowledgeBase } from './aws/knowledge-base.ts';
import { stepFunctionsMachine } from './aws/refresh-machine.ts';
import { dynamoServing } from './aws/serving.ts';
import { NEXT_STEP, parseStack, type Stack } from './aws/stack.ts';
import { dynamoTable } from './aws/table.ts';
import { InvalidInput } from './domain/errors.ts';
import { type Terminal, terminalProgress } from './local/progress.ts';
import { randomIds, systemClock } from './local/system.ts';
import type { AgentSwitch } from './ports/agent-switch.ts';
import type { IngestTarget } from './ports/ingest-target.ts';
import type { Log } from './ports/log.ts';
import type { Platform } from './ports/platform.ts';
import { noProgress, type Progress } from './ports/progress.ts';
import type { RefreshMachine } from './ports/refresh-machine.ts';

/** What a refresh and a rollback need of a deployed stack. */
export type AwsIngestPorts = Pick<Platform, 'files' | 'serving' | 'knowledgeBase' | 'clock' | 'log' | 'progress'> & {
  readonly target: IngestTarget;
  readonly agentSwitch?: AgentSwitch;
  readonly machine?: RefreshMachine;
};

export type AwsIngestOptions = {
  readonly stack: Stack;
  readonly log: Log;
  readonly progress?: Progress;
  /** Tests connect to stand-ins of the services. */
  readonly connection?: AwsConnection;
  readonly pollMs?: number;
};

export function openAwsIngestPorts({ stack, log, progress = noProgress, connection = {}, pollMs }: AwsIngestOptions): AwsIngestPorts {
  const { bucket, table, sides, agent, refreshStateMachineArn } = stack;
  const pace = { ...(pollMs !== undefined && { pollMs }) };
  const aws = { region: stack.region, ...connection };
  const files = s3Files({ ...aws, bucket });
  const serving = dynamoServing({ table: dynamoTable({ ...aws, table, clock: systemClock }), clock: systemClock });
  const knowledgeBases = { blue: sides.blue.knowledgeBaseId, green: sides.green.knowledgeBaseId };
  return {
    files,
    serving,
    knowledgeBase: bedrockKnowledgeBase({ ...aws, sides, files, serving, clock: systemClock, ids: randomIds, log }),
    target: bedrockTarget({ ...aws, sides, bucket }),
    clock: systemClock,
    log,
    progress,
    ...(agent && { agentSwitch: bedrockAgentSwitch({ ...aws, ...agent, ...pace, knowledgeBases }) }),
    ...(refreshStateMachineArn && {
      machine: stepFunctionsMachine({ ...aws, ...pace, stateMachineArn: refreshStateMachineArn, ids: randomIds }),
    }),
  };
}

/**
 * The ports of a function of the stack, whose names Terraform puts into THREADWELL_STACK. `log` is the function's own; without one its lines are
 * JSON, as CloudWatch searches them.
 */
export function openFunctionPorts(environment: Readonly<Record<string, string | undefined>>, log: Log = jsonLog): AwsIngestPorts {
  const text = environment.THREADWELL_STACK;
  if (!text) throw new InvalidInput('THREADWELL_STACK is not set; it is the JSON of the stack’s names, see core/aws/stack.ts');
  return openAwsIngestPorts({ stack: parseStack(text, 'THREADWELL_STACK'), log });
}

/** The ports of somebody at a terminal; `text` is what `terraform output -json` printed, `name` where it was found. */
export function openDeployedPorts(
  text: string,
  name: string,
  { terminal, onError }: { readonly terminal?: Terminal; readonly onError: (line: string) => void },
): AwsIngestPorts & { readonly machine: RefreshMachine } {
  const stack = parseStack(text, name);
  const { machine, ...ports } = openAwsIngestPorts({
    stack,
    log: { debug() {}, info() {}, warn: onError, error: onError },
    ...(terminal && { progress: terminalProgress(terminal) }),
  });
  if (!machine) throw new InvalidInput(`${name} lacks \`refresh_state_machine_arn\`; ${NEXT_STEP}`);
  return { ...ports, machine };
}

/** For the function that only refreshes: the logger of the others (`aws/log.ts`) would be a sixth of what its start reads. */
const jsonLog: Log = {
  debug() {},
  info: (message, fields) => writeLine('INFO', message, fields),
  warn: (message, fields) => writeLine('WARN', message, fields),
  error: (message, fields, cause) => writeLine('ERROR', message, { ...fields, cause: cause instanceof Error ? cause.stack : undefined }),
};

function writeLine(level: string, message: string, fields: object = {}): void {
  process.stdout.write(`${JSON.stringify({ level, message, ...fields })}\n`);
}
