import { expect, test } from 'vitest';
import { UpstreamFailed } from '#core/domain/errors.ts';
import { MAX_ATTEMPTS } from '#core/ports/queue.ts';
import { sampleTriage } from './fixtures/sample-triage.ts';
import { ESCALATIONS, FIELDS, triageWorkplace } from './fixtures/triage-workplace.ts';
import { parkAbandoned } from './park-request.ts';
import { triageMessage } from './triage-message.ts';
import { TRIAGED_TAG } from './triage-tags.ts';
import { workOffRequests } from './work-off-requests.ts';

test('a request becomes a ticket with its files, one internal note, fields and tags, and operators hear of it without its words', async () => {
  const { ports, submit, ticket, comments, metrics, logged } = await triageWorkplace(FIELDS);
  await ports.files.write('uploads/u1/x', 'a log');
  const id = await submit({ attachments: [{ uploadId: 'u1', name: 'log.txt', type: 'text/plain', bytes: 5, path: 'uploads/u1/x' }] });
  expect((await workOffRequests(ports)).done).toBe(1);

  expect(await ticket()).toMatchObject({
    external_id: `threadwell-request-${id}`,
    subject: 'No logs since Monday',
    priority: 'normal',
    group_id: null,
    tags: [
      'category:delivery',
      'language:en',
      'plugin_version:4.6.3',
      'priority:normal',
      'product:connector',
      'sentiment:negative',
      TRIAGED_TAG,
    ],
    custom_fields: [
      { id: 360004, value: '4.6.3' },
      { id: FIELDS.categoryFieldId, value: 'delivery' },
      { id: FIELDS.productFieldId, value: 'connector' },
      { id: FIELDS.languageFieldId, value: 'en' },
    ],
  });
  const [first, note, ...others] = await comments();
  expect(others).toEqual([]);
  expect(first).toMatchObject({ public: true, attachments: [{ file_name: 'log.txt', size: 5 }] });
  expect(first?.body).toMatch(/^No logs arrive since Monday.*\n\n.*customer_id: c-17/s);
  expect(note?.public).toBe(false);
  for (const text of [
    'Summary: No logs since Monday',
    'Set the key and restart. [1]',
    '[1] Keys https://docs.example.com/keys',
    'Bo',
    '#7 “Logs are missing”',
    'Priority: normal',
    'Category: delivery',
    'plugin_version 4.6.3',
    'Language: en',
    'Sentiment: negative',
  ])
    expect(note?.body).toContain(text);
  expect(await ports.supportRequests.get(id)).toMatchObject({ state: 'done', triage: sampleTriage(), ticket: { id: '1', status: 'new' } });
  const notices = await ports.notices.list(10);
  expect(notices).toMatchObject([{ kind: 'success' }]);
  expect(JSON.stringify([notices, logged, metrics])).not.toMatch(/ann@|Monday|Set the key/);
  expect(metrics.map(([name]) => name)).toEqual(['RequestsTriaged', 'TriageLatency', 'TriageErrorRate']);
  expect(await ports.queue.receive({ max: 10, visibilitySeconds: 0 })).toEqual([]);
});

test('nobody known asks by our own account', async () => {
  const { server, ports, submit, ticket } = await triageWorkplace();
  await submit({ email: null, customerId: null });
  await workOffRequests(ports);
  const { user } = (await server.call('GET', `/users/${(await ticket()).requester_id}`)).json;
  expect(user.email).toBe(ports.settings.ownEmail);
});

test('an escalated request has a high priority and its group from the beginning, and the note says why', async () => {
  const { ports, submit, ticket, comments, answers } = await triageWorkplace({ escalationGroupId: ESCALATIONS });
  answers.next = () => sampleTriage({ urgency: 'low', escalation: 'Data may be lost.' });
  await submit();
  await workOffRequests(ports);
  expect(await ticket()).toMatchObject({ priority: 'high', group_id: ESCALATIONS, tags: expect.arrayContaining(['escalated']) });
  expect((await comments())[1]?.body).toContain('ESCALATED: Data may be lost.');
});

