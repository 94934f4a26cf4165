import { describe, expect, test } from 'vitest';
import { createKey, revokeKey } from '../intake/keys-command.ts';
import { sampleTriage } from '../triage/fixtures/sample-triage.ts';
import { curator, request, testApp, visitor } from './fixtures/test-app.ts';

const PNG = Buffer.from('\x89PNG\r\n\x1a\n of a screen', 'latin1');

/** A service with a key of its own; `call` speaks as it. */
async function service(tested: ReturnType<typeof testApp>, name = 'web-form', quota = {}) {
  const { report } = await createKey(name, quota, tested.ports);
  const { key } = report as { key: string };
  const call = (method: string, pathname: string, body?: unknown, headers: Record<string, string> = {}) =>
    request(tested.app, method, pathname, { body, headers: { authorization: `Bearer ${key}`, ...headers } });
  const submit = async (body: object, headers?: Record<string, string>) => {
    const response = await call('POST', '/support-request', body, headers);
    return { status: response.status, ...((await response.json()) as { ticketId: string; message: string; error?: { message: string } }) };
  };
  return { key, call, submit };
}

/** Asks for a place for a file, as whoever `call` speaks for. */
async function placeFor(call: (method: string, pathname: string, body?: unknown) => Response | Promise<Response>, file: object) {
  return (await (await call('POST', '/support-request/uploads', file)).json()) as { uploadId: string; url: string; expiresAt: string };
}

function put(tested: ReturnType<typeof testApp>, url: string, content: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const length = String(content.byteLength);
  return tested.app.request(
    url,
    { method: 'PUT', body: content, headers: { 'content-length': length, ...headers } },
    { networkAddress: null },
  );
}

const queued = async ({ ports }: ReturnType<typeof testApp>) => {
  const ids: string[] = [];
  for (;;) {
    const batch = await ports.queue.receive({ max: 10, visibilitySeconds: 60 });
    if (batch.length === 0) return ids;
    ids.push(...batch.map(({ body }) => (JSON.parse(body) as { id: string }).id));
  }
};

