import type { Workflow, WorkflowStatus } from '#core/domain/workflow.ts';

/** Article workflows and where each stands. One is gone `WORKFLOW_KEPT_DAYS` after it was started. */
export interface Workflows {
  get(workflowId: string): Promise<Workflow | null>;
  /** Newest first, all or of a status. */
  list(limit: number, status?: WorkflowStatus): Promise<Workflow[]>;
  /** Stores version n where n - 1 is there, or version 1 where nothing is. Throws Conflict otherwise. */
  put(workflow: Workflow): Promise<void>;
}
