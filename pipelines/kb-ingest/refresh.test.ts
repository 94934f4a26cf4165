import { readFileSync } from 'node:fs';
import validate from 'asl-validator';
import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { describe, expect, test } from 'vitest';
import type { IngestionJob } from '#core/ports/knowledge-base.ts';
import { REFRESH_FILE } from './run-refresh.ts';
import { steps } from './steps.ts';
import { jobProblem } from './sync.ts';
import { toBedrockJob } from './to-bedrock-job.ts';

type State = { Type: string; Resource?: string; TimeoutSeconds?: number; Parameters?: unknown; Catch?: unknown; ItemProcessor?: Machine };
type Machine = { StartAt: string; States: Record<string, State> };

const text = readFileSync(REFRESH_FILE, 'utf8');
const machine = JSON.parse(text) as Machine;

const statesOf = ({ States }: Machine): [name: string, state: State][] =>
  Object.entries(States).flatMap(([name, state]) => [
    [name, state] as [string, State],
    ...(state.ItemProcessor ? statesOf(state.ItemProcessor) : []),
  ]);
const states = statesOf(machine);
const calls = states.filter(([, { Resource }]) => Resource === 'arn:aws:states:::lambda:invoke');

describe('refresh.asl.json', () => {
  test('is what AWS takes', () => {
    const result = validate(JSON.parse(text), { checkPaths: true, checkArn: true });
    expect(result.errorsText('\n')).toBe('');
    expect(result.isValid).toBe(true);
  });

  test('says nothing that the local runner passes over in silence', () => {
    for (const member of ['QueryLanguage', 'Assign', 'ItemReader', 'ItemBatcher', 'ResultWriter', 'Arguments', 'Output', 'Credentials'])
      expect(text, member).not.toContain(`"${member}"`);
    for (const member of ['HeartbeatSeconds', 'ToleratedFailurePercentage', 'ToleratedFailureCount'])
      expect(text, member).not.toContain(`"${member}`);
    expect(text).not.toMatch(/\{%|DISTRIBUTED|waitForTaskToken/);
  });

  test('calls each step from the state of its name, and every step from somewhere', () => {
    const called = calls.map(([name, { Parameters }]) => {
      const { step } = (Parameters as { Payload: { step: string } }).Payload;
      expect(step).toBe(name[0]!.toLowerCase() + name.slice(1));
      return step;
    });
    expect(called.toSorted()).toEqual(Object.keys(steps).sort());
  });

  test('every task has a time limit, and outside of the map a way to the failure notice', () => {
    // Without one a task ends after a minute here, and after three years there.
    for (const [name, state] of states.filter(([, { Type }]) => Type === 'Task')) expect(state.TimeoutSeconds, name).toBeGreaterThan(0);
    for (const [name, state] of Object.entries(machine.States))
      if (state.Type === 'Task' || state.Type === 'Map') expect(state.Catch, name).toMatchObject([{ ErrorEquals: ['States.ALL'] }]);
  });

  test('its placeholders are strings, so that the file is JSON before Terraform fills them in', () => {
    const names = [...text.matchAll(/\$\{(\w+)\}/g)].map((match) => match[1]);
    expect(new Set(names)).toEqual(
      new Set([
        ...['ingest_function_arn', 'cluster_arn', 'scrape_task_definition_arn', 'scrape_subnet_ids', 'scrape_security_group_ids'],
        ...['scrape_assign_public_ip', 'success_topic_arn', 'failure_topic_arn'],
      ]),
    );
  });
});

type Answer = (parameters: Call) => object;
/** What a task may find among its parameters. */
type Call = { readonly Payload: { readonly input: Record<string, unknown> }; readonly ClientToken: string; readonly Message: string };

/** Runs the machine with every task scripted; returns the tasks it went through, in their order, and how it ended. */
async function walk(input: Record<string, unknown>, script: Record<string, Answer> = {}) {
  const visited: string[] = [];
  const passOn: Answer = ({ Payload }) => ({ Payload: Payload?.input, notice: 'done' });
  const answers: Record<string, Answer> = {
    Plan: ({ Payload }) => ({ Payload: { base: 1, idleSide: 'green', jobs: [], status: 'changed', round: 1, ...Payload.input } }),
    Report: () => ({ Payload: { notice: 'done' } }),
    ReportFailure: ({ Payload }) => ({ Payload: { ...(Payload.input.failure as object), report: {} } }),
    StartJob: () => ({ IngestionJob: { IngestionJobId: 'JOB1234567' } }),
    ...script,
  };
  const tasks = states.filter(([, { Type }]) => Type === 'Task').map(([name]) => name);
  const handler = (name: string) => async (parameters: unknown) => {
    visited.push(name);
    return JSON.parse(JSON.stringify((answers[name] ?? passOn)(parameters as Call)));
  };
  const run = new StateMachine(JSON.parse(text) as StateMachineDefinition).run(JSON.parse(JSON.stringify(input)), {
    overrides: {
      taskResourceLocalHandlers: Object.fromEntries(tasks.map((name) => [name, handler(name)])),
      waitTimeOverrides: { WaitForJob: 0 },
      retryIntervalOverrides: Object.fromEntries(tasks.map((name) => [name, 0])),
    },
    context: { Execution: { Id: 'arn:aws:states:eu-central-1:123456789012:execution:refresh:1' } },
  });
  const end = await run.result.then(
    () => 'succeeded',
    (error: Error) => `${(error.cause as Error).name}: ${(error.cause as Error).message}`,
  );
  return { visited, end };
}

const fail = (name: string, message: string) => () => {
  throw Object.assign(new Error(message), { name });
};
const jobs = ['web_docs', 'curated_articles'].map((source) => ({
  source,
  rows: source === 'web_docs' ? 10 : 0,
  knowledgeBaseId: 'KB12345678',
  dataSourceId: `${source}-id`,
}));
const complete: IngestionJob = {
  jobId: '7',
  status: 'COMPLETE',
  statistics: { scanned: 3, indexed: 1, deleted: 0, failed: 0 },
  failureReasons: [],
};

describe('the way through it', () => {
  const MAP = ['StillIdle', 'StartJob', 'GetJob'];

  test('from the schedule it scrapes first; from the command line it does not', async () => {
    expect((await walk({ scrape: true })).visited.slice(0, 2)).toEqual(['Scrape', 'Check']);
    expect((await walk({ scrape: false })).visited[0]).toBe('Check');
    expect((await walk({})).visited[0]).toBe('Check');
  });

  test('a promotion goes through every step, one source after the other', async () => {
    const found = { GetJob: () => ({ IngestionJob: toBedrockJob(complete) }) };
    const { visited, end } = await walk({ jobs }, found);
    expect(visited).toEqual(['Check', 'Plan', 'Upload', ...MAP, ...MAP, 'Canary', 'Promote', 'Report', 'Notify']);
    expect(end).toBe('succeeded');
  });

  test('where everything is embedded anew the idle side is emptied first, by jobs of their own', async () => {
    const tokens: string[] = [];
    const { visited, end } = await walk(
      { jobs, round: 0 },
      {
        Upload: ({ Payload }) => ({ Payload: { ...Payload.input, round: 1 } }),
        StartJob: ({ ClientToken }) => {
          tokens.push(ClientToken);
          return { IngestionJob: { IngestionJobId: 'JOB1234567' } };
        },
        GetJob: () => ({ IngestionJob: toBedrockJob(complete) }),
      },
    );
    expect(visited.slice(1, -4)).toEqual(['Plan', 'Empty', ...MAP, ...MAP, 'Upload', ...MAP, ...MAP]);
    expect(end).toBe('succeeded');
    // Bedrock passes over a repeated token.
    expect(new Set(tokens).size).toBe(4);
  });

  test.each([
    ['nothing changed', { status: 'unchanged' }, ['Confirm']],
    ['a dry run', { dryRun: true }, []],
  ])('%s ends after the plan', async (_name, input, more) => {
    expect(await walk(input)).toEqual({ visited: ['Check', 'Plan', ...more], end: 'succeeded' });
  });

  test('what is unchanged and cannot be confirmed is unchanged all the same', async () => {
    expect((await walk({ status: 'unchanged' }, { Confirm: fail('Error', 'denied') })).end).toBe('succeeded');
  });

  test.each(['Check', 'Plan', 'Empty', 'Upload', 'Canary', 'Promote', 'Scrape'])(
    'a failure of %s is reported, told and ends it',
    async (name) => {
      const { visited, end } = await walk(
        { scrape: true, ...(name === 'Empty' && { round: 0 }) },
        { [name]: fail('InvalidInput', 'no rows') },
      );
      expect(visited.slice(-3)).toEqual([name, 'ReportFailure', 'NotifyFailure']);
      expect(end).toBe('InvalidInput: no rows');
    },
  );

  test('a failure that cannot be reported is told all the same; one that cannot be told still ends as failed', async () => {
    const script = { Upload: fail('Error', 'denied'), ReportFailure: fail('Error', 'denied too'), NotifyFailure: fail('Error', 'also') };
    const { visited, end } = await walk({}, script);
    expect(visited.slice(0, 5)).toEqual(['Check', 'Plan', 'Upload', 'ReportFailure', 'NotifyFailure']);
    expect(end).toBe('Error: denied');
  });

  test('a promotion that cannot be reported or told is one', async () => {
    expect((await walk({}, { Report: fail('Error', 'x') })).end).toBe('succeeded');
    expect((await walk({}, { Notify: fail('Error', 'x') })).end).toBe('succeeded');
  });

  test('a source that fails keeps the next one from being started', async () => {
    const { visited, end } = await walk(
      { jobs },
      {
        GetJob: () => ({ IngestionJob: toBedrockJob({ ...complete, status: 'FAILED' }) }),
        JobFailed: fail('UpstreamFailed', 'job 7 ended FAILED'),
      },
    );
    expect(visited.filter((name) => name === 'StartJob')).toHaveLength(1);
    expect(visited).not.toContain('Canary');
    expect(end).toBe('UpstreamFailed: job 7 ended FAILED');
  });

  test('a job is started with a token that stays the same over retries and differs by source', async () => {
    const tokens: string[] = [];
    let busy = 3;
    const StartJob: Answer = ({ ClientToken }) => {
      tokens.push(ClientToken);
      if (busy-- > 0) return fail('BedrockAgent.ThrottlingException', 'slow down')();
      return { IngestionJob: { IngestionJobId: 'JOB1234567' } };
    };
    expect((await walk({ jobs }, { StartJob, GetJob: () => ({ IngestionJob: toBedrockJob(complete) }) })).end).toBe('succeeded');
    expect(tokens).toHaveLength(5);
    expect(new Set(tokens).size).toBe(2);
    for (const token of tokens) expect(token).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each(['ConflictException', 'ServiceQuotaExceededException', 'ThrottlingException', 'InternalServerException'])(
    'after eight retries a %s is the reason',
    async (name) => {
      const { visited, end } = await walk({ jobs }, { StartJob: fail(`BedrockAgent.${name}`, 'busy') });
      expect(visited.filter((one) => one === 'StartJob')).toHaveLength(9);
      expect(end).toBe(`BedrockAgent.${name}: busy`);
    },
  );

  test('what no retry mends is not retried', async () => {
    const { visited } = await walk({ jobs }, { StartJob: fail('BedrockAgent.ValidationException', 'no such data source') });
    expect(visited.filter((one) => one === 'StartJob')).toHaveLength(1);
  });
});

describe('a job is a success for the state machine exactly when it is one for jobProblem', () => {
  const statuses = ['STARTING', 'IN_PROGRESS', 'STOPPING', 'COMPLETE', 'FAILED', 'STOPPED'] as const;
  const cases = statuses.flatMap((status) =>
    [0, 1].flatMap((failed) => [0, 3].flatMap((scanned) => [0, 10].map((rows) => ({ status, failed, scanned, rows })))),
  );
  test.each(cases)('%j', async ({ status, failed, scanned, rows }) => {
    const job = toBedrockJob({ ...complete, status, statistics: { ...complete.statistics, failed, scanned } });
    const script = { GetJob: () => ({ IngestionJob: job }), JobFailed: fail('UpstreamFailed', 'no success') };
    const { visited, end } = await walk({ jobs: [{ ...jobs[0], rows }] }, script);
    expect(end === 'succeeded').toBe(jobProblem(job, rows) === null);
    // Two hours of half a minute each, for what does not end.
    const polls = ['COMPLETE', 'FAILED', 'STOPPED'].includes(status) ? 1 : 241;
    expect(visited.filter((name) => name === 'GetJob')).toHaveLength(polls);
  });
});
