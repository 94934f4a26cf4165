import { Conflict } from '#core/domain/errors.ts';
import { noted, type TimelineEntry, type WorkflowChange } from '#core/domain/workflow.ts';
import type { Platform } from '#core/ports/platform.ts';

const MAX_TRIES = 5;

/** Writes down that a workflow came to a point, and publishes it. One that was forgotten meanwhile is passed over. */
export async function tell(
  workflowId: string,
  point: Omit<TimelineEntry, 'at'>,
  change: WorkflowChange,
  ports: Pick<Platform, 'workflows' | 'events' | 'clock'>,
): Promise<void> {
  const at = ports.clock.now().toISOString();
  for (let tried = 1; ; tried += 1) {
    const workflow = await ports.workflows.get(workflowId);
    if (!workflow) return;
    try {
      await ports.workflows.put(noted(workflow, { ...point, at }, change));
      break;
    } catch (error) {
      if (!(error instanceof Conflict) || tried === MAX_TRIES) throw error;
    }
  }
  await ports.events.publish({ type: 'workflow.step', workflowId, ...point, at });
}
