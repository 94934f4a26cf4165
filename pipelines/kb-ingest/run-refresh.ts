import { readFileSync } from 'node:fs';
import type { RunOptions, StateMachineDefinition } from 'aws-local-stepfunctions';
import type { CheckInput } from './check.ts';
import { localTasks } from './local-tasks.ts';
import { type IngestReport, type RunState, reportOf } from './report.ts';
import type { IngestPorts } from './steps.ts';

/** The state machine as it is deployed; Terraform fills in its `${…}`. */
export const REFRESH_FILE = new URL('./refresh.asl.json', import.meta.url);

/** Pauses on one machine, where a job has ended when its start returns and nobody throttles. */
export type LocalPace = { readonly pollMs: number; readonly retryMs: number };
/** Eight retries in all: as long as another process takes for some ten thousand articles. */
const LOCAL_PACE: LocalPace = { pollMs: 20, retryMs: 1_000 };

/**
 * Runs `refresh.asl.json` in this process, each task by the local ports. Returns the report of the run, also of one that stopped for a reason
 * that a person can do something about; every other error is thrown as it was, after the state machine has reported it.
 */
export async function runRefresh(input: CheckInput, ports: IngestPorts, pace: LocalPace = LOCAL_PACE): Promise<IngestReport> {
  const definition = JSON.parse(readFileSync(REFRESH_FILE, 'utf8')) as StateMachineDefinition;
  const { handlers, run } = localTasks(definition, ports);
  const overrides: RunOptions['overrides'] = {
    taskResourceLocalHandlers: handlers,
    waitTimeOverrides: { WaitForJob: pace.pollMs },
    retryIntervalOverrides: { StartJob: pace.retryMs, GetJob: pace.retryMs, Notify: pace.retryMs, NotifyFailure: pace.retryMs },
  };
  // It brings an AWS client along that takes a tenth of a second to load: only who ingests waits for it.
  const { StateMachine } = await import('aws-local-stepfunctions');
  const machine = new StateMachine(definition);
  const execution = machine.run(JSON.parse(JSON.stringify({ ...input, scrape: false })), {
    overrides,
    context: { Execution: { Id: 'local' } },
  });
  try {
    const ended = (await execution.result) as RunState;
    for (const error of run.unexpected) ports.log.error('a step behind the promotion failed', {}, error);
    return reportOf(ended);
  } catch (error) {
    ports.progress.end('stopped');
    const [unexpected] = run.unexpected;
    if (unexpected) throw unexpected;
    if (run.report) return run.report;
    throw error;
  }
}
