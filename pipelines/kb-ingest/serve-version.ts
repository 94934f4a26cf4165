import { Conflict } from '#core/domain/errors.ts';
import type { AgentSwitch } from '#core/ports/agent-switch.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { ServingVersion } from '#core/ports/serving.ts';

/** Left out where no managed agent answers. */
export type AgentPort = { readonly agentSwitch?: AgentSwitch };

/**
 * Makes a version serve: a managed agent first, which takes longest and fails most, then the row that everybody else follows. Where the row
 * cannot be written the agent goes back to what the row says; whatever broke off between, the next check mends it. A row that is as it is to be
 * was written by a call whose answer was lost. Throws Conflict when another run was faster.
 */
export async function serveVersion(
  next: ServingVersion,
  { serving, agentSwitch, log }: Pick<Platform, 'serving' | 'log'> & AgentPort,
): Promise<void> {
  const before = await serving.current();
  if (isSame(before, next)) return;
  // A run that has lost must not turn the agent.
  if ((before?.version ?? 0) !== next.version - 1)
    throw new Conflict(`version ${next.version} cannot serve: version ${before?.version ?? 0} does since then; run ingest again`);
  await agentSwitch?.serveFrom(next.side);
  try {
    await serving.promote(next);
  } catch (error) {
    if (agentSwitch) await followRow(agentSwitch, { serving, log });
    throw error;
  }
}

/** Why the row was not written counts more than what fails here. */
async function followRow(agentSwitch: AgentSwitch, { serving, log }: Pick<Platform, 'serving' | 'log'>): Promise<void> {
  try {
    const current = await serving.current();
    if (current) await agentSwitch.serveFrom(current.side);
  } catch (error) {
    log.error('the agent answers from a side that does not serve; the next ingest mends it', {}, error);
  }
}

function isSame(before: ServingVersion | null, next: ServingVersion): boolean {
  return before?.version === next.version && before.side === next.side && before.contentHash === next.contentHash;
}
