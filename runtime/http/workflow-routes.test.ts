import { expect, onTestFinished, test, vi } from 'vitest';
import type { Draft } from '#core/domain/draft.ts';
import type { WorkflowSummary } from '#core/domain/workflow.ts';
import { driveDurableRuns } from '#core/local/durable-runs.ts';
import { localNotices } from '#core/local/notices.ts';
import type { Assistant } from '#core/ports/assistant.ts';
import { driveWorkflows } from '../workflow/drive-workflows.ts';
import { endLost } from '../workflow/end-lost.ts';
import { curator, ORIGIN, request, sampleDraft, testApp, visitor } from './fixtures/test-app.ts';

const QUESTION = 'Why does the gateway proxy ask for a password?';
type Started = { workflow_id: string; status: string; awaiting: string | null; callbacks: { step: string; url: string; token: string }[] };

/** The app with its real backend, a thread about the proxy, and an assistant that answers once something was published. */
async function setUp({ thread = true, drive = true } = {}) {
  let published = 0;
  const assistant: Assistant = {
    async *answer() {
      if (published === 0) return yield { type: 'done', answered: false, citations: [], reason: 'refused' };
      yield {
        type: 'citation',
        n: 1,
        title: 'Proxy',
        url: 'https://docs.example/p',
        snippet: 's',
        source: 'curated_articles',
        updatedAt: null,
      };
      yield { type: 'delta', text: 'Set proxy.host. [1]' };
      yield { type: 'done', answered: true, citations: [1] };
    },
  };
  const refresh = {
    start: async () => {
      published += 1;
      return { status: 'promoted', version: published };
    },
  };
  const tested = testApp(() => ({ assistant, refresh }));
  const { app, ports, database } = tested;
  const drivePorts = { ...ports, assistant, refresh, articlesBaseUrl: `${ORIGIN}/articles` };
  const startDriving = async () => {
    const driver = await driveWorkflows(drivePorts, (handler) => driveDurableRuns({ database, ...ports, handler }));
    onTestFinished(() => driver.close());
    return driver;
  };
  if (thread) await ports.drafts.put(sampleDraft());
  if (drive) await startDriving();
  const desk = await curator(app);
  const json = async <T>(response: Response | Promise<Response>) => (await (await response).json()) as T;
  const start = (body: unknown) => json<Started>(desk.call('POST', '/workflows', body));
  const show = (id: string) => json<WorkflowSummary>(desk.call('GET', `/workflows/${id}`));
  const until = (id: string, wanted: Partial<WorkflowSummary>) =>
    vi.waitFor(async () => expect(await show(id)).toMatchObject(wanted), { timeout: 8_000, interval: 30 }).then(() => show(id));
  const decide = async (draftId: string | undefined, action: string, body: unknown) => {
    const draft = (await ports.drafts.get(draftId ?? ''))!;
    return desk.call('POST', `/drafts/${draft.id}/${action}`, body, { 'if-match': `"${draft.version}"` });
  };
  const answer = (callback: { url: string }, token: string, body: unknown) =>
    request(app, 'POST', callback.url, { body, headers: { authorization: `Bearer ${token}` } });
  return { ...tested, desk, start, show, until, decide, answer, startDriving, json, published: () => published };
}

const steps = ({ timeline }: WorkflowSummary) => timeline.filter(({ status }) => status === 'done').map(({ step }) => step);

