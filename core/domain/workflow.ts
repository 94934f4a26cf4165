import type { GapClosing } from './gap.ts';

export const WORKFLOW_STATUSES = [
  'PENDING',
  'RUNNING',
  'WAITING_CALLBACK',
  'WAITING_APPROVAL',
  'COMPLETED',
  'REJECTED',
  'FAILED',
  'EXPIRED',
] as const;
export type WorkflowStatus = (typeof WORKFLOW_STATUSES)[number];

/** The steps that somebody outside may do. */
export const EXTERNAL_STEPS = ['research', 'analyse', 'write'] as const;
export type ExternalStep = (typeof EXTERNAL_STEPS)[number];

/** As long as AWS keeps the run: enough to see what became of an article. */
export const WORKFLOW_KEPT_DAYS = 14;

export type WorkflowParameters = {
  /** What visitors asked; the proof asks them again. */
  readonly questions: readonly string[];
  /** The group of gaps that it was started for. */
  readonly gap?: string;
  readonly external: readonly ExternalStep[];
  /** How long a person, or an external step, may take. */
  readonly waitHours: number;
};

export type TimelineEntry = { readonly step: string; readonly status: string; readonly at: string };

/** What a question got before the article and gets after it. */
export type WorkflowProof = {
  readonly question: string;
  readonly before: ReplayedAnswer;
  readonly after: ReplayedAnswer;
};
export type ReplayedAnswer = Pick<GapClosing, 'answer' | 'citations'> & { readonly answered: boolean };

/** Something that a run waits for from outside. */
type WorkflowWait = {
  readonly step: string;
  /** The digest of the token that may answer; a decision on the draft needs none. */
  readonly tokenHash?: string;
  /** Set when the run has come to it: its name for the answer, and until when it may come. */
  readonly callbackId?: string;
  readonly until?: string;
};

/** The making of one article, from a topic to its proof. */
export type Workflow = {
  readonly workflowId: string;
  /** Counts up with each change; a write names the version that it saw. */
  readonly version: number;
  readonly topic: string;
  readonly parameters: WorkflowParameters;
  readonly status: WorkflowStatus;
  /** The step that it waits for somebody in. */
  readonly awaiting: string | null;
  /** Why it ended without an article. */
  readonly reason?: string;
  /** The newest draft; each rewrite is one of its own. */
  readonly draftId?: string;
  readonly timeline: readonly TimelineEntry[];
  readonly proof?: readonly WorkflowProof[];
  readonly waits: readonly WorkflowWait[];
  readonly createdAt: string;
  readonly updatedAt: string;
};

/** What may be shown of it: everything but what an answer is known by. */
export type WorkflowSummary = Omit<Workflow, 'version' | 'waits'>;

export type WorkflowChange = Partial<Pick<Workflow, 'status' | 'awaiting' | 'reason' | 'draftId' | 'proof'>> & {
  readonly wait?: WorkflowWait;
};

/**
 * The workflow after something happened in a step. The same step and status again adds no line: a step that a killed process was in runs
 * anew.
 */
export function noted(workflow: Workflow, entry: TimelineEntry, { wait, ...change }: WorkflowChange = {}): Workflow {
  const isKnown = workflow.timeline.some(({ step, status }) => step === entry.step && status === entry.status);
  return {
    ...workflow,
    ...change,
    version: workflow.version + 1,
    timeline: isKnown ? workflow.timeline : [...workflow.timeline, entry],
    waits: wait ? putWait(workflow.waits, wait) : workflow.waits,
    updatedAt: entry.at,
  };
}

function putWait(waits: readonly WorkflowWait[], wait: WorkflowWait): WorkflowWait[] {
  const before = waits.find(({ step }) => step === wait.step);
  return [...waits.filter((other) => other !== before), { ...before, ...wait }];
}

export function summaryOf({ version: _version, waits: _waits, ...summary }: Workflow): WorkflowSummary {
  return summary;
}

export function hasEnded({ status }: Pick<Workflow, 'status'>): boolean {
  return status === 'COMPLETED' || status === 'REJECTED' || status === 'FAILED' || status === 'EXPIRED';
}
