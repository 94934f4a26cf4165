import { expect, onTestFinished, test, vi } from 'vitest';
import { type Execute, STATE_MACHINE_ARN, stepFunctionsService } from '#core/aws/fixtures/step-functions-server.ts';
import { wireServer } from '#core/aws/fixtures/wire-server.ts';
import { stepFunctionsMachine } from '#core/aws/refresh-machine.ts';
import { driveDurableRuns } from '#core/local/durable-runs.ts';
import { localNotices } from '#core/local/notices.ts';
import { randomIds } from '#core/local/system.ts';
import type { Assistant } from '#core/ports/assistant.ts';
import { approveDraft } from '../curation/review-draft.ts';
import { sampleDraft, testApp } from '../http/fixtures/test-app.ts';
import { workflowHandler } from '../workflow/drive-workflows.ts';
import { startWorkflow } from '../workflow/start-workflow.ts';
import { deployedRefresh } from './deployed-refresh.ts';

const ARTICLES = 'http://localhost:8787/articles';
const QUESTION = 'Why does the gateway proxy ask for a password?';

/** A workflow with an approved draft, whose refresh is a run in Step Functions; `promote` and `fail` end it. */
async function approved({ maxAttempts = 2 } = {}) {
  let end = { promote: () => {}, fail: (_: Error) => {} };
  const running = new Promise<object>((resolve, reject) => {
    end = { promote: () => resolve({ version: 2, status: 'promoted' }), fail: reject };
  });
  running.catch(() => {});
  const execute: Execute = () => running;
  const sfn = stepFunctionsService({ execute });
  const wire = await wireServer([sfn.service]);
  onTestFinished(() => wire.close());
  const aws = { region: 'eu-central-1', endpoint: wire.endpoint, maxAttempts };
  const refresh = deployedRefresh(stepFunctionsMachine({ ...aws, stateMachineArn: STATE_MACHINE_ARN, ids: randomIds }));

  const { ports, database, advance } = testApp();
  const asked: string[] = [];
  const assistant: Assistant = {
    async *answer({ text }) {
      asked.push(text);
      yield { type: 'done', answered: false, citations: [], reason: 'refused' };
    },
  };
  await ports.drafts.put(sampleDraft());
  const handler = workflowHandler({ ...ports, assistant, refresh, articlesBaseUrl: ARTICLES });
  const driver = driveDurableRuns({ database, ...ports, handler });
  onTestFinished(() => driver.close());
  const parameters = { questions: [QUESTION], external: [], waitHours: 24 };
  const { workflowId } = await startWorkflow({ topic: 'Password of the proxy', parameters }, ports);
  const workflow = async () => (await ports.workflows.get(workflowId))!;
  const until = (holds: () => Promise<unknown> | unknown) =>
    vi.waitFor(async () => expect(await holds()).toBe(true), { timeout: 10_000, interval: 30 });
  await until(async () => (await workflow()).status === 'WAITING_APPROVAL');
  await approveDraft((await workflow()).draftId!, { who: 'mira' }, ports, ARTICLES);
  const looks = () => wire.actions(/DescribeExecution/).length;
  await until(() => looks() === 1);
  /** Until the run sleeps. */
  const asleep = () => until(() => database.prepare('SELECT 1 FROM durable_operations WHERE due_at IS NOT NULL').get() !== undefined);
  /** A look more, when its time has come. */
  const look = async (seconds: number) => {
    await asleep();
    const before = looks();
    advance(seconds * 1_000);
    await until(() => looks() > before);
  };
  const notices = () => localNotices(database, ports.clock, ports.log).list(10);
  return { ...end, ports, wire, sfn, advance, asked, workflowId, workflow, until, asleep, look, looks, notices };
}

test('asks again only when the new version is promoted and every reader has seen it', async () => {
  const { promote, sfn, advance, asked, workflowId, workflow, until, asleep, look, looks } = await approved();
  expect([...sfn.executions.values()].map(({ name, input }) => [name, input])).toEqual([[`workflow-${workflowId}`, '{"scrape":false}']]);
  for (const seconds of [15, 30, 60, 120, 120]) await look(seconds);
  expect([asked.length, (await workflow()).status]).toEqual([1, 'RUNNING']);
  promote();
  await look(120);
  await asleep();
  advance(30_000);
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect([asked.length, looks()]).toEqual([1, 7]);
  advance(1_000);
  await until(async () => (await workflow()).status === 'COMPLETED');
  expect([asked, (await workflow()).proof?.length]).toEqual([[QUESTION, QUESTION], 1]);
});

test('a refresh that failed ends the workflow with its reason, and operators are told', async () => {
  const { fail, sfn, asked, workflow, until, look, notices } = await approved();
  fail(Object.assign(new Error('a fifth of the rows is gone'), { name: 'GuardRefused' }));
  await look(15);
  await until(async () => (await workflow()).status === 'FAILED');
  expect((await workflow()).reason).toMatch(/^the refresh for workflow wf-\w+ failed: GuardRefused: a fifth of the rows is gone$/);
  expect([asked.length, sfn.executions.size]).toEqual([1, 1]);
  expect(await notices()).toMatchObject([{ kind: 'failure', message: expect.stringContaining('a fifth of the rows') }]);
});

test('that it cannot be asked for a while ends nothing', async () => {
  const { promote, wire, advance, workflow, until, asleep, look, looks } = await approved({ maxAttempts: 1 });
  wire.fail({ action: 'DescribeExecution', does: 'throttled', times: 2 });
  await look(15);
  await look(30);
  promote();
  await look(60);
  await asleep();
  advance(31_000);
  await until(async () => (await workflow()).status === 'COMPLETED');
  expect(looks()).toBe(4);
});

test('that it may not be asked is the end, with what to correct', async () => {
  const { wire, workflow, until, look } = await approved();
  wire.fail({ action: 'DescribeExecution', does: 'denied' });
  await look(15);
  await until(async () => (await workflow()).status === 'FAILED');
  expect((await workflow()).reason).toMatch(/may call states:DescribeExecution on arn:aws:states:.*:workflow-wf-/);
});