test('an approved draft is published, and the questions are asked again with before and after as proof', async () => {
  const { desk, start, until, decide, ports, published } = await setUp();
  const begun = await start({ topic: 'Password of the proxy', parameters: { questions: [QUESTION] } });
  expect(begun).toMatchObject({ status: 'PENDING', awaiting: null, callbacks: [] });
  const { draftId } = await until(begun.workflow_id, { status: 'WAITING_APPROVAL', awaiting: 'approval' });
  const draft = (await ports.drafts.get(draftId!))!;
  expect(draft).toMatchObject({ state: 'proposed', title: 'Password of the proxy', threads: ['thread-1'], workflow: begun.workflow_id });
  expect([draft.question, ...draft.steps].map(({ text, supported }) => [text, supported])).toEqual([
    [QUESTION, true],
    ['Set proxy.host and proxy.port.', true],
    ['Then restart the worker.', true],
  ]);
  expect((await decide(draftId, 'approve', {})).status).toBe(200);
  const ended = await until(begun.workflow_id, { status: 'COMPLETED', awaiting: null });
  expect(steps(ended)).toEqual(['start', 'ask', 'research', 'analyse', 'write', 'publish', 'prove']);
  const none = { answered: false, answer: '', citations: [] };
  expect(ended.proof).toMatchObject([{ question: QUESTION, before: none, after: { answered: true, answer: 'Set proxy.host. [1]' } }]);
  expect(published()).toBe(1);
  expect(await ports.files.readText('curated_articles.csv')).toContain('Password of the proxy');
  expect(await (await desk.call('GET', '/workflows?status=COMPLETED')).json()).toEqual({ workflows: [ended] });
  expect(await (await desk.call('GET', '/workflows?status=FAILED')).json()).toEqual({ workflows: [] });
  expect((await desk.call('GET', '/workflows?status=nonsense')).status).toBe(400);
});

test('notes of a rejection are written into the next draft, and only that is published', async () => {
  const { start, until, decide, ports, published } = await setUp();
  const { workflow_id } = await start({ topic: 'Password of the proxy', parameters: { questions: [QUESTION] } });
  const first = (await until(workflow_id, { status: 'WAITING_APPROVAL' })).draftId;
  expect((await decide(first, 'reject', { reason: 'leave out "restart the worker"' })).status).toBe(200);
  const second = (await until(workflow_id, { awaiting: 'approval 2' })).draftId;
  expect(second).not.toBe(first);
  expect((await ports.drafts.get(second!))?.steps.map(({ text }) => text)).toEqual(['Set proxy.host and proxy.port.']);
  await decide(second, 'approve', {});
  await until(workflow_id, { status: 'COMPLETED' });
  expect(published()).toBe(1);
  expect((await ports.files.readText('curated_articles.csv'))?.match(/Password of the proxy/g)).toHaveLength(2);
});

test('the third rejection ends it, and so does a final one', async () => {
  const { start, until, decide, published } = await setUp();
  const begin = () => start({ topic: 'Password of the proxy', parameters: { questions: [QUESTION] } });
  const { workflow_id } = await begin();
  for (const awaiting of ['approval', 'approval 2', 'approval 3'])
    await decide((await until(workflow_id, { awaiting })).draftId, 'reject', { reason: 'too short' });
  await until(workflow_id, { status: 'REJECTED', reason: 'too short' });
  const other = (await begin()).workflow_id;
  await decide((await until(other, { awaiting: 'approval' })).draftId, 'reject', { reason: 'not wanted', final: true });
  await until(other, { status: 'REJECTED', reason: 'not wanted' });
  expect(published()).toBe(0);
});

test('what nothing is known about ends without a draft, and operators are told', async () => {
  const { start, until, ports, database } = await setUp({ thread: false });
  const { workflow_id } = await start({ topic: 'Kangaroo export' });
  await until(workflow_id, { status: 'FAILED', reason: 'nothing known about it: ask an expert' });
  expect(await ports.drafts.list()).toEqual([]);
  expect(await localNotices(database, ports.clock, ports.log).list(5)).toMatchObject([{ kind: 'failure' }]);
});

test('a draft that nobody decides on in time expires, and operators are told', async () => {
  const { start, until, advance, ports, database, published } = await setUp();
  const { workflow_id } = await start({ topic: 'Password of the proxy', parameters: { questions: [QUESTION], waitHours: 2 } });
  const { draftId } = await until(workflow_id, { status: 'WAITING_APPROVAL' });
  advance(2 * 3_600_000 + 1_000);
  await until(workflow_id, { status: 'EXPIRED', reason: `nobody decided on draft ${draftId} within 2 hours` });
  expect(await localNotices(database, ports.clock, ports.log).list(5)).toMatchObject([
    { kind: 'failure', subject: `Workflow ${workflow_id} expired` },
  ]);
  expect(published()).toBe(0);
});

