import type { RefreshMachine } from '#core/ports/refresh-machine.ts';
import type { CheckInput } from './check.ts';
import { failedReport, type IngestReport, type RunState, reportOf } from './report.ts';
import { type LocalPace, runRefresh } from './run-refresh.ts';
import type { IngestPorts } from './steps.ts';
import { showStep } from './tell-progress.ts';

/** Runs the refresh where it belongs: in the deployed state machine, else in this process. Returns the same report. */
export async function startRefresh(input: CheckInput, ports: IngestPorts & MachinePort, pace?: LocalPace): Promise<IngestReport> {
  return ports.machine ? await followRefresh(input, ports, ports.machine) : await runRefresh(input, ports, pace);
}

/** Left out on one machine. */
export type MachinePort = { readonly machine?: RefreshMachine };

async function followRefresh(
  input: CheckInput,
  { progress, serving }: Pick<IngestPorts, 'progress' | 'serving'>,
  machine: RefreshMachine,
): Promise<IngestReport> {
  let planned: RunState = {};
  let told: IngestReport | undefined;
  const end = await machine.run({ ...input, scrape: false }, (step) => {
    showStep(step, progress);
    if (step.left && step.name === 'Plan') planned = step.state as RunState;
    if (step.left && step.name === 'ReportFailure') told = (step.state as Reported).failure?.report;
  });
  if (end.status === 'SUCCEEDED') return reportOf(end.output as RunState);
  progress.end('stopped');
  if (told) return told;
  // It could not report itself: it was stopped, took too long, or its report failed too.
  const version = (await serving.current())?.version ?? null;
  return failedReport(planned, { Error: end.error, Cause: end.cause }, version);
}

type Reported = { readonly failure?: { readonly report?: IngestReport } };
