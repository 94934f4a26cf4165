/** That a workflow came to a point: ids and names of steps, never what an article or a question says. */
export type WorkflowEvent = {
  readonly type: 'workflow.step';
  readonly workflowId: string;
  readonly step: string;
  readonly status: string;
  readonly at: string;
};

/** Tells others what happens here. An event may come twice, when its sender was killed after sending it. */
export interface Events {
  publish(event: WorkflowEvent): Promise<void>;
}
