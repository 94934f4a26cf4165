import { CallbackTimeoutError, type DurableContext, StepError } from '@aws/durable-execution-sdk-js';
import { UpstreamFailed } from '#core/domain/errors.ts';
import type { ExternalStep, ReplayedAnswer, WorkflowParameters, WorkflowProof, WorkflowStatus } from '#core/domain/workflow.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { Refresh } from '#core/ports/refresh.ts';
import { publishApproved } from '../curation/publish-approved.ts';
import { answerOf, type ReplayPorts, replay } from '../gaps/replay.ts';
import { type Analysis, analyse } from './analyse.ts';
import { type Decision, decisionOf } from './decision.ts';
import { toAnalysis, toFindings, toWords } from './external-steps.ts';
import type { Finding } from './finding.ts';
import { mailDraftFor, takeDraft } from './mail-draft.ts';
import { promotion } from './promotion.ts';
import { research } from './research.ts';
import { tell } from './tell.ts';
import { type ArticleTask, quoteArticle, writeArticle } from './write-article.ts';

/** A reviewer who rejects the third version wants another article, or none. */
const MAX_REWRITES = 2;
const NOTHING_KNOWN = 'nothing known about it: ask an expert';

export type WorkflowInput = { readonly workflowId: string; readonly topic: string; readonly parameters: WorkflowParameters };
export type WorkflowPorts = Pick<
  Platform,
  'workflows' | 'durableRuns' | 'events' | 'notices' | 'drafts' | 'files' | 'knowledgeBase' | 'clock'
> &
  ReplayPorts & { readonly refresh: Refresh; readonly articlesBaseUrl: string };

/**
 * The making of an article, as a durable function: research, analyse, write, a person's approval, publish, proof. It runs from its top after
 * every wait and crash, and finished steps give what they gave: nothing outside a step may depend on time, chance or state. What is large
 * lies in files, as a step's result has at most 256 KB.
 */
