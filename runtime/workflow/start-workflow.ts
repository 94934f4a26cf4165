import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { sha256 } from '#core/domain/digest.ts';
import { Conflict, InvalidInput, NotAllowed, NotFound } from '#core/domain/errors.ts';
import {
  EXTERNAL_STEPS,
  type ExternalStep,
  hasEnded,
  summaryOf,
  type Workflow,
  type WorkflowStatus,
  type WorkflowSummary,
} from '#core/domain/workflow.ts';
import type { Platform } from '#core/ports/platform.ts';
import { listGaps } from '../gaps/group-gaps.ts';
import { EXTERNAL_BODIES, withoutPersonalData } from './external-steps.ts';

const MAX_LISTED = 200;
/** A model may be paid for each replay. */
const MAX_QUESTIONS = 20;
const DEFAULT_WAIT_HOURS = 24;
/** The workflow itself is forgotten a day later. */
const MAX_WAIT_HOURS = 13 * 24;

const question = z.string().trim().min(1, 'is empty').max(1_000);
const workflowParameters = z.strictObject({
  questions: z.array(question).max(MAX_QUESTIONS).default([]),
  external: z.array(z.enum(EXTERNAL_STEPS)).max(EXTERNAL_STEPS.length).default([]),
  waitHours: z.int().min(1).max(MAX_WAIT_HOURS).default(DEFAULT_WAIT_HOURS),
});
export const workflowBody = z.strictObject({
  topic: z.string().trim().min(1, 'is empty; say what the article is about').max(200),
  parameters: workflowParameters.prefault({}),
});

export type StartedWorkflow = WorkflowSummary & {
  /** For each external step the token that may answer it, told this once. */
  readonly tokens: Partial<Record<ExternalStep, string>>;
};
type Ports = Pick<Platform, 'workflows' | 'durableRuns' | 'clock' | 'ids'>;

/** Starts the making of an article. Killed before the run is there, {@link startPending} starts it. */
export async function startWorkflow(body: z.output<typeof workflowBody>, ports: Ports, gap?: string): Promise<StartedWorkflow> {
  const at = ports.clock.now().toISOString();
  const external = [...new Set(body.parameters.external)];
  const tokens = Object.fromEntries(external.map((step) => [step, ports.ids.random(256)]));
  const workflow: Workflow = {
    workflowId: `wf-${ports.ids.random()}`,
    version: 1,
    topic: body.topic,
    parameters: { ...body.parameters, external, ...(gap === undefined ? {} : { gap }) },
    status: 'PENDING',
    awaiting: null,
    timeline: [{ step: 'start', status: 'done', at }],
    waits: external.map((step) => ({ step, tokenHash: sha256(tokens[step]!) })),
    createdAt: at,
    updatedAt: at,
  };
  await ports.workflows.put(workflow);
  await startRun(workflow, ports);
  return { ...summaryOf(workflow), tokens };
}

/** Starts the making of an article for a group of gaps, with its questions. Throws Conflict while another is on the way. */
export async function startForGap(id: string, ports: Ports & Pick<Platform, 'gaps'>): Promise<StartedWorkflow> {
  const group = (await listGaps(ports)).find((one) => one.id === id);
  if (!group) throw new NotFound(`there is no gap ${id.slice(0, 80)}; \`gaps list\` shows them`);
  if (group.state === 'closed') throw new InvalidInput(`gap ${id} is answered already; \`gaps list\` shows by what`);
  const running = (await ports.workflows.list(MAX_LISTED)).find((one) => one.parameters.gap === id && !hasEnded(one));
  if (running) throw new Conflict(`workflow ${running.workflowId} writes about gap ${id} already; wait for it, or decide on its draft`);
  const questions = group.questions.slice(0, MAX_QUESTIONS).map((text) => text.slice(0, 1_000));
  return startWorkflow(workflowBody.parse({ topic: group.questions[0]!.slice(0, 200), parameters: { questions } }), ports, id);
}

/** Starts the runs of workflows whose starter was killed. */
export async function startPending(ports: Ports): Promise<void> {
  for (const workflow of await ports.workflows.list(MAX_LISTED, 'PENDING')) await startRun(workflow, ports);
}

function startRun({ workflowId, topic, parameters }: Workflow, { durableRuns }: Ports): Promise<void> {
  return durableRuns.start(workflowId, { workflowId, topic, parameters });
}

export async function listWorkflows(status: WorkflowStatus | undefined, { workflows }: Pick<Platform, 'workflows'>) {
  return (await workflows.list(MAX_LISTED, status)).map(summaryOf);
}

/** A workflow by its id. Throws NotFound. */
export async function getWorkflow(id: string, { workflows }: Pick<Platform, 'workflows'>): Promise<Workflow> {
  const workflow = await workflows.get(id);
  if (!workflow) throw new NotFound(`there is no workflow ${id.slice(0, 80)}; they are kept for 14 days`);
  return workflow;
}

/**
 * Gives what an external step made to the workflow that waits for it. The token belongs to this step of this workflow and works once. Throws
 * NotAllowed for another token, Conflict `conflict` when it was used or is not waited for yet, and `callback_expired` when its time is over.
 */
export async function answerStep(
  { id, step, token }: { readonly id: string; readonly step: string; readonly token: string },
  readBody: (schema: z.ZodType) => Promise<unknown>,
  ports: Ports,
): Promise<void> {
  const workflow = await getWorkflow(id, ports);
  const wait = workflow.waits.find((one) => one.step === step && one.tokenHash !== undefined);
  if (!wait) throw new NotFound(`workflow ${id} has no external step ${step.slice(0, 80)}`);
  if (!timingSafeEqual(Buffer.from(sha256(token)), Buffer.from(wait.tokenHash!)))
    throw new NotAllowed(`this is not the token of step ${step}; it was told when the workflow was started`);
  const isDone = workflow.timeline.some((entry) => entry.step === step && entry.status === 'started');
  if (isDone) throw new Conflict(`step ${step} was answered already; its token works once`);
  if (hasEnded(workflow) || (wait.until !== undefined && Date.parse(wait.until) <= ports.clock.now().getTime()))
    throw new Conflict(`workflow ${id} waits for step ${step} no more; start it again`, 'callback_expired');
  if (wait.callbackId === undefined) throw new Conflict(`workflow ${id} does not wait for step ${step} yet; send it again later`);
  const body = await readBody(EXTERNAL_BODIES[step as ExternalStep]);
  if (!(await ports.durableRuns.complete(wait.callbackId, withoutPersonalData(body))))
    throw new Conflict(`step ${step} was answered already; its token works once`);
}