describe('a support request', () => {
  test('of a service is stored and queued with what the service says', async () => {
    const tested = testApp();
    const { submit, call } = await service(tested);
    const { status, ticketId, message } = await submit({ content: 'No logs arrive.', customerId: 'c-17', email: 'ann@acme.example' });
    expect([status, message]).toEqual([202, expect.stringContaining('received')]);
    expect(await tested.ports.supportRequests.get(ticketId)).toMatchObject({
      customerId: 'c-17',
      email: 'ann@acme.example',
      state: 'queued',
    });
    expect(await queued(tested)).toEqual([ticketId]);
    const answer = await call('GET', `/support-request/${ticketId}`);
    expect(await answer.json()).toEqual({
      ticketId,
      state: 'queued',
      createdAt: '2026-11-21T10:00:00.000Z',
      content: 'No logs arrive.',
      attachments: [],
    });
  });

  test('of a session belongs to its verified subject, whatever the body says', async () => {
    const identity = { subjectOf: async () => 'subject-9' };
    const tested = testApp(() => ({ identity }));
    const session = (await (await request(tested.app, 'POST', '/session', { body: { jwt: 'a.b.c' } })).json()) as { token: string };
    const submit = (body: object) =>
      request(tested.app, 'POST', '/support-request', { body, headers: { 'x-threadwell-session': session.token } });
    const { ticketId } = (await (await submit({ content: 'Hello' })).json()) as { ticketId: string };
    expect((await tested.ports.supportRequests.get(ticketId))?.customerId).toBe('subject-9');
    expect((await submit({ content: 'Hello', customerId: 'subject-9' })).status).toBe(202);
    expect((await submit({ content: 'Hello', customerId: 'subject-8' })).status).toBe(400);
    const anonymous = await visitor(tested.app);
    expect((await anonymous.call('POST', '/support-request', { content: 'Hello', customerId: 'c-17' })).status).toBe(400);
    const own = (await (await anonymous.call('POST', '/support-request', { content: 'Hello' })).json()) as { ticketId: string };
    expect((await tested.ports.supportRequests.get(own.ticketId))?.customerId).toBeNull();
  });

  test('shows its ticket with its status to both, and what we made of it to operators only, who say whether the draft helped', async () => {
    const tested = testApp();
    const { call, submit } = await service(tested);
    const { ticketId } = await submit({ content: 'No logs arrive.' });
    const at = '2026-11-21T10:00:00.000Z';
    const { supportRequests } = tested.ports;
    const path = `/support-request/${ticketId}`;
    const desk = await curator(tested.app);
    expect((await desk.call('POST', `${path}/feedback`, { helpful: true })).status).toBe(404);
    await supportRequests.claim(ticketId, { by: 'm1', now: at, until: at });
    await supportRequests.keep(ticketId, 'm1', { triage: sampleTriage() });
    await supportRequests.keep(ticketId, 'm1', { ticket: { id: '12', url: 'https://desk.example/12' } });
    await supportRequests.setTicketStatus(ticketId, { status: 'pending', at });
    const own = (await (await call('GET', path)).json()) as object;
    expect(own).toMatchObject({ state: 'analysing', ticket: { id: '12', url: 'https://desk.example/12', status: 'pending' } });
    expect(Object.keys(own).toSorted()).toEqual(['attachments', 'content', 'createdAt', 'state', 'ticket', 'ticketId']);

    expect((await call('POST', `${path}/feedback`, { helpful: true })).status).toBe(401);
    expect((await desk.call('POST', `${path}/feedback`, { helpful: 'yes' })).status).toBe(400);
    const answer = await desk.call('POST', `${path}/feedback`, { helpful: false, comment: ' Wrong product. ' });
    expect(answer.status).toBe(200);
    const feedback = { helpful: false, comment: 'Wrong product.', by: 'curator', at };
    expect(await answer.json()).toEqual({ ticketId, feedback });
    const whole = { ...own, triage: sampleTriage(), feedback };
    expect(await (await desk.call('GET', path)).json()).toEqual(whole);
    expect(await (await desk.call('GET', `${path}/triage`)).json()).toEqual(whole);
    expect((await call('GET', `${path}/triage`)).status).toBe(401);
    expect((await desk.call('GET', '/support-request/0000/triage')).status).toBe(404);
  });

  test('is shown to who sent it and to operators, and does not exist for others', async () => {
    const tested = testApp();
    const { submit, call } = await service(tested);
    const { call: other } = await service(tested, 'crm');
    const { ticketId } = await submit({ content: 'No logs arrive.' });
    const stranger = await visitor(tested.app);
    const desk = await curator(tested.app);
    const path = `/support-request/${ticketId}`;
    const statuses = [call, other, stranger.call, desk.call].map(async (as) => (await as('GET', path)).status);
    expect(await Promise.all(statuses)).toEqual([200, 404, 404, 200]);
    expect((await request(tested.app, 'GET', path)).status).toBe(401);
    for (const as of [call, desk.call]) expect((await as('GET', '/support-request/0000')).status).toBe(404);
  });

  test('with the same key is the same request, also of many at once, and queued once when nobody dies', async () => {
    const tested = testApp();
    const { submit } = await service(tested);
    const { submit: other } = await service(tested, 'crm');
    const again = { 'idempotency-key': 'order-1' };
    const first = await submit({ content: 'One' }, again);
    const repeats = await Promise.all(Array.from({ length: 10 }, () => submit({ content: 'One' }, again)));
    expect(new Set(repeats.map(({ status, ticketId }) => `${status} ${ticketId}`))).toEqual(new Set([`202 ${first.ticketId}`]));
    expect(await queued(tested)).toEqual([first.ticketId]);
    expect((await submit({ content: 'Two' }, again)).status).toBe(409);
    expect((await other({ content: 'Two' }, again)).ticketId).not.toBe(first.ticketId);
    expect((await submit({ content: 'One' }, { 'idempotency-key': 'not a key' })).status).toBe(400);
  });

  test('whose call died before it was queued is queued by the same call again', async () => {
    const tested = testApp((ports) => ({
      ports: {
        ...ports,
        queue: { ...ports.queue, send: async (body) => (dies ? Promise.reject(new Error('gone')) : ports.queue.send(body)) },
      },
    }));
    let dies = true;
    const { submit } = await service(tested);
    const again = { 'idempotency-key': 'order-1' };
    expect((await submit({ content: 'One' }, again)).status).toBe(500);
    expect((await tested.ports.supportRequests.list('received', 10)).map(({ content }) => content)).toEqual(['One']);
    dies = false;
    const { status, ticketId } = await submit({ content: 'One' }, again);
    expect([status, await queued(tested)]).toEqual([202, [ticketId]]);
  });

  test.each([
    [{}, 400],
    [{ content: '  ' }, 400],
    [{ content: 7 }, 400],
    [{ content: 'a', email: 'nobody' }, 400],
    [{ content: 'a', attachments: ['1', '2', '3', '4', '5', '6'] }, 400],
    [{ content: 'a', attachments: ['1', '1'] }, 400],
    [{ content: 'a', attachments: ['unknown'] }, 400],
    [{ content: 'a', state: 'done' }, 400],
    [{ content: 'x'.repeat(64 * 1024) }, 413],
  ])('that is not as it must be is refused: %j', async (body, status) => {
    const tested = testApp();
    const { submit } = await service(tested);
    expect((await submit(body)).status).toBe(status);
    expect(await queued(tested)).toEqual([]);
  });

  test('needs a key that is known, whole and not revoked', async () => {
    const tested = testApp();
    const { key, call } = await service(tested);
    const submit = (authorization: string) =>
      request(tested.app, 'POST', '/support-request', { body: { content: 'a' }, headers: { authorization } });
    const changed = key.slice(0, -1) + (key.endsWith('0') ? '1' : '0');
    for (const wrong of [changed, key.slice(0, -1), key.replace(/tw_./, 'tw_g'), `tw_${'0'.repeat(12)}_${'0'.repeat(64)}`, ''])
      expect((await submit(`Bearer ${wrong}`)).status).toBe(401);
    expect((await submit(`Bearer ${key}`)).status).toBe(202);
    await revokeKey('web-form', tested.ports);
    expect((await call('POST', '/support-request', { content: 'a' })).status).toBe(401);
  });

  test('over the rate or the quota is told when to come back; other callers are not held up', async () => {
    const tested = testApp();
    const { call } = await service(tested, 'web-form', { perMinute: 2, perDay: 3 });
    const { submit: other } = await service(tested, 'crm');
    const submit = () => call('POST', '/support-request', { content: 'a' });
    const statuses = [(await submit()).status, (await submit()).status];
    const refused = await submit();
    expect([...statuses, refused.status, refused.headers.get('retry-after')]).toEqual([202, 202, 429, '60']);
    tested.advance(60_000);
    expect((await submit()).status).toBe(202);
    const spent = await submit();
    expect([spent.status, spent.headers.get('retry-after')]).toEqual([429, String(14 * 3600 - 60)]);
    expect((await other({ content: 'a' })).status).toBe(202);
    const ann = await visitor(tested.app);
    for (let n = 0; n < 5; n += 1) expect((await ann.call('POST', '/support-request', { content: 'a' })).status).toBe(202);
    expect((await ann.call('POST', '/support-request', { content: 'a' })).status).toBe(429);
  });

  test('of 400 that come 50 at a time none is lost', async () => {
    const tested = testApp();
    const { submit } = await service(tested, 'web-form', { perMinute: 10_000, perDay: 10_000 });
    const answers: { status: number; ticketId: string }[] = [];
    const waiting = Array.from({ length: 400 }, (_, n) => n);
    const lane = async () => {
      for (let n = waiting.pop(); n !== undefined; n = waiting.pop()) answers.push(await submit({ content: `Request ${n}` }));
    };
    await Promise.all(Array.from({ length: 50 }, lane));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    const ids = answers.map(({ ticketId }) => ticketId).toSorted();
    expect((await tested.ports.supportRequests.list('queued', 1_000)).map(({ id }) => id).toSorted()).toEqual(ids);
    expect((await queued(tested)).toSorted()).toEqual(ids);
  });
});

