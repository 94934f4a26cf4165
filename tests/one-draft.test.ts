import { expect, onTestFinished, test, vi } from 'vitest';
import { parseConfig } from '#core/config.ts';
import type { Draft } from '#core/domain/draft.ts';
import { temporaryFolder } from '#core/local/fixtures/temporary.ts';
import { noProgress } from '#core/ports/progress.ts';
import { ingest } from '../pipelines/kb-ingest/ingest.ts';
import { approveDraft, changeDraft, rejectDraft } from '../runtime/curation/review-draft.ts';
import { serveLocal } from '../runtime/local.ts';
import { startForGap } from '../runtime/workflow/start-workflow.ts';
import { freePort } from './fixtures/threadwell.ts';

// A gap that a solved ticket answers, and for which somebody presses "Write the article": one article is wanted, and one is reviewed.
const QUESTION = 'How do I keep the events of the forwarder when the queue is full?';
const REMEDY = 'Raise queue.capacity to 20000 and restart the runtime.';
const ANSWER = `FW-2002 means that the queue of the forwarder is full.\n\n${REMEDY}`;
const DOCS =
  'title,url,body,tags\nQueue of the forwarder,https://docs.example/queue,"# Queue of the forwarder\n\nThe forwarder keeps events in a queue. When the queue is full it is full.",\n';

const soon = { timeout: 20_000, interval: 50 };

/** The whole product on a folder with one page of docs, a ticket of a visitor, and the gap that the same visitor left. */
async function product() {
  const dataDir = temporaryFolder();
  const config = parseConfig({ brand: { name: 'Ferrywork', fallbackEmail: 'help@ferrywork.example' } }, dataDir);
  const environment = { platform: 'local', dataDir, zendeskApiToken: undefined } as const;
  const { platform, origin, close } = await serveLocal({ config, environment, dataDir, usesSamples: false }, await freePort());
  onTestFinished(close);
  await platform.files.write('web_docs.csv', DOCS);
  await ingest({}, { ...platform, progress: noProgress });
  const gap = { why: 'ticket', at: '2026-11-20T10:00:00.000Z', sessionId: 's', turnId: 't', nearest: [] } as const;
  await platform.gaps.add({ ...gap, id: 'g1', question: QUESTION });
  const fields = { requester_email: 'ann@acme.example', subject: 'Forwarder drops events when the queue is full', description: QUESTION };
  const { id } = await platform.ticketDesk.file({
    fields: { ...fields, priority: 'normal', tags: ['chatbot'], plugin_version: '4.6.3' },
    transcript: '',
    key: 'key-1',
  });
  const press = async (action: 'reply' | 'solve', reply: string) => {
    const body = new URLSearchParams({ action, reply });
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin };
    expect((await fetch(`${origin}/desk/tickets/${id}`, { method: 'POST', redirect: 'manual', headers, body })).status).toBe(303);
  };
  const solve = () => press('solve', ANSWER);
  const waiting = async (): Promise<Draft> => {
    const drafts = await platform.drafts.list('proposed');
    expect(drafts).toHaveLength(1);
    return drafts[0]!;
  };
  const untilWaiting = (workflowId: string) =>
    vi.waitFor(async () => expect(await platform.workflows.get(workflowId)).toMatchObject({ status: 'WAITING_APPROVAL' }), soon);
  /** Approves the one draft that waits, and sees the workflow go on with it. */
  const approve = async (workflowId: string) => {
    const { id: draftId } = await waiting();
    expect(await platform.workflows.get(workflowId)).toMatchObject({ draftId });
    await approveDraft(draftId, { who: 'Kim' }, platform, config.articlesBaseUrl);
    await vi.waitFor(async () => expect(await platform.workflows.get(workflowId)).toMatchObject({ status: 'COMPLETED' }), soon);
  };
  return { platform, press, solve, waiting, untilWaiting, approve };
}

test('a ticket solved first: the workflow waits for its draft, and writes none', async () => {
  const { platform, solve, waiting, untilWaiting, approve } = await product();
  await solve();
  const { id } = await vi.waitFor(waiting, soon);
  const { workflowId } = await startForGap('g1', platform);
  await untilWaiting(workflowId);
  expect(await waiting()).toMatchObject({ id, workflow: workflowId, tags: ['source:ticket'] });
  await approve(workflowId);
  expect(await platform.drafts.list()).toHaveLength(1);
});

test('a ticket that is answered anew gives a new draft, which the workflow waits for instead; when it is rejected the workflow writes one', async () => {
  const { platform, press, solve, waiting, untilWaiting } = await product();
  await solve();
  const { id } = await vi.waitFor(waiting, soon);
  const { workflowId } = await startForGap('g1', platform);
  await untilWaiting(workflowId);
  await press('reply', 'One thing more.');
  await press('solve', 'With plugin 4.7 set queue.overflow to disk in forwarder.properties, so that no event is lost.');
  const newer = await vi.waitFor(async () => {
    const draft = await waiting();
    expect(draft.id).not.toBe(id);
    expect(await platform.workflows.get(workflowId)).toMatchObject({ draftId: draft.id });
    return draft;
  }, soon);
  await rejectDraft(newer.id, { who: 'Kim' }, platform, 'say more about the queue');
  await vi.waitFor(async () => expect(await platform.workflows.get(workflowId)).toMatchObject({ awaiting: 'approval 2' }), soon);
  expect(await waiting()).toMatchObject({ workflow: workflowId, tags: ['source:workflow'] });
});

test('the workflow first: the draft of the ticket takes the place of the one that it wrote', async () => {
  const { platform, solve, waiting, untilWaiting, approve } = await product();
  const { workflowId } = await startForGap('g1', platform);
  await untilWaiting(workflowId);
  const written = await waiting();
  expect(written).toMatchObject({ workflow: workflowId, tags: ['source:workflow'] });
  await solve();
  const mail = await vi.waitFor(async () => {
    const draft = await waiting();
    expect(draft).toMatchObject({ workflow: workflowId, tags: ['source:ticket'] });
    return draft;
  }, soon);
  expect(mail.steps.map(({ text }) => text).join(' ')).toContain(REMEDY);
  expect(await platform.drafts.get(written.id)).toMatchObject({ state: 'merged', audit: [{}, { note: `replaced by draft ${mail.id}` }] });
  await approve(workflowId);
});

test('what a person has edited is kept beside the draft of the ticket', async () => {
  const { platform, solve, waiting, untilWaiting } = await product();
  const { workflowId } = await startForGap('g1', platform);
  await untilWaiting(workflowId);
  const { id } = await waiting();
  await changeDraft(id, { title: 'A title of my own' }, { who: 'Kim' }, platform);
  await solve();
  const drafts = await vi.waitFor(async () => {
    const both = await platform.drafts.list('proposed');
    expect(both).toHaveLength(2);
    return both;
  }, soon);
  expect(drafts.find((draft) => draft.id !== id)).not.toHaveProperty('workflow');
  expect(await platform.workflows.get(workflowId)).toMatchObject({ draftId: id });
});
