import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { DurableRuns } from '#core/ports/durable-runs.ts';
import { type AwsConnection, clientSettings } from './connection.ts';
import { fromAwsError, nameOf } from './from-aws-error.ts';

export type LambdaDurableRunsOptions = AwsConnection & {
  /** The workflow's function with its alias or version: a run must find the code again that it began with. */
  readonly functionName: string;
};

/** How Lambda says that nobody waits for an answer any more. */
const NOT_WAITING = new Set(['CallbackTimeoutException', 'ResourceNotFoundException', 'InvalidParameterValueException']);

/** Durable executions of a Lambda function. A name is used once: the same again gives the execution that there is. */
export function lambdaDurableRuns({ functionName, ...connection }: LambdaDurableRunsOptions): DurableRuns {
  let client: Promise<LambdaClient> | undefined;

  async function call<Result>(
    action: string,
    ask: (lambda: typeof import('@aws-sdk/client-lambda'), client: LambdaClient) => Promise<Result>,
  ): Promise<Result> {
    try {
      const lambda = await import('@aws-sdk/client-lambda');
      client ??= clientSettings(connection).then((settings) => new lambda.LambdaClient(settings));
      return await ask(lambda, await client);
    } catch (error) {
      throw fromAwsError(error, { service: 'Lambda', action, on: `the function ${functionName}` });
    }
  }

  return {
    async start(name, input) {
      await call('lambda:InvokeFunction', ({ InvokeCommand }, open) =>
        open.send(
          new InvokeCommand({
            FunctionName: functionName,
            InvocationType: 'Event',
            DurableExecutionName: name,
            Payload: JSON.stringify(input),
          }),
        ),
      );
    },
    async complete(callbackId, result) {
      return await call('lambda:SendDurableExecutionCallbackSuccess', async ({ SendDurableExecutionCallbackSuccessCommand }, open) => {
        try {
          const Result = Buffer.from(JSON.stringify(result));
          await open.send(new SendDurableExecutionCallbackSuccessCommand({ CallbackId: callbackId, Result }));
          return true;
        } catch (error) {
          if (NOT_WAITING.has(nameOf(error))) return false;
          throw error;
        }
      });
    },
  };
}
