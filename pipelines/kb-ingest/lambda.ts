import { type AwsIngestPorts, openFunctionPorts } from '#core/aws-ingest-ports.ts';
import { runStep, type StepCall } from './steps.ts';

/** Opened by the first call: what is wrong with the environment is then a reason that the state machine reports. */
let ports: AwsIngestPorts | undefined;

/** A task of `refresh.asl.json`: `{step, input}` in, the state of the run out. Errors reach the state machine by the names of their classes. */
export async function handler(call: StepCall): Promise<object> {
  ports ??= openFunctionPorts(process.env);
  return await runStep(call, ports);
}
