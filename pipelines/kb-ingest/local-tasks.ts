import type { RunOptions, StateMachineDefinition } from 'aws-local-stepfunctions';
import { Conflict, isExpected, LimitReached } from '#core/domain/errors.ts';
import { sourceCalled } from './plan.ts';
import type { IngestReport } from './report.ts';
import { type IngestPorts, runStep, type StepCall } from './steps.ts';
import { type TaskHandler, withProgress } from './tell-progress.ts';
import { toBedrockJob } from './to-bedrock-job.ts';

/** What a run leaves beside its last state. */
type LocalRun = {
  /** Of a run that stopped. */
  report: IngestReport | null;
  /** Errors that nobody expects, in the order in which they came. */
  readonly unexpected: unknown[];
};

/**
 * A handler for each task of the state machine, by the name of its state: it does with the local ports what the task's resource does on AWS,
 * and answers and fails in the same shapes.
 */
export function localTasks(definition: StateMachineDefinition, ports: IngestPorts) {
  const run: LocalRun = { report: null, unexpected: [] };
  const resources = localResources(ports, run);
  const handlers = Object.fromEntries(
    tasksOf(definition).map(({ name, resource }) => {
      const task: TaskHandler = async (parameters) => {
        const handle = resources[resource];
        if (!handle) throw named('LocalRun.NotSupported', `${resource} has no local counterpart`);
        try {
          return await handle(parameters);
        } catch (error) {
          if (!isExpected(error)) run.unexpected.push(error);
          throw resource === LAMBDA ? asLambdaTells(error) : asBedrockTells(error);
        }
      };
      return [name, withProgress(name, task, ports.progress)];
    }),
  );
  return { handlers: handlers as NonNullable<NonNullable<RunOptions['overrides']>['taskResourceLocalHandlers']>, run };
}

const LAMBDA = 'arn:aws:states:::lambda:invoke';

function localResources({ knowledgeBase, log, ...rest }: IngestPorts, run: LocalRun): Readonly<Record<string, TaskHandler>> {
  return {
    [LAMBDA]: async (parameters) => {
      const call = (parameters as { Payload: StepCall }).Payload;
      const result = await runStep(call, { knowledgeBase, log, ...rest });
      if (call.step === 'reportFailure') run.report = (result as { report: IngestReport }).report;
      return { StatusCode: 200, Payload: JSON.parse(JSON.stringify(result)) };
    },
    'arn:aws:states:::aws-sdk:bedrockagent:startIngestionJob': async (parameters) => {
      const { KnowledgeBaseId, DataSourceId } = parameters as { KnowledgeBaseId: string; DataSourceId: string };
      const { side, source } = sourceCalled({ knowledgeBaseId: KnowledgeBaseId, dataSourceId: DataSourceId }, rest.target);
      return { IngestionJob: { IngestionJobId: await knowledgeBase.startIngestion(side, source) } };
    },
    'arn:aws:states:::aws-sdk:bedrockagent:getIngestionJob': async (parameters) => {
      const { IngestionJobId } = parameters as { IngestionJobId: string };
      return { IngestionJob: toBedrockJob(await knowledgeBase.ingestion(IngestionJobId)) };
    },
    'arn:aws:states:::sns:publish': async (parameters) => {
      log.info('notice', { subject: (parameters as { Subject: string }).Subject });
      return {};
    },
  };
}

/** Tasks of all states, those inside maps included. */
function tasksOf({ States }: Pick<StateMachineDefinition, 'States'>): { name: string; resource: string }[] {
  return Object.entries(States).flatMap(([name, state]) => {
    if (state.Type === 'Task') return [{ name, resource: state.Resource }];
    return state.Type === 'Map' && state.ItemProcessor ? tasksOf(state.ItemProcessor) : [];
  });
}

/** A failed function: the state machine sees the class of the error, and JSON. */
function asLambdaTells(error: unknown): Error {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return named(name, JSON.stringify({ errorType: name, errorMessage: message }));
}

function asBedrockTells(error: unknown): Error {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const told = error instanceof Conflict ? 'ConflictException' : error instanceof LimitReached ? 'ThrottlingException' : name;
  return named(`BedrockAgent.${told}`, message);
}

function named(name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}
