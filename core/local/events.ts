import type { Events } from '#core/ports/events.ts';
import type { Log } from '#core/ports/log.ts';

/** Events as lines of the log. */
export function localEvents(log: Log): Events {
  return {
    async publish({ type, workflowId, step, status }) {
      log.info(`event: ${type}`, { workflowId, step, status });
    },
  };
}
