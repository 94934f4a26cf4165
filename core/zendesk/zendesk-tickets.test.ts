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
