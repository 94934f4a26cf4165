import { type DurableExecutionClient, type DurableLambdaHandler, withDurableExecution } from '@aws/durable-execution-sdk-js';
import type { Platform } from '#core/ports/platform.ts';
import { articleWorkflow, type WorkflowPorts } from './article-workflow.ts';
import { remindWorkflows } from './decision.ts';
import { startPending } from './start-workflow.ts';

/** The handler as a durable function over a client that keeps its state; on Lambda the SDK brings its own. */
export function workflowHandler(ports: WorkflowPorts): (client?: DurableExecutionClient) => DurableLambdaHandler {
  return (client) => withDurableExecution(articleWorkflow(ports), client ? { durableExecutionClient: client } : {});
}

/** Works on the workflows of this machine, after it mended what a killed process left: a run not started, a decision not told. */
export async function driveWorkflows(
  ports: WorkflowPorts & Pick<Platform, 'ids'>,
  drive: (handler: (client: DurableExecutionClient) => DurableLambdaHandler) => { close(): Promise<void> },
): Promise<{ close(): Promise<void> }> {
  await startPending(ports);
  await remindWorkflows(ports);
  return drive(workflowHandler(ports));
}
