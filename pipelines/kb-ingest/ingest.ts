import type { CheckInput } from './check.ts';
import type { IngestReport } from './report.ts';
import type { LocalPace } from './run-refresh.ts';
import { type MachinePort, startRefresh } from './start-refresh.ts';
import type { IngestPorts } from './steps.ts';

export type IngestInput = Pick<CheckInput, 'dryRun' | 'force' | 'reembed'>;

/**
 * Brings both CSVs into the knowledge base: into the side that does not serve, which takes over once it is proven. Its steps are the states of
 * `refresh.asl.json`: check, plan, upload, sync, canary, promote. Killed anywhere, the next run ends with the same index. A failure that a
 * person can do something about is told in the report; the rest is thrown.
 */
export async function ingest(
  { dryRun, force, reembed }: IngestInput,
  ports: IngestPorts & MachinePort,
  pace?: LocalPace,
): Promise<IngestReport> {
  return await startRefresh({ dryRun, force, reembed }, ports, pace);
}