test('an external step is answered once, by its own token', async () => {
  const { start, until, answer, ports, database } = await setUp({ thread: false });
  const begun = await start({ topic: 'NTLM proxy', parameters: { external: ['research'] } });
  const [callback] = begun.callbacks;
  const other = (await start({ topic: 'NTLM proxy', parameters: { external: ['research'] } })).callbacks[0]!;
  await until(begun.workflow_id, { status: 'WAITING_CALLBACK', awaiting: 'research' });
  const body = {
    findings: [
      {
        title: 'NTLM proxy',
        text: 'Use an NTLM proxy with proxy.auth=ntlm.\n\nRestart the agent.\n\nNTLM questions: ann.lee@corp.example',
      },
    ],
  };
  expect((await answer(callback!, 'f'.repeat(64), body)).status).toBe(401);
  expect((await answer(callback!, other.token, body)).status).toBe(401);
  expect((await answer({ url: callback!.url.replace('research', 'write') }, callback!.token, body)).status).toBe(404);
  expect((await answer({ url: callback!.url.replace('wf-', 'wf-0') }, callback!.token, body)).status).toBe(404);
  expect((await answer(callback!, callback!.token, { findings: 'none' })).status).toBe(400);
  expect((await answer(callback!, callback!.token, { findings: [], more: 'x'.repeat(201 * 1024) })).status).toBe(413);
  expect((await answer(callback!, callback!.token, body)).status).toBe(200);
  expect((await answer(callback!, callback!.token, body)).status).toBe(409);
  const { draftId } = await until(begun.workflow_id, { status: 'WAITING_APPROVAL' });
  expect((await answer(callback!, callback!.token, body)).status).toBe(409);
  expect((await ports.drafts.get(draftId!))?.steps.map(({ text }) => text)).toEqual([
    'Use an NTLM proxy with proxy.auth=ntlm.',
    'Restart the agent.',
    expect.stringMatching(/^NTLM questions: (?!.*corp\.example)/),
  ]);
  expect(JSON.stringify(database.prepare('SELECT operation FROM durable_operations').all())).not.toContain('ann.lee');
  expect(JSON.stringify(await ports.workflows.get(begun.workflow_id))).not.toContain(callback!.token);
});

test('an external step that nobody answers in time expires, and its token with it', async () => {
  const { start, until, answer, advance } = await setUp();
  const { workflow_id, callbacks } = await start({ topic: 'NTLM proxy', parameters: { external: ['analyse'], waitHours: 1 } });
  await until(workflow_id, { status: 'WAITING_CALLBACK', awaiting: 'analyse' });
  advance(3_601_000);
  const body = { known: [], missing: [], contradictory: [] };
  expect((await answer(callbacks[0]!, callbacks[0]!.token, body)).status).toBe(410);
  await until(workflow_id, { status: 'EXPIRED' });
  expect((await answer(callbacks[0]!, callbacks[0]!.token, body)).status).toBe(410);
});

test('an external writer may use words of the evidence only: others block the approval', async () => {
  const { start, until, answer, decide, ports } = await setUp();
  const { workflow_id, callbacks } = await start({
    topic: 'Password of the proxy',
    parameters: { questions: [QUESTION], external: ['write'] },
  });
  expect((await answer(callbacks[0]!, callbacks[0]!.token, { title: 'Early', question: 'Early?', steps: ['Early.'] })).status).toBe(409);
  await until(workflow_id, { awaiting: 'write' });
  const body = { title: 'The proxy', question: QUESTION, steps: ['Then restart the worker.', 'Send your password to support.'] };
  expect((await answer(callbacks[0]!, callbacks[0]!.token, body)).status).toBe(200);
  const { draftId } = await until(workflow_id, { status: 'WAITING_APPROVAL' });
  expect((await ports.drafts.get(draftId!))?.steps.map(({ supported }) => supported)).toEqual([true, false]);
  const refused = await decide(draftId, 'approve', {});
  expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('no support')]);
});

