import { setTimeout } from 'node:timers/promises';
import type { DescribeExecutionOutput, HistoryEvent, SFNClient } from '@aws-sdk/client-sfn';
import { isExpected, UpstreamFailed } from '#core/domain/errors.ts';
import type { Ids } from '#core/ports/ids.ts';
import type { MachineEnd, MachineStep, RefreshMachine } from '#core/ports/refresh-machine.ts';
import { type AwsConnection, clientSettings } from './connection.ts';
import { fromAwsError, nameOf } from './from-aws-error.ts';

export type RefreshMachineOptions = AwsConnection & {
  readonly stateMachineArn: string;
  readonly ids: Ids;
  /** Shorter in tests. */
  readonly pollMs?: number;
};

/** Somebody watches; Step Functions takes a few calls a second for all executions of an account. */
const POLL_MS = 3_000;
const PAGE = 100;

/** An execution in Step Functions, followed by its history. */
export function stepFunctionsMachine(options: RefreshMachineOptions): RefreshMachine {
  const { stateMachineArn, ids, pollMs = POLL_MS } = options;
  let client: Promise<SFNClient> | undefined;

  /** The SDK takes a part of a second to load. */
  async function call<Result>(
    action: string,
    on: string,
    ask: (sfn: typeof import('@aws-sdk/client-sfn'), client: SFNClient) => Promise<Result>,
  ): Promise<Result> {
    try {
      const sfn = await import('@aws-sdk/client-sfn');
      client ??= clientSettings(options).then((settings) => new sfn.SFNClient(settings));
      return await ask(sfn, await client);
    } catch (error) {
      throw fromAwsError(error, { service: 'Step Functions', action, on });
    }
  }

  /** The name makes it one run when an answer is lost and the SDK asks again. */
  async function start(input: object, name = `ingest-${ids.random(128)}`): Promise<string> {
    const asked = { stateMachineArn, name, input: JSON.stringify(input) };
    return await call('states:StartExecution', `the state machine ${stateMachineArn}`, async ({ StartExecutionCommand }, open) => {
      try {
        return (await open.send(new StartExecutionCommand(asked))).executionArn!;
      } catch (error) {
        // The same run, which has ended meanwhile.
        if (nameOf(error) !== 'ExecutionAlreadyExists') throw error;
        return `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
      }
    });
  }

  const describe = (executionArn: string) =>
    call('states:DescribeExecution', executionArn, ({ DescribeExecutionCommand }, open) =>
      open.send(new DescribeExecutionCommand({ executionArn })),
    );

  /**
   * What happened since that event, in its order: read from the newest back, so that a long run costs no more than a short one. What happens
   * meanwhile moves the pages, so that an event may come twice.
   */
  async function eventsAfter(executionArn: string, seen: number): Promise<HistoryEvent[]> {
    const found = new Map<number, HistoryEvent>();
    let nextToken: string | undefined;
    do {
      const asked = { executionArn, reverseOrder: true, maxResults: PAGE, includeExecutionData: true, nextToken };
      const page = await call('states:GetExecutionHistory', executionArn, ({ GetExecutionHistoryCommand }, open) =>
        open.send(new GetExecutionHistoryCommand(asked)),
      );
      const events = page.events ?? [];
      for (const event of events) if (event.id! > seen) found.set(event.id!, event);
      nextToken = events.every(({ id }) => id! > seen) ? page.nextToken : undefined;
    } while (nextToken);
    return [...found.values()].toSorted((a, b) => a.id! - b.id!);
  }

  async function follow(executionArn: string, onStep: (step: MachineStep) => void): Promise<MachineEnd> {
    for (let seen = 0; ; await setTimeout(pollMs)) {
      const execution = await describe(executionArn);
      for (const event of await eventsAfter(executionArn, seen)) {
        seen = event.id!;
        const step = stepOf(event);
        if (step) onStep(step);
      }
      const end = endOf(execution);
      if (end) return end;
    }
  }

  return {
    start,
    end: async (execution) => endOf(await describe(execution)),
    async run(input, onStep) {
      const executionArn = await start(input);
      try {
        return await follow(executionArn, onStep);
      } catch (error) {
        if (!isExpected(error)) throw error;
        throw new UpstreamFailed(`${error.message}. The refresh goes on by itself as ${executionArn}; see there how it ends`, {
          cause: error,
          retryable: false,
        });
      }
    },
  };
}

/** Null for what is no state. A state that is too large to be told comes without its contents. */
function stepOf({ stateEnteredEventDetails: entered, stateExitedEventDetails: left }: HistoryEvent): MachineStep | null {
  if (entered?.name) return { name: entered.name, left: false, state: parse(entered.input, entered.inputDetails?.truncated) };
  if (left?.name) return { name: left.name, left: true, state: parse(left.output, left.outputDetails?.truncated) };
  return null;
}

/** Null while it runs. */
function endOf({ status, output, error, cause }: DescribeExecutionOutput): MachineEnd | null {
  if (status === 'SUCCEEDED') return { status, output: parse(output) };
  if (status !== 'FAILED' && status !== 'TIMED_OUT' && status !== 'ABORTED') return null;
  return { status, error: error ?? status, cause: cause ?? `the execution ended ${status}` };
}

function parse(text: string | undefined, isTruncated = false): unknown {
  return text === undefined || isTruncated ? {} : JSON.parse(text);
}
