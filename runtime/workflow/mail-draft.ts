import { DISTILLER, type Draft, review, WORKFLOW_TAG } from '#core/domain/draft.ts';
import { noted, type Workflow } from '#core/domain/workflow.ts';
import type { Platform } from '#core/ports/platform.ts';
import { KNOWN } from './analyse.ts';
import { speaksTo } from './finding.ts';
import { fromDraft } from './research.ts';

type Ports = Pick<Platform, 'drafts' | 'workflows' | 'clock'>;

const WHO = 'workflow';
const MAX_WAITING = 200;

/**
 * The draft of a mail or a ticket that waits for its review and speaks to one of the questions of a gap best, or null. What support answered
 * is the article that the gap wants: a second draft that quotes it would be reviewed twice. One that another workflow waits for is passed over.
 */
export async function mailDraftFor(
  { workflowId, questions }: { readonly workflowId: string; readonly questions: readonly string[] },
  { drafts }: Pick<Ports, 'drafts'>,
): Promise<Draft | null> {
  const waiting = (await drafts.list('proposed')).filter((draft) => !isWritten(draft) && (draft.workflow ?? workflowId) === workflowId);
  const scored = waiting.map((draft) => {
    const finding = fromDraft(draft);
    return { draft, score: Math.max(...questions.map((question) => speaksTo(question, finding))) };
  });
  const best = scored.toSorted((a, b) => b.score - a.score)[0];
  return best && best.score >= KNOWN ? best.draft : null;
}

/** Lets a workflow wait for the review of a draft that it has not written. The same again changes nothing. */
export async function takeDraft(draft: Draft, workflowId: string, { drafts, clock }: Pick<Ports, 'drafts' | 'clock'>): Promise<void> {
  if (draft.workflow === workflowId) return;
  const entry = { at: clock.now().toISOString(), who: WHO, what: 'asked for', note: `by workflow ${workflowId}` };
  await drafts.put({ ...draft, version: draft.version + 1, workflow: workflowId, audit: [...draft.audit, entry] });
}

/**
 * After drafts came from mail: where one answers the gap of a workflow that waits, it takes the place of the draft that the workflow wrote, or of
 * its own earlier words. What a person has touched stays. Killed in between, the same again finishes.
 */
export async function preferMailDrafts(ports: Ports): Promise<void> {
  const waiting = await ports.workflows.list(MAX_WAITING, 'WAITING_APPROVAL');
  for (const workflow of waiting.filter(({ parameters }) => parameters.gap !== undefined)) await preferMailDraft(workflow, ports);
}

async function preferMailDraft(workflow: Workflow, ports: Ports): Promise<void> {
  const { workflowId, draftId, parameters } = workflow;
  const written = (await ports.drafts.list('proposed')).filter((draft) => draft.workflow === workflowId && isUntouched(draft));
  const current = draftId === undefined ? null : await ports.drafts.get(draftId);
  if (written.length === 0 && !(current && wasReplaced(current))) return;
  const mail = await mailDraftFor({ workflowId, questions: parameters.questions }, ports);
  if (!mail) return;
  await takeDraft(mail, workflowId, ports);
  const at = ports.clock.now().toISOString();
  if (draftId !== mail.id) await ports.workflows.put(noted(workflow, { step: 'write', status: 'replaced', at }, { draftId: mail.id }));
  for (const draft of written) await ports.drafts.put(review(draft, 'merged', { who: WHO, at, note: `replaced by draft ${mail.id}` }));
}

function isWritten({ tags }: Draft): boolean {
  return tags.includes(WORKFLOW_TAG);
}

function isUntouched(draft: Draft): boolean {
  return isWritten(draft) && draft.audit.length === 1;
}

/** By the distiller, since its thread says something else now. */
function wasReplaced({ state, audit }: Draft): boolean {
  return state === 'merged' && audit.at(-1)?.who === DISTILLER;
}