test('what an agent set between ticket and note stays, and the note still comes', async () => {
  const { server, ports, submit, ticket, comments } = await triageWorkplace({ ...FIELDS, escalationGroupId: ESCALATIONS });
  await submit();
  const agent = {
    priority: 'urgent',
    group_id: 360000000001,
    custom_fields: [{ id: FIELDS.categoryFieldId, value: 'billing' }],
    remove_tags: ['category:delivery'],
    additional_tags: ['category:billing'],
  };
  // After the ticket is made, and once more while our note is under way.
  server.weather.push('fine', 'fine', async () => void (await server.call('PUT', '/tickets/1', { ticket: agent })));
  await workOffRequests(ports);
  const now = await ticket();
  expect(now).toMatchObject({ priority: 'urgent', group_id: 360000000001 });
  expect(now.custom_fields).toContainEqual({ id: FIELDS.categoryFieldId, value: 'billing' });
  expect(now.custom_fields).toContainEqual({ id: FIELDS.productFieldId, value: 'connector' });
  expect(now.tags.filter((tag: string) => tag.startsWith('category:'))).toEqual(['category:billing']);
  expect((await comments()).map((comment) => comment.public)).toEqual([true, false]);
});

test('a desk that breaks off anywhere gets one ticket and one note, and the model is asked once', async () => {
  for (const weather of [
    ['drop-before'],
    ['fine', 'drop-after'],
    ['fine', 'fine', 'drop-after'],
    ['fine', 'fine', 'fine', 'drop-before'],
    ['fine', 'fine', 'fine', 'drop-after'],
  ] as const) {
    const { server, ports, submit, comments, analysed } = await triageWorkplace();
    const id = await submit();
    server.weather.push(...weather);
    await workOffRequests(ports);
    expect((await ports.supportRequests.get(id))?.state).toBe('done');
    expect(await server.tickets()).toHaveLength(1);
    expect(await comments()).toHaveLength(2);
    expect(analysed).toEqual([id]);
  }
});

test('a message that comes again after its worker died goes on where it was', async () => {
  const { server, ports, submit, comments, analysed } = await triageWorkplace();
  const id = await submit();
  const message = { id: 'm1', body: JSON.stringify({ id }), attempts: 1 };
  // Dead while it files, while it notes, and while it tells.
  const never = () => new Promise<never>(() => {});
  const stuck = [
    { ticketDesk: { file: never } },
    { deskTickets: { ...ports.deskTickets, addInternalNote: never } },
    { notices: { send: never } },
  ];
  for (const dead of stuck) {
    void triageMessage(message, { ...ports, ...dead });
    await expect.poll(async () => (await ports.supportRequests.get(id))?.triage).toBeDefined();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(await triageMessage(message, ports)).toEqual({ outcome: 'done' });
  expect(analysed).toEqual([id]);
  expect(await server.tickets()).toHaveLength(1);
  expect(await comments()).toHaveLength(2);
  expect(await ports.notices.list(10)).toHaveLength(1);
});

test('a second message of the same request waits for the first, and ends with it', async () => {
  const { ports, submit, analysed, server } = await triageWorkplace();
  const id = await submit();
  const again = { id: 'm2', body: JSON.stringify({ id }), attempts: 1 };
  const first = triageMessage({ ...again, id: 'm1' }, ports);
  expect(await triageMessage(again, ports)).toEqual({ outcome: 'again', afterSeconds: 300 });
  expect(await first).toEqual({ outcome: 'done' });
  expect(await triageMessage(again, ports)).toEqual({ outcome: 'done' });
  expect(analysed).toEqual([id]);
  expect(await server.tickets()).toHaveLength(1);
});

test('a failed analysis comes again after growing pauses, and is parked with a reason of our own words and one notice', async () => {
  const { clock, ports, submit, answers, server, logged } = await triageWorkplace();
  answers.next = () => new UpstreamFailed('the model did not answer');
  const id = await submit();
  const pauses: number[] = [];
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    let waited = 0;
    const failures = async () => {
      await workOffRequests(ports);
      return logged.filter((line) => line.startsWith('a request could')).length;
    };
    while ((await failures()) < attempt) {
      clock.advance(1_000);
      waited += 1;
    }
    pauses.push(waited);
  }
  expect(pauses[0]).toBe(0);
  for (const [index, longest] of [15, 30, 60, 120].entries()) {
    expect(pauses[index + 1]).toBeGreaterThanOrEqual(longest / 2);
    expect(pauses[index + 1]).toBeLessThanOrEqual(longest);
  }
  const reason = { code: 'analysis_unreachable', message: expect.stringContaining('could not be analysed') };
  expect(await ports.supportRequests.get(id)).toMatchObject({ state: 'parked', reason });
  expect(await ports.queue.deadLetters()).toMatchObject([{ body: JSON.stringify({ id }) }]);
  expect(await ports.notices.list(10)).toMatchObject([{ kind: 'failure', subject: expect.stringContaining('analysis_unreachable') }]);
  expect(await server.tickets()).toEqual([]);
});

