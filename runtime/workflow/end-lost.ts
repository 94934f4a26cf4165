import { hasEnded, type Workflow } from '#core/domain/workflow.ts';
import type { Platform } from '#core/ports/platform.ts';
import { tell } from './tell.ts';

/** Lambda wakes a run within minutes after what it waits for is over. */
const LATE_MS = 3_600_000;
/** Twice as long as its longest work, a refresh, may take (`TimeoutSeconds` of `refresh.asl.json`). */
const STILL_MS = 24 * 3_600_000;
const MAX_LISTED = 1_000;
const REASON = 'its run ended without a word: it took longer than a run may, or it was stopped; start it again';

/**
 * Ends workflows whose run is gone: one that Lambda ended, or that somebody stopped there, writes nothing down, and its gap would be kept from
 * another article for as long as it is listed. A run that is only late goes on, and says so. Returns how many were ended.
 */
export async function endLost(ports: Pick<Platform, 'workflows' | 'events' | 'notices' | 'clock'>): Promise<number> {
  const now = ports.clock.now().getTime();
  const lost = (await ports.workflows.list(MAX_LISTED)).filter((one) => !hasEnded(one) && dueAt(one) < now);
  for (const { workflowId } of lost) {
    // Told first and by a key: whoever is killed between the two tells it again, which nobody hears.
    await ports.notices.send({ kind: 'failure', subject: `Workflow ${workflowId} failed`, message: REASON, key: `lost ${workflowId}` });
    await tell(workflowId, { step: 'end', status: 'FAILED' }, { status: 'FAILED', awaiting: null, reason: REASON }, ports);
  }
  return lost.length;
}

/** When a workflow would have moved at the latest, in milliseconds since 1970. */
function dueAt({ waits, awaiting, updatedAt }: Workflow): number {
  const until = waits.find(({ step }) => step === awaiting)?.until;
  return until === undefined ? Date.parse(updatedAt) + STILL_MS : Date.parse(until) + LATE_MS;
}