test('a decision that a killed process could not tell is told by the next', async () => {
  const { start, until, ports, startDriving, published } = await setUp({ drive: false });
  const first = await startDriving();
  const { workflow_id } = await start({ topic: 'Password of the proxy', parameters: { questions: [QUESTION] } });
  const { draftId } = await until(workflow_id, { status: 'WAITING_APPROVAL' });
  await first.close();
  const draft: Draft = (await ports.drafts.get(draftId!))!;
  await ports.drafts.put({ ...draft, version: 2, state: 'approved' });
  await startDriving();
  await until(workflow_id, { status: 'COMPLETED' });
  expect(published()).toBe(1);
});

test('a gap starts one workflow with its questions, and only one', async () => {
  const { desk, ports, until, json } = await setUp();
  const gap = { why: 'unanswered', at: '2026-11-20T10:00:00.000Z', sessionId: 's', turnId: 't', nearest: [] } as const;
  await ports.gaps.add({ ...gap, id: 'g1', question: QUESTION });
  const response = await desk.call('POST', '/gaps/g1/draft');
  expect(response.status).toBe(202);
  const { workflow_id } = await json<Started>(response);
  await until(workflow_id, {
    status: 'WAITING_APPROVAL',
    topic: QUESTION,
    parameters: expect.objectContaining({ gap: 'g1', questions: [QUESTION] }),
  });
  expect((await desk.call('POST', '/gaps/g1/draft')).status).toBe(409);
  expect((await desk.call('POST', '/gaps/unknown/draft')).status).toBe(404);
});

test('a workflow whose run is gone ends when its time is over, somebody is told, and its gap can be written about again', async () => {
  const { app, desk, ports, until, json, startDriving, advance, database } = await setUp({ drive: false });
  const driver = await startDriving();
  const gap = { why: 'unanswered', at: '2026-11-20T10:00:00.000Z', sessionId: 's', turnId: 't', nearest: [] } as const;
  await ports.gaps.add({ ...gap, id: 'g1', question: QUESTION });
  const { workflow_id } = await json<Started>(desk.call('POST', '/gaps/g1/draft'));
  await until(workflow_id, { status: 'WAITING_APPROVAL' });
  // As Lambda does when somebody stops a run there.
  await driver.close();
  advance(24.5 * 3_600_000);
  expect(await endLost(ports)).toBe(0);
  advance(3_600_000);
  expect(await endLost(ports)).toBe(1);
  // The curator's session is over, too.
  const nextDay = await curator(app);
  const { workflows } = await json<{ workflows: WorkflowSummary[] }>(nextDay.call('GET', '/workflows?status=FAILED'));
  const reason = expect.stringContaining('start it again');
  expect(workflows).toMatchObject([{ workflowId: workflow_id, awaiting: null, reason }]);
  expect(workflows[0]!.timeline.at(-1)).toMatchObject({ step: 'end', status: 'FAILED' });
  const notices = await localNotices(database, ports.clock, ports.log).list(9);
  expect(notices).toMatchObject([{ kind: 'failure', subject: `Workflow ${workflow_id} failed` }]);
  expect(await endLost(ports)).toBe(0);
  // Another one, whose run never began.
  expect((await nextDay.call('POST', '/gaps/g1/draft')).status).toBe(202);
  advance(23 * 3_600_000);
  expect(await endLost(ports)).toBe(0);
  advance(2 * 3_600_000);
  expect(await endLost(ports)).toBe(1);
});

test('visitors neither start nor see workflows', async () => {
  const { app } = await setUp({ drive: false });
  const ann = await visitor(app);
  for (const [method, path] of [
    ['POST', '/workflows'],
    ['GET', '/workflows'],
    ['GET', '/workflows/x'],
    ['POST', '/gaps/x/draft'],
  ] as const)
    expect((await ann.call(method, path, method === 'POST' ? {} : undefined)).status).toBe(401);
});