test('what a desk refuses may quote the visitor, and neither reason, notice nor log does', async () => {
  const { clock, ports, submit, logged } = await triageWorkplace();
  const id = await submit({ email: 'not an address' });
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    await workOffRequests(ports);
    clock.advance(900_000);
  }
  const request = await ports.supportRequests.get(id);
  expect(request).toMatchObject({ state: 'parked', reason: { code: 'ticket_refused' } });
  expect(JSON.stringify([request?.reason, await ports.notices.list(10), logged])).not.toContain('not an address');
});

test('what a parser stumbles over is not in the log, but where it did so is', async () => {
  const { ports, submit, answers, logged } = await triageWorkplace();
  answers.next = ({ content }) => {
    try {
      return JSON.parse(content);
    } catch (error) {
      return error as Error;
    }
  };
  await submit({ content: 'No logs' });
  const causes: unknown[] = [];
  const log = { ...ports.log, error: (_message: string, _fields?: object, cause?: unknown) => void causes.push(cause) };
  await workOffRequests({ ...ports, log });
  expect(String(causes[0])).toMatch(/^SyntaxError\n {4}at /);
  expect(String(causes[0])).not.toContain('No logs');
  expect(logged).toEqual([]);
});

test('a body that is no request, and an id that nobody knows, are given up at once with one notice each', async () => {
  const { ports } = await triageWorkplace();
  for (const body of ['no request', '{"id":"../etc"}', '{"id":"unknown"}']) await ports.queue.send(body);
  await workOffRequests(ports);
  expect((await ports.queue.deadLetters()).map(({ body }) => body)).toEqual(['no request', '{"id":"../etc"}', '{"id":"unknown"}']);
  expect((await ports.notices.list(10)).map(({ subject }) => /\((\w+)\)/.exec(subject)?.[1])).toEqual([
    'unknown_request',
    'not_a_request',
    'not_a_request',
  ]);
});

test('a request whose worker died in its last attempt is parked by the next look, once', async () => {
  const { clock, ports, submit } = await triageWorkplace();
  const id = await submit();
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const [message] = await ports.queue.receive({ max: 1, visibilitySeconds: 1 });
    await ports.supportRequests.claim(id, { by: message!.id, now: clock.now().toISOString(), until: clock.now().toISOString() });
    clock.advance(1_000);
  }
  expect(await parkAbandoned(ports)).toBe(1);
  expect(await parkAbandoned(ports)).toBe(0);
  expect(await ports.supportRequests.get(id)).toMatchObject({ state: 'parked', reason: { code: 'interrupted' } });
  expect(await ports.notices.list(10)).toHaveLength(1);
});

test('a desk that says when to come back is left alone until then', async () => {
  const { server, ports, submit } = await triageWorkplace();
  for (let n = 0; n < 12; n += 1) await submit();
  server.weather.push(...Array.from({ length: 12 }, () => ({ status: 429, retryAfter: 60 })));
  const { done, pauseSeconds } = await workOffRequests(ports);
  expect({ done, pauseSeconds }).toEqual({ done: 0, pauseSeconds: 60 });
  // Four were tried, and none of the others lost an attempt.
  expect((await ports.queue.receive({ max: 10, visibilitySeconds: 1 })).map(({ attempts }) => attempts)).toEqual(
    Array.from({ length: 8 }, () => 1),
  );
});

test('a ticket that an agent deleted or closed meanwhile is no failure', async () => {
  const { server, ports, submit } = await triageWorkplace();
  const id = await submit();
  server.weather.push('fine', async () => void (await server.call('PUT', '/tickets/1', { ticket: { status: 'closed' } })));
  await workOffRequests(ports);
  expect(await ports.supportRequests.get(id)).toMatchObject({ state: 'done', ticket: { status: 'closed' } });
  const other = await submit();
  const gone = { ...ports.deskTickets, head: async () => null };
  await workOffRequests({ ...ports, deskTickets: gone });
  expect((await ports.supportRequests.get(other))?.state).toBe('done');
});

test('a file that is gone is a reason, and nothing is filed without it', async () => {
  const { server, clock, ports, submit } = await triageWorkplace();
  const id = await submit({ attachments: [{ uploadId: 'u1', name: 'log.txt', type: 'text/plain', bytes: 5, path: 'uploads/u1/x' }] });
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    await workOffRequests(ports);
    clock.advance(900_000);
  }
  expect((await ports.supportRequests.get(id))?.reason?.code).toBe('ticket_refused');
  expect(await server.tickets()).toEqual([]);
});
