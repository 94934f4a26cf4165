import { createClient } from 'node-zendesk';
import { expect, test } from 'vitest';
import { zendeskDesk } from '#core/zendesk/zendesk-client.ts';
import { DESK, startDesk } from './fixtures/desk-server.ts';

const ticket = {
  subject: 'Token rotation fails',
  comment: { body: 'Since Monday.' },
  requester: { name: 'Ann', email: 'ann@acme.example' },
  priority: 'high' as const,
  tags: ['Chat Bot'],
  custom_fields: [{ id: 360012345, value: '4.6.1' }],
  external_id: 'chat-1',
};

/** A client that others wrote for the real Zendesk. */
async function opened(token = DESK.apiToken) {
  const desk = await startDesk();
  return { desk, zendesk: createClient({ username: DESK.email, token, endpointUri: `${desk.baseUrl}/api/v2` }) };
}

test('an independent client creates, reads, changes and finds tickets', async () => {
  const { zendesk } = await opened();
  // biome-ignore lint/suspicious/noExplicitAny: the client's types know fewer members than the service takes
  const created = (await zendesk.tickets.create({ ticket } as any)).result;
  expect(created).toMatchObject({
    id: 1,
    subject: ticket.subject,
    external_id: 'chat-1',
    priority: 'high',
    tags: ['chat_bot'],
    status: 'new',
  });
  expect((await zendesk.tickets.show(1)).result).toMatchObject({ description: 'Since Monday.', custom_fields: ticket.custom_fields });
  // biome-ignore lint/suspicious/noExplicitAny: as above
  await zendesk.tickets.update(1, { ticket: { status: 'solved', comment: { body: 'Rotate by hand.', public: false } } } as any);
  expect((await zendesk.tickets.getComments(1)).map(({ body, public: isPublic }) => [body, isPublic])).toEqual([
    ['Since Monday.', true],
    ['Rotate by hand.', false],
  ]);
  expect(await zendesk.tickets.listWithFilter('external_id', 'chat-1')).toMatchObject([{ id: 1, status: 'solved' }]);
  expect(await zendesk.search.queryAll('type:ticket status:solved')).toMatchObject([{ id: 1, result_type: 'ticket' }]);
  // biome-ignore lint/suspicious/noExplicitAny: the client wants the body of the request
  await zendesk.tickets.addTags(1, { tags: ['kb_miss'] } as any);
  expect((await zendesk.tickets.show(1)).result).toMatchObject({ tags: ['chat_bot', 'kb_miss'] });
  expect((await zendesk.users.me()).result).toMatchObject({ email: DESK.email, role: 'admin' });
  expect((await zendesk.users.show(created.requester_id)).result).toMatchObject({ name: 'Ann', email: 'ann@acme.example' });
});

test('an independent client sends uploaded files with a ticket, and sees them on its comment', async () => {
  // Its own upload takes a buffer for the path of a file; the files come by the documented request.
  const { desk, zendesk } = await opened();
  const upload = async (filename: string, token = '') =>
    (await desk.call('POST', `/uploads.json?filename=${filename}&token=${token}`, 'a picture', { 'content-type': 'image/png' })).json
      .upload;
  const { token } = await upload('one.png');
  expect((await upload('two.png', token)).attachments).toMatchObject([{ file_name: 'one.png', size: 9 }, { file_name: 'two.png' }]);
  // biome-ignore lint/suspicious/noExplicitAny: the client's types know fewer members than the service takes
  await zendesk.tickets.create({ ticket: { ...ticket, comment: { body: 'See.', uploads: [token] } } } as any);
  const [comment] = await zendesk.tickets.getComments(1);
  expect(comment?.attachments).toMatchObject([{ file_name: 'one.png' }, { file_name: 'two.png' }]);
});

test('an independent client reads over the end of a page', async () => {
  const { desk, zendesk } = await opened();
  for (let n = 0; n < 120; n += 1) await desk.call('POST', '/tickets', { ticket: { ...ticket, external_id: `chat-${n}` } });
  expect((await zendesk.tickets.list()).map(({ id }) => id)).toEqual(Array.from({ length: 120 }, (_, n) => n + 1));
});

test('an independent client understands its errors', async () => {
  const { zendesk } = await opened();
  // biome-ignore lint/suspicious/noExplicitAny: a wrong value on purpose
  await expect(zendesk.tickets.create({ ticket: { ...ticket, priority: 'asap' } } as any)).rejects.toThrow(/\(422\)/);
  await expect(zendesk.tickets.show(99)).rejects.toThrow(/\(404\)/);
  const { zendesk: stranger } = await opened('wrong');
  await expect(stranger.tickets.show(1)).rejects.toThrow(/\(401\)/);
});

test('says its limit with each answer, and beyond it when to come back', async () => {
  const desk = await startDesk({ requestsPerMinute: 3 });
  const call = () => desk.call('GET', '/tickets');
  expect((await call()).headers.get('x-rate-limit-remaining')).toBe('2');
  await call();
  await call();
  const refused = await call();
  expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('ratelimit-remaining')]).toEqual([429, '60', '0']);
  desk.advance(60_000);
  expect((await call()).status).toBe(200);
  const ours = zendeskDesk({
    baseUrl: desk.baseUrl,
    email: DESK.email,
    secrets: { read: async () => DESK.apiToken },
    fields: [],
    retryWithinMs: 500,
  });
  const fields = { requester_email: 'ann@acme.example', subject: 'S', description: 'D', priority: 'normal' as const, tags: [] };
  await ours.file({ fields, transcript: '', key: 'k1' });
  await expect(ours.file({ fields, transcript: '', key: 'k2' })).rejects.toThrow(/status 429/);
});
