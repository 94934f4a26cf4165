import { expect, test } from 'vitest';
import { DESK, startDesk } from './fixtures/desk-server.ts';

const ticket = {
  subject: 'Token rotation fails',
  comment: { body: 'It fails <b>always</b>.' },
  requester: { name: 'Ann', email: 'Ann@acme.example' },
  priority: 'normal',
  type: 'question',
  tags: ['Chat Bot', 'kb_miss'],
  custom_fields: [{ id: 360012345, value: '4.6.1' }],
  external_id: 'chat-1',
};

test('creates a ticket with 201 and Location, and shows it', async () => {
  const desk = await startDesk();
  const created = await desk.call('POST', '/tickets.json', { ticket });
  expect(created.status).toBe(201);
  expect(created.headers.get('location')).toBe(`${desk.baseUrl}/api/v2/tickets/1.json`);
  expect(created.json.ticket).toMatchObject({ id: 1, external_id: 'chat-1', status: 'new', tags: ['chat_bot', 'kb_miss'] });
  const shown = await desk.call('GET', '/tickets/1');
  expect(shown.json.ticket).toEqual(created.json.ticket);
  const { json } = await desk.call('GET', '/tickets/1/comments.json?include=users');
  expect(json.comments[0]).toMatchObject({ body: 'It fails <b>always</b>.', public: true });
  expect(json.comments[0].html_body).not.toContain('<b>');
  expect(json.users).toEqual([{ id: json.comments[0].author_id, name: 'Ann', email: 'ann@acme.example', role: 'end-user', active: true }]);
});

test('replays an idempotency key, refuses it for another body, and forgets it after two hours', async () => {
  const desk = await startDesk();
  const create = (body: object) => desk.call('POST', '/tickets', body, { 'idempotency-key': 'k1' });
  const first = await create({ ticket });
  expect(first.headers.get('x-idempotency-lookup')).toBe('miss');
  const again = await create({ ticket });
  expect([again.status, again.headers.get('x-idempotency-lookup')]).toEqual([201, 'hit']);
  expect(again.json).toEqual(first.json);
  const other = await create({ ticket: { ...ticket, subject: 'Another' } });
  expect([other.status, other.json.error]).toEqual([400, 'IdempotentRequestError']);
  desk.advance(2 * 3_600_000);
  expect((await create({ ticket })).json.ticket.id).toBe(2);
  expect((await desk.call('POST', '/tickets', { ticket }, { 'idempotency-key': 'k'.repeat(256) })).status).toBe(400);
});

test('refuses wrong credentials', async () => {
  const desk = await startDesk();
  for (const authorization of ['', 'Basic !!!', `Basic ${Buffer.from(`${DESK.email}:${DESK.apiToken}`).toString('base64')}`]) {
    const { status, json } = await desk.call('GET', '/tickets', undefined, { authorization });
    expect([status, json]).toEqual([401, { error: "Couldn't authenticate you" }]);
  }
});

test.each([
  ['no comment', { ...ticket, comment: undefined }, 'description', 'Description: cannot be blank.'],
  ['an empty comment', { ...ticket, comment: { body: ' ' } }, 'description', 'Description: cannot be blank.'],
  ['a bad address', { ...ticket, requester: { name: 'A', email: 'foo' } }, 'requester', 'Requester: Email: foo is not properly formatted'],
  [
    'a stranger without a name',
    { ...ticket, requester: { email: 'new@acme.example' } },
    'requester',
    'Requester: Name: is too short (minimum is one character)',
  ],
  ['a bad priority', { ...ticket, priority: 'asap' }, 'priority', 'Priority: is not included in the list'],
  ['a long subject', { ...ticket, subject: 'x'.repeat(151) }, 'subject', 'Subject: is too long (maximum is 150 characters)'],
])('answers %s with 422 and details', async (_, body, field, description) => {
  const desk = await startDesk();
  const { status, json } = await desk.call('POST', '/tickets', { ticket: body });
  expect([status, json.error]).toEqual([422, 'RecordInvalid']);
  expect(json.details[field][0].description).toBe(description);
  expect(await desk.tickets()).toEqual([]);
});