describe('a file', () => {
  test('is sent to its place once, and goes with one request of who asked for the place', async () => {
    const tested = testApp();
    const { call, submit } = await service(tested);
    const ann = await visitor(tested.app);
    const place = await placeFor(call, { name: 'screen.png', type: 'image/png' });
    expect((await submit({ content: 'See', attachments: [place.uploadId] })).error?.message).toContain('nothing was sent');
    expect((await put(tested, place.url, PNG)).status).toBe(200);
    expect((await put(tested, place.url, PNG)).status).toBe(409);
    const stolen = await ann.call('POST', '/support-request', { content: 'See', attachments: [place.uploadId] });
    expect(stolen.status).toBe(400);
    const { ticketId } = await submit({ content: 'See', attachments: [place.uploadId] }, { 'idempotency-key': 'k1' });
    expect((await submit({ content: 'See', attachments: [place.uploadId] }, { 'idempotency-key': 'k1' })).ticketId).toBe(ticketId);
    expect((await submit({ content: 'See again', attachments: [place.uploadId] })).status).toBe(400);
    const request = await tested.ports.supportRequests.get(ticketId);
    expect(request?.attachments).toMatchObject([{ name: 'screen.png', type: 'image/png', bytes: PNG.length }]);
    expect(Buffer.from((await tested.ports.files.read(request!.attachments[0]!.path))!)).toEqual(PNG);
    const shown = (await (await call('GET', `/support-request/${ticketId}`)).json()) as { attachments: object[] };
    expect(shown.attachments).toEqual([{ name: 'screen.png', type: 'image/png', bytes: PNG.length }]);
  });

  test('of many that are sent to one place at once one is kept', async () => {
    const tested = testApp();
    const { call } = await service(tested);
    const { url } = await placeFor(call, { name: 'a.txt', type: 'text/plain' });
    const sent = await Promise.all(Array.from({ length: 8 }, (_, n) => put(tested, url, Buffer.from(`text ${n}`))));
    expect(sent.map(({ status }) => status).toSorted()).toEqual([200, ...Array.from({ length: 7 }, () => 409)]);
    expect(await Array.fromAsync(tested.ports.files.list('uploads'))).toHaveLength(1);
  });

  test('that is late, unknown, empty, too large or not what it says is refused, and nothing is kept', async () => {
    const tested = testApp();
    const { call } = await service(tested);
    const png = () => placeFor(call, { name: 'screen.png', type: 'image/png' });
    const status = async (url: string, content: Uint8Array<ArrayBuffer>) => (await put(tested, url, content)).status;
    expect(await status((await png()).url, Buffer.from('<svg onload="alert(1)"/>'))).toBe(400);
    expect(await status((await png()).url, Buffer.alloc(0))).toBe(400);
    expect(await status((await png()).url, Buffer.concat([PNG, Buffer.alloc(10 * 1024 * 1024)]))).toBe(413);
    expect(await status(`http://localhost:8787/uploads/${'0'.repeat(64)}`, PNG)).toBe(404);
    const { url } = await png();
    tested.advance(3_600_000);
    expect(await status(url, PNG)).toBe(404);
    expect(await Array.fromAsync(tested.ports.files.list('uploads'))).toEqual([]);
  });

  test.each([
    { name: 'page.html', type: 'text/html' },
    { name: 'a.svg', type: 'image/svg+xml' },
    { name: '../a.png', type: 'image/png' },
    { name: 'a\n.png', type: 'image/png' },
    { name: 'gnp.\u202eexe', type: 'image/png' },
    { name: '', type: 'image/png' },
  ])('has a name and a listed type: %j gets no place', async (file) => {
    const { call } = await service(testApp());
    expect((await call('POST', '/support-request/uploads', file)).status).toBe(400);
  });

  test('is never given out again', async () => {
    const tested = testApp();
    const { call } = await service(tested);
    const { url } = await placeFor(call, { name: 'screen.png', type: 'image/png' });
    await put(tested, url, PNG);
    expect((await tested.app.request(url, {}, { networkAddress: null })).status).toBe(404);
  });
});