export function articleWorkflow(ports: WorkflowPorts) {
  return async ({ workflowId, topic, parameters }: WorkflowInput, context: DurableContext): Promise<WorkflowStatus> => {
    const { external, waitHours } = parameters;
    const questions = parameters.questions.length ? parameters.questions : [topic];
    const artifact = artifacts(workflowId, ports);
    const work = <T>(step: string, act: () => Promise<T>): Promise<T> =>
      context.step(step, async () => {
        await tell(workflowId, { step, status: 'started' }, { status: 'RUNNING', awaiting: null }, ports);
        const result = await act();
        await tell(workflowId, { step, status: 'done' }, {}, ports);
        return result;
      });
    const waitFor = (step: string, status: WorkflowStatus, draftId?: string): Promise<string> =>
      context.waitForCallback(
        step,
        async (callbackId) => {
          const until = new Date(ports.clock.now().getTime() + waitHours * 3_600_000).toISOString();
          const wait = { step, callbackId, until };
          await tell(workflowId, { step, status: 'waiting' }, { status, awaiting: step, wait, ...(draftId && { draftId }) }, ports);
          // Who decided before we waited has not told us.
          const decided = draftId === undefined ? null : decisionOf(await ports.drafts.get(draftId));
          if (decided) await ports.durableRuns.complete(callbackId, decided);
        },
        { timeout: { hours: waitHours } },
      );
    const given = async (step: ExternalStep): Promise<string | null> =>
      external.includes(step) ? waitFor(step, 'WAITING_CALLBACK') : null;
    const end = (status: 'COMPLETED' | 'REJECTED' | 'FAILED' | 'EXPIRED', reason?: string) =>
      context.step(`end ${status}`, async () => {
        await tell(workflowId, { step: 'end', status }, { status, awaiting: null, ...(reason && { reason }) }, ports);
        if (status === 'EXPIRED' || status === 'FAILED')
          await ports.notices.send({
            kind: 'failure',
            subject: `Workflow ${workflowId} ${status.toLowerCase()}`,
            message: reason ?? status,
          });
        return status;
      });

    /** The first draft, or a rewrite; its id, or null when nothing supports one. For a gap that a ticket answered it is the ticket's. */
    const write = async (attempt: number, notes: readonly string[]): Promise<string | null> => {
      const words = attempt === 0 ? await given('write') : null;
      return work(attempt === 0 ? 'write' : `rewrite ${attempt}`, async () => {
        const mail = parameters.gap === undefined || words !== null ? null : await mailDraftFor({ workflowId, questions }, ports);
        if (mail) {
          await takeDraft(mail, workflowId, ports);
          return mail.id;
        }
        const task: ArticleTask = { workflowId, attempt, topic, questions, notes, at: ports.clock.now().toISOString() };
        const found = await artifact.read<Finding[]>('research');
        const findings = notes.length ? mergeFindings(found, await research([], ports, notes)) : found;
        const analysis = await artifact.read<Analysis>('analysis');
        const draft = words === null ? writeArticle(task, findings, analysis) : quoteArticle(task, findings, analysis, toWords(words));
        if (draft && !(await ports.drafts.get(draft.id))) await ports.drafts.put(draft);
        return draft?.id ?? null;
      });
    };
    /** What a person decides about a draft; null when nobody did in time. */
    const approval = async (attempt: number, draftId: string): Promise<Decision | null> => {
      try {
        return JSON.parse(await waitFor(attempt === 0 ? 'approval' : `approval ${attempt + 1}`, 'WAITING_APPROVAL', draftId)) as Decision;
      } catch (error) {
        if (!(error instanceof CallbackTimeoutError)) throw error;
        // Another draft may have taken its place meanwhile.
        return context.step('late decision', async () => {
          const newest = (await ports.workflows.get(workflowId))?.draftId ?? draftId;
          return decisionOf(await ports.drafts.get(newest));
        });
      }
    };

    try {
      await work('ask', async () => artifact.write('before', await answersTo(questions, ports)));
      const found = await given('research');
      await work('research', async () => artifact.write('research', found === null ? await research(questions, ports) : toFindings(found)));
      const judged = await given('analyse');
      await work('analyse', async () =>
        artifact.write('analysis', judged === null ? analyse(questions, await artifact.read<Finding[]>('research')) : toAnalysis(judged)),
      );
      const notes: string[] = [];
      for (let attempt = 0; ; attempt += 1) {
        const draftId = await write(attempt, notes);
        if (draftId === null) return await end('FAILED', NOTHING_KNOWN);
        const decision = await approval(attempt, draftId);
        if (decision === null) return await end('EXPIRED', `nobody decided on draft ${draftId} within ${waitHours} hours`);
        if (decision.decision === 'approved') break;
        if (decision.final || attempt === MAX_REWRITES) return await end('REJECTED', decision.notes);
        notes.push(decision.notes);
      }
      const execution = await work('publish', async () => {
        await publishApproved(ports, ports.articlesBaseUrl);
        const refresh = await ports.refresh.start(`workflow-${workflowId}`);
        const { status, reason = 'run `threadwell ingest` to see why' } = refresh;
        if (status === 'failed') throw new UpstreamFailed(`the refresh for workflow ${workflowId} failed: ${reason}`);
        return refresh.execution ?? null;
      });
      if (execution) {
        const failure = await promotion(execution, context, ports.refresh);
        if (failure !== null) return await end('FAILED', `the refresh for workflow ${workflowId} failed: ${failure}`);
      }
      await work('prove', async () => {
        const before = await artifact.read<ReplayedAnswer[]>('before');
        const after = await answersTo(questions, ports);
        const proof: WorkflowProof[] = questions.map((question, index) => ({ question, before: before[index]!, after: after[index]! }));
        await artifact.write('proof', proof);
        await tell(workflowId, { step: 'prove', status: 'kept' }, { proof }, ports);
      });
      return await end('COMPLETED');
    } catch (error) {
      if (error instanceof CallbackTimeoutError) return end('EXPIRED', `an external step did not answer within ${waitHours} hours`);
      if (error instanceof StepError) return end('FAILED', 'a step failed again and again; the log says why');
      throw error;
    }
  };
}

/** What the steps hand on, in files, where it can be read afterwards. */
function artifacts(workflowId: string, { files }: Pick<Platform, 'files'>) {
  const pathOf = (name: string) => `workflows/${workflowId}/${name}.json`;
  return {
    async read<T>(name: string): Promise<T> {
      const text = await files.readText(pathOf(name));
      if (text === null) throw new UpstreamFailed(`${pathOf(name)} is gone; start the workflow again`);
      return JSON.parse(text) as T;
    },
    write: (name: string, content: unknown) => files.write(pathOf(name), JSON.stringify(content)),
  };
}

async function answersTo(questions: readonly string[], ports: ReplayPorts): Promise<ReplayedAnswer[]> {
  const answers: ReplayedAnswer[] = [];
  for (const question of questions) {
    const events = await replay(question, ports);
    answers.push({ answered: events.some((event) => event.type === 'done' && event.answered), ...answerOf(events) });
  }
  return answers;
}

function mergeFindings(found: readonly Finding[], more: readonly Finding[]): Finding[] {
  const known = new Set(found.flatMap(({ messages }) => messages.map(({ id }) => id)));
  return [...found, ...more.filter(({ messages }) => messages.every(({ id }) => !known.has(id)))];
}