test('answers a body that is no JSON, and an unknown path, as Zendesk does', async () => {
  const desk = await startDesk();
  expect((await desk.call('POST', '/tickets', '{')).status).toBe(400);
  expect((await desk.call('GET', '/nothing')).json.error).toBe('InvalidEndpoint');
  expect((await desk.call('GET', '/tickets/77')).json.error).toBe('RecordNotFound');
});

test('updates with a comment, tags and status; a stale safe update is refused', async () => {
  const desk = await startDesk();
  const { json } = await desk.call('POST', '/tickets', { ticket });
  desk.advance(60_000);
  const update = {
    comment: { body: 'Rotate it by hand.', public: false },
    status: 'solved',
    additional_tags: ['x'],
    remove_tags: ['kb_miss'],
  };
  const updated = await desk.call('PUT', '/tickets/1.json', {
    ticket: { ...update, safe_update: true, updated_stamp: json.ticket.updated_at },
  });
  expect(updated.json.ticket).toMatchObject({ status: 'solved', tags: ['chat_bot', 'x'], subject: ticket.subject });
  const stale = await desk.call('PUT', '/tickets/1', {
    ticket: { status: 'open', safe_update: true, updated_stamp: json.ticket.updated_at },
  });
  expect(stale.status).toBe(409);
  expect((await desk.call('GET', '/tickets/1/comments')).json.comments.map((one: { public: boolean }) => one.public)).toEqual([
    true,
    false,
  ]);
});

test('adds, sets and removes tags', async () => {
  const desk = await startDesk();
  await desk.call('POST', '/tickets', { ticket });
  expect((await desk.call('PUT', '/tickets/1/tags', { tags: ['New One'] })).json.tags).toEqual(['chat_bot', 'kb_miss', 'new_one']);
  expect((await desk.call('DELETE', '/tickets/1/tags', { tags: ['kb_miss'] })).json.tags).toEqual(['chat_bot', 'new_one']);
  expect((await desk.call('POST', '/tickets/1/tags', { tags: ['only'] })).json.tags).toEqual(['only']);
  expect((await desk.call('GET', '/tickets/1/tags')).json.tags).toEqual(['only']);
});

test('finds by external_id and by search, and pages by cursor', async () => {
  const desk = await startDesk();
  for (const name of ['a', 'b', 'c'])
    await desk.call('POST', '/tickets', { ticket: { ...ticket, subject: `Ticket ${name}`, external_id: name } });
  expect((await desk.call('GET', '/tickets?external_id=b')).json.tickets.map((one: { id: number }) => one.id)).toEqual([2]);
  const found = await desk.call('GET', `/search.json?query=${encodeURIComponent('type:ticket external_id:c')}`);
  expect(found.json.results.map((one: { id: number }) => one.id)).toEqual([3]);
  expect((await desk.call('GET', `/search?query=${encodeURIComponent('"ticket a"')}`)).json.count).toBe(1);

  const seen: number[] = [];
  for (let next: string | null = `${desk.baseUrl}/api/v2/tickets.json?page[size]=2`; next; ) {
    const { json } = await desk.call('GET', next.slice(next.indexOf('/api/v2') + '/api/v2'.length));
    seen.push(...json.tickets.map((one: { id: number }) => one.id));
    next = json.links.next;
  }
  expect(seen).toEqual([1, 2, 3]);
});

test('lists tickets for people, shows one, and escapes what a customer wrote', async () => {
  const desk = await startDesk();
  const page = async (pathname: string) => {
    const response = await fetch(desk.origin + pathname);
    return { status: response.status, policy: response.headers.get('content-security-policy') ?? '', text: await response.text() };
  };
  expect((await page('/desk')).text).toContain('No tickets yet');
  await desk.call('POST', '/tickets', {
    ticket: { ...ticket, subject: '<script>alert(1)</script>', comment: { body: '"><img src=x onerror=alert(1)>' } },
  });
  const list = await page('/desk');
  expect(list.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  const one = await page('/desk/tickets/1');
  expect(one.text).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(one.text).toContain('ann@acme.example');
  expect(one.text).toContain('Field 360012345');
  for (const { text, policy } of [list, one]) {
    expect(text).not.toMatch(/<script|<img/);
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-/);
  }
  expect((await page('/desk/tickets/9')).status).toBe(404);
  const opened = await fetch(`${desk.baseUrl}/hc/requests/1`, { redirect: 'manual' });
  expect([opened.status, opened.headers.get('location')]).toEqual([303, '/desk/tickets/1']);
});
