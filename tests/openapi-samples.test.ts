import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { Draft } from '#core/domain/draft.ts';
import { heldToDocument } from '../runtime/http/fixtures/held-to-document.ts';
import { type Started, startThreadwell, temporaryFolder } from './fixtures/threadwell.ts';

// What the samples make is richer than what other tests make up: every answer to it must be documented too.
let started: Started;

beforeAll(async () => {
  started = await startThreadwell(temporaryFolder());
});

afterAll(async () => {
  await started?.stop();
});

test('what the sample site, mailbox and chat make is as /openapi.json says', async () => {
  const { origin, curateUrl } = started;
  const server = { fetch: (request: Request) => fetch(request) };
  heldToDocument(server);
  const call = async (method: string, route: string, { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {}) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } };
    const response = await server.fetch(new Request(origin + route, { method, headers, ...sent }));
    expect(response.ok, `${method} ${route} ${response.status}`).toBe(true);
    return response;
  };
  const json = async <T>(...args: Parameters<typeof call>) => (await (await call(...args)).json()) as T;

  await call('GET', '/health');
  const session = { 'x-threadwell-session': (await json<{ token: string }>('POST', '/session')).token };
  const ask = (turnId: string, text: string) =>
    json<{ events: ChatEvent[] }>('POST', '/chat', { body: { turnId, text }, headers: session });
  await (
    await call('POST', '/chat/stream', { body: { turnId: 't1', text: 'How do I send logs through a proxy?' }, headers: session })
  ).text();
  await ask('t2', 'Can the connector send events to Kafka?');
  await ask('t3', 'create a ticket');
  await ask('t4', 'visitor@casa-verde.example');
  const { events } = await ask('t5', 'skip');
  const offer = events.find((event) => event.type === 'confirm');
  await call('POST', '/chat/confirm', { body: { confirmationId: offer?.confirmationId, accept: true }, headers: session });
  await call('POST', '/feedback', { body: { turnId: 't1', helpful: false }, headers: session });
  await call('GET', '/session/turns', { headers: session });

  const opened = await call('POST', '/curate/key', { body: { key: new URL(curateUrl).hash.slice('#key='.length) } });
  const desk = { cookie: opened.headers.get('set-cookie')!.split(';')[0]!, origin };
  await call('GET', '/search?q=proxy&limit=50', { headers: desk });
  await call('GET', '/search?q=FW-2002+with+a+proxxy&explain=true', { headers: desk });
  await call('GET', '/refreshes', { headers: desk });
  await call('GET', '/refreshes/runs', { headers: desk });
  await call('GET', '/refreshes/1/changes', { headers: desk });
  await call('GET', '/quality', { headers: desk });
  const { drafts } = await json<{ drafts: (Draft & { blockers: string[] })[] }>('GET', '/drafts', { headers: desk });
  for (const { id } of drafts) await call('GET', `/drafts/${id}`, { headers: desk });
  const { gaps } = await json<{ gaps: { id: string }[] }>('GET', '/gaps', { headers: desk });
  await call('POST', `/gaps/${gaps[0]!.id}/draft`, { headers: desk });
  const { workflows } = await json<{ workflows: { workflowId: string }[] }>('GET', '/workflows', { headers: desk });
  await call('GET', `/workflows/${workflows[0]!.workflowId}`, { headers: desk });
  const ready = drafts.find(({ state, blockers }) => state === 'proposed' && blockers.length === 0);
  const approved = await json<{ articleUrl: string }>('POST', `/drafts/${ready!.id}/approve`, {
    headers: { ...desk, 'if-match': `"${ready!.version}"` },
  });
  await call('GET', new URL(approved.articleUrl).pathname);
  await call('POST', '/refreshes', { headers: desk });
  await call('POST', '/refreshes/1/rollback', { headers: desk });
  await call('GET', '/refreshes/runs', { headers: desk });
});
