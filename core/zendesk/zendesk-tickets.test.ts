import { expect, test } from 'vitest';
import { DESK, startDesk } from '../../runtime/stand-ins/fixtures/desk-server.ts';
import { zendeskTickets } from './zendesk-tickets.ts';

/** A desk with the ticket 1, and a client of it. */
async function deskWithTicket() {
  const server = await startDesk();
  const ticket = { subject: 'No logs', comment: { body: 'Nothing arrives.' }, requester: { name: 'Ann', email: 'ann@acme.example' } };
  await server.call('POST', '/tickets', { ticket });
  server.requests.length = 0;
  const tickets = zendeskTickets({ baseUrl: server.baseUrl, email: DESK.email, secrets: { read: async () => DESK.apiToken } });
  return { server, tickets };
}

test('reads a ticket with all its comments, page by page, and who wrote them', async () => {
  const { server, tickets } = await deskWithTicket();
  for (let n = 1; n <= 204; n += 1)
    await server.call('PUT', '/tickets/1', { ticket: { comment: { body: `Reply ${n}`, public: n % 2 === 0 } } });
  server.requests.length = 0;
  const ticket = await tickets.get('1');
  expect(ticket).toMatchObject({ id: '1', subject: 'No logs', status: 'new', tags: [] });
  expect(ticket?.comments.map(({ text }) => text)).toEqual([
    'Nothing arrives.',
    ...Array.from({ length: 204 }, (_, n) => `Reply ${n + 1}`),
  ]);
  expect(ticket?.comments.slice(0, 3).map(({ isPublic }) => isPublic)).toEqual([true, false, true]);
  expect(ticket?.users.map(({ name, isAgent }) => [name, isAgent])).toEqual([
    ['Ann', false],
    ['API', true],
  ]);
  expect(server.requests).toHaveLength(4);
});

test('a ticket that is not there is null', async () => {
  const { tickets } = await deskWithTicket();
  expect(await tickets.get('99')).toBeNull();
});

test('adds an internal note with its tag once, whatever becomes of the answer', async () => {
  const { server, tickets } = await deskWithTicket();
  const ticket = (await tickets.get('1'))!;
  const note = { text: 'Ask Bo.', tags: ['expert_suggested'] };
  server.advance(1_000);
  server.weather.push('drop-after');
  await expect(tickets.addInternalNote(ticket, note)).rejects.toMatchObject({ name: 'Conflict' });
  const after = (await tickets.get('1'))!;
  expect(after.tags).toEqual(['expert_suggested']);
  expect(after.comments.map(({ text, isPublic }) => [text, isPublic])).toEqual([
    ['Nothing arrives.', true],
    ['Ask Bo.', false],
  ]);
});

test('tries three times, and then says so', async () => {
  const { server, tickets } = await deskWithTicket();
  server.weather.push({ status: 503 }, 'drop-before');
  expect((await tickets.get('1'))?.id).toBe('1');
  server.requests.length = 0;
  server.weather.push({ status: 503 }, { status: 503 }, { status: 503 }, { status: 503 });
  await expect(tickets.get('1')).rejects.toMatchObject({ name: 'UpstreamFailed', retryable: true });
  expect(server.requests).toHaveLength(3);
});

test('reads a ticket without its conversation in one call, with what is set on it', async () => {
  const { server, tickets } = await deskWithTicket();
  const custom_fields = [
    { id: 1, value: 'x' },
    { id: 2, value: '' },
    { id: 3, value: null },
    { id: 4, value: false },
    { id: 5, value: [] },
  ];
  await server.call('PUT', '/tickets/1', { ticket: { external_id: 'key-1', priority: 'high', group_id: 360000000002, custom_fields } });
  server.requests.length = 0;
  expect(await tickets.head('1')).toMatchObject({
    id: '1',
    externalId: 'key-1',
    status: 'new',
    priority: 'high',
    groupId: 360000000002,
    fieldIds: [1],
  });
  expect(server.requests).toHaveLength(1);
  expect(await tickets.head('99')).toBeNull();
});

test('a note carries priority, group, fields and tags in one change, and what the desk refuses changes nothing', async () => {
  const { tickets } = await deskWithTicket();
  const head = (await tickets.head('1'))!;
  const note = { text: 'x'.repeat(70_000), tags: ['category:Big Deal', ''], priority: 'urgent' as const, fields: [{ id: 7, value: 'de' }] };
  await expect(tickets.addInternalNote(head, { ...note, groupId: 5 })).rejects.toMatchObject({ name: 'InvalidInput' });
  expect((await tickets.get('1'))?.comments).toHaveLength(1);
  await tickets.addInternalNote(head, { ...note, groupId: 360000000001 });
  const after = (await tickets.get('1'))!;
  expect(after).toMatchObject({ priority: 'urgent', groupId: 360000000001, tags: ['category:big_deal'], fieldIds: [7] });
  expect(after.comments[1]?.text).toHaveLength(60_000);
});
