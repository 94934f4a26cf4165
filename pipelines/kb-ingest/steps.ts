import type { TargetPort } from '#core/ports/ingest-target.ts';
import type { Platform } from '#core/ports/platform.ts';
import { confirm } from './article-dates.ts';
import { canary } from './canary.ts';
import { check } from './check.ts';
import { plan } from './plan.ts';
import { promote } from './promote.ts';
import { report, reportFailure } from './report.ts';
import type { AgentPort } from './serve-version.ts';
import { jobFailed, stillIdle } from './sync.ts';
import { empty, upload } from './upload.ts';

export type IngestPorts = Pick<Platform, 'files' | 'knowledgeBase' | 'serving' | 'clock' | 'log' | 'progress'> & TargetPort & AgentPort;

/**
 * What the tasks of `refresh.asl.json` call, by the names of their states: on AWS one Lambda function, here a handler each. Each takes the state
 * of the run as JSON and gives it back with its part added.
 */
export const steps = { check, plan, confirm, empty, upload, stillIdle, jobFailed, canary, promote, report, reportFailure };

/** A call as the state machine makes it: the payload of its Lambda tasks. */
export type StepCall = { readonly step: keyof typeof steps; readonly input: unknown };

/** Runs a step. Its input is what an earlier step gave: the state machine's file and its test hold the two together. */
export async function runStep({ step, input }: StepCall, ports: IngestPorts): Promise<object> {
  const run = steps[step] as (input: unknown, ports: IngestPorts) => Promise<object>;
  return await run(input, ports);
}
