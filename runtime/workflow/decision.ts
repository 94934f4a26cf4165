import type { Draft } from '#core/domain/draft.ts';
import { hasEnded } from '#core/domain/workflow.ts';
import type { Platform } from '#core/ports/platform.ts';

/** What a review of its draft means to a workflow. `final`: it is not to be rewritten. */
export type Decision =
  | { readonly decision: 'approved' }
  | { readonly decision: 'rejected'; readonly notes: string; readonly final: boolean };

const MAX_WAITING = 1_000;

/** Null while it waits for a person. */
export function decisionOf(draft: Draft | null): Decision | null {
  if (draft === null) return { decision: 'rejected', notes: 'the draft is gone', final: true };
  const notes = draft.audit.at(-1)?.note ?? draft.state;
  switch (draft.state) {
    case 'approved':
    case 'verify_again':
      return { decision: 'approved' };
    case 'rejected':
      return { decision: 'rejected', notes, final: false };
    case 'merged':
    case 'withdrawn':
      return { decision: 'rejected', notes, final: true };
    case 'proposed':
    case 'snoozed':
      return null;
  }
}

export type DecisionPorts = Pick<Platform, 'workflows' | 'durableRuns'>;

/** Gives a decision to the workflow that waits for it. Drafts of no workflow, and of one that waits no more, are passed over. */
export async function tellDecision(draft: Draft, ports: DecisionPorts, final = false): Promise<void> {
  const decision = decisionOf(draft);
  const workflow = draft.workflow === undefined || decision === null ? null : await ports.workflows.get(draft.workflow);
  if (!decision || !workflow || workflow.draftId !== draft.id) return;
  const callbackId = workflow.waits.find(({ step }) => step === workflow.awaiting)?.callbackId;
  if (callbackId === undefined) return;
  await ports.durableRuns.complete(callbackId, decision.decision === 'rejected' && final ? { ...decision, final } : decision);
}

/** Tells again what a process that was killed after a decision could not tell. */
export async function remindWorkflows(ports: DecisionPorts & Pick<Platform, 'drafts'>): Promise<void> {
  for (const workflow of await ports.workflows.list(MAX_WAITING, 'WAITING_APPROVAL')) {
    const draft = workflow.draftId === undefined || hasEnded(workflow) ? null : await ports.drafts.get(workflow.draftId);
    if (draft) await tellDecision(draft, ports);
  }
}
