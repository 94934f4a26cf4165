import { expect, test } from 'vitest';
import { OFFERED } from '../http/fixtures/scripted-assistant.ts';
import { testApp, visitor } from '../http/fixtures/test-app.ts';
import { startDesk } from '../stand-ins/fixtures/desk-server.ts';
import { context, keptLog, recorded } from './fixtures/recorded.ts';
import { ticketAction } from './ticket-action.ts';

/** An offer in a conversation, and the agent's tool called about it with the recorded event. */
async function offered() {
  const desk = await startDesk();
  const { app, ports } = testApp(undefined, desk.baseUrl);
  const ann = await visitor(app);
  const confirm = (await ann.ask('ticket please', 't1')).find((event) => event.type === 'confirm');
  const confirmationId = confirm?.type === 'confirm' ? confirm.confirmationId : '';
  const log = keptLog();
  const run = ticketAction(() => ({ ...ports, log }));
  const call = async (changes: Record<string, string> = {}, event?: object) => {
    const recordedEvent = recorded<object>('action-group-ticket', {
      'SESSION-ID': ann.sessionId,
      'CONFIRMATION-ID': confirmationId,
      ...changes,
    });
    const { response } = await run(event ?? recordedEvent, context());
    return { ...response, json: JSON.parse(response.responseBody['application/json'].body) as Record<string, string> };
  };
  return { desk, ports, ann, confirmationId, call, log };
}

test('files the stored fields, not the words of the model, once', async () => {
  const { desk, ports, ann, confirmationId, call } = await offered();
  await ports.confirmations.accept(confirmationId, { ...OFFERED, subject: 'As the visitor confirmed it' });
  const first = await call();
  const [ticket] = await desk.tickets();
  expect(first).toMatchObject({ actionGroup: 'support_tickets', apiPath: '/support/tickets', httpMethod: 'POST', httpStatusCode: 200 });
  expect(first.json).toEqual({ ticket_id: String(ticket?.id), url: `${desk.baseUrl}/hc/requests/${ticket?.id}` });
  expect(ticket?.subject).toBe('As the visitor confirmed it');
  expect((await call()).json).toEqual(first.json);
  expect(await desk.tickets()).toHaveLength(1);
  const again = await ann.call('POST', '/chat/confirm', { confirmationId, accept: true });
  expect(((await again.json()) as { events: unknown[] }).events[0]).toMatchObject({ type: 'ticket', id: String(ticket?.id) });
  expect((await ports.turns.list(ann.sessionId))[0]?.events).toContainEqual({
    type: 'ticket',
    id: String(ticket?.id),
    url: first.json.url,
  });
});

test.each([
  ['without the visitor’s word', {}, 409],
  ['of an offer that nobody knows', { 'CONFIRMATION-ID': 'f'.repeat(32) }, 404],
  ['of another conversation', { 'SESSION-ID': 'another' }, 404],
])('refuses a ticket %s, in words for the model', async (_, changes, status) => {
  const { desk, call } = await offered();
  const refused = await call(changes);
  expect(refused.httpStatusCode).toBe(status);
  expect(refused.json.error).toMatch(/confirm|offer/);
  expect(await desk.tickets()).toEqual([]);
});

test('refuses an offer that the visitor has withdrawn', async () => {
  const { ports, desk, confirmationId, call } = await offered();
  await ports.confirmations.cancel(confirmationId);
  expect((await call()).httpStatusCode).toBe(409);
  expect(await desk.tickets()).toEqual([]);
});

test('the id may also come as the model repeats it, but what our own code said goes first', async () => {
  const { ports, ann, confirmationId, call } = await offered();
  await ports.confirmations.accept(confirmationId, OFFERED);
  const event = recorded<{ sessionAttributes?: unknown; parameters: object[] }>('action-group-ticket', { 'SESSION-ID': ann.sessionId });
  event.parameters = [{ name: 'confirmationId', type: 'string', value: confirmationId }];
  expect((await call({}, event)).httpStatusCode).toBe(404);
  delete event.sessionAttributes;
  expect((await call({}, event)).httpStatusCode).toBe(200);
});

test('a desk that is away is told without its reason, and the same call files later', async () => {
  const { ports, desk, confirmationId, call, log } = await offered();
  await ports.confirmations.accept(confirmationId, OFFERED);
  desk.weather.push({ status: 422 });
  const failed = await call();
  expect([failed.httpStatusCode, failed.json.error]).toEqual([422, 'the ticket system refuses these details']);
  expect(log.lines.join()).toContain('Zendesk refuses the ticket');
  expect((await call()).httpStatusCode).toBe(200);
});

test('what is no event of an action group is refused', async () => {
  const { ports } = await offered();
  await expect(ticketAction(() => ({ ...ports, log: keptLog() }))({ body: '{}' }, context())).rejects.toThrow(/action group/);
});
