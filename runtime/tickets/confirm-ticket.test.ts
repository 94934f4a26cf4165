import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { Bindings } from '../http/app-options.ts';
import { OFFERED } from '../http/fixtures/scripted-assistant.ts';
import { HOST, testApp, visitor } from '../http/fixtures/test-app.ts';
import { startDesk } from '../stand-ins/fixtures/desk-server.ts';
import { ticketConfirmer } from './confirm-ticket.ts';
import { fileDueTickets } from './file-due-tickets.ts';

const types = (events: readonly ChatEvent[]) => events.map((event) => event.type);

/** A visitor with an offered ticket, and a real desk behind. */
async function offered(env?: Bindings) {
  const desk = await startDesk();
  const tested = testApp(undefined, desk.baseUrl);
  const ann = await visitor(tested.app, env);
  const offer = async (turnId = 't1', who = ann) => {
    const event = (await who.ask('ticket please', turnId)).find((one) => one.type === 'confirm');
    if (event?.type !== 'confirm') throw new Error('the script offers a ticket');
    return event.confirmationId;
  };
  const confirm = async (body: object, who = ann) => {
    const response = await who.call('POST', '/chat/confirm', { accept: true, ...body });
    const json = (await response.json()) as { events: ChatEvent[]; error?: { code: string } };
    return { status: response.status, code: json.error?.code, events: json.events, headers: response.headers };
  };
  return { ...tested, desk, ann, offer, confirm };
}

describe('an offered ticket', () => {
  test('is stored before it is shown, under an id of ours', async () => {
    const { offer, ports, ann } = await offered();
    const confirmationId = await offer();
    expect(confirmationId).toMatch(/^[0-9a-f]{32}$/);
    expect(await ports.confirmations.get(confirmationId)).toMatchObject({
      sessionId: ann.sessionId,
      turnId: 't1',
      status: 'offered',
      fields: OFFERED,
      expiresAt: '2026-11-21T10:15:00.000Z',
    });
  });

  test('is filed with the conversation, shown, and kept with its turn', async () => {
    const { offer, confirm, desk, ann } = await offered();
    await ann.ask('How do I set a proxy?', 't0');
    const confirmationId = await offer();
    const { events } = await confirm({ confirmationId, fields: { subject: 'No logs since Monday', mule_runtime: '4.4.0' } });
    const [ticket] = await desk.tickets();
    expect(events).toEqual([
      { type: 'ticket', id: String(ticket?.id), url: `${desk.baseUrl}/hc/requests/${ticket?.id}` },
      { type: 'done', answered: true, citations: [] },
    ]);
    const { json } = await desk.call('GET', `/tickets/${ticket?.id}`);
    expect(json.ticket).toMatchObject({ subject: 'No logs since Monday', tags: ['chat'], priority: 'normal' });
    expect(json.ticket.description).toContain('mule_runtime: 4.4.0');
    expect(json.ticket.description).toContain('“How do I set a proxy?”: answered from\n    Proxy https://docs.example/install#proxy');
    expect(json.ticket.description).toContain('Visitor: How do I set a proxy?');
    const { turns } = (await (await ann.call('GET', '/session/turns')).json()) as { turns: { events: ChatEvent[] }[] };
    expect(types(turns[1]!.events)).toEqual(['session', 'confirm', 'ticket', 'done']);
    expect(types(await ann.ask('ticket please', 't1'))).toEqual(['session', 'confirm', 'ticket', 'done']);
  });

  test('gives way to a newer offer of the same session', async () => {
    const { offer, confirm, desk } = await offered();
    const older = await offer('t1');
    const newer = await offer('t2');
    expect(await confirm({ confirmationId: older })).toMatchObject({ status: 409, code: 'confirmation_used' });
    expect(await confirm({ confirmationId: newer })).toMatchObject({ status: 200 });
    expect(await desk.tickets()).toHaveLength(1);
  });

  test('is filed once by 200 parallel identical confirmations, who all learn its number', async () => {
    const { offer, confirm, desk } = await offered();
    const confirmationId = await offer();
    const answers = await Promise.all(Array.from({ length: 200 }, () => confirm({ confirmationId, fields: { priority: 'high' } })));
    expect(await desk.tickets()).toHaveLength(1);
    expect(new Set(answers.map(({ status, events }) => `${status} ${JSON.stringify(events)}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
    expect(desk.requests.filter((line) => line.startsWith('POST'))).toHaveLength(1);
  });

  test('is filed once by two processes on one store', async () => {
    const { offer, ports, options, desk, ann } = await offered();
    const confirmationId = await offer();
    const settings = { fallbackEmail: options.brand.fallbackEmail, ticketFields: options.ticketFields };
    const request = { confirmationId, accept: true, sessionId: ann.sessionId, networkAddress: null };
    const processes = [ticketConfirmer(settings, ports), ticketConfirmer(settings, ports)];
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => processes[n % 2]!(request)));
    expect(new Set(answers.map((events) => JSON.stringify(events))).size).toBe(1);
    expect(answers[0]).toMatchObject([{ type: 'ticket' }, { type: 'done' }]);
    expect(await desk.tickets()).toHaveLength(1);
  });

  test('gives its stored result to a repeat, and refuses other fields or a cancel', async () => {
    const { offer, confirm, advance, desk } = await offered();
    const confirmationId = await offer();
    const first = await confirm({ confirmationId, fields: { subject: 'A' } });
    advance(3_600_000);
    for (const fields of [undefined, { subject: 'A' }, { priority: 'normal' }])
      expect((await confirm({ confirmationId, ...(fields ? { fields } : {}) })).events).toEqual(first.events);
    for (const body of [{ fields: { subject: 'B' } }, { fields: { subject: '' } }, { fields: { tags: ['x'] } }, { accept: false }])
      expect(await confirm({ confirmationId, ...body })).toMatchObject({ status: 409, code: 'confirmation_used' });
    expect(await desk.tickets()).toHaveLength(1);
  });

  test('can be cancelled, again and again, and then not be accepted', async () => {
    const { offer, confirm, desk, ann } = await offered();
    const confirmationId = await offer();
    for (let n = 0; n < 2; n += 1) expect(types((await confirm({ confirmationId, accept: false })).events)).toEqual(['cancelled', 'done']);
    expect(await confirm({ confirmationId })).toMatchObject({ status: 409, code: 'confirmation_used' });
    expect(await desk.tickets()).toEqual([]);
    expect(types(await ann.ask('ticket please', 't1'))).toEqual(['session', 'confirm', 'cancelled', 'done']);
  });

  test('expires after 15 minutes, for both words', async () => {
    const { offer, confirm, advance, desk } = await offered();
    const confirmationId = await offer();
    advance(15 * 60_000);
    for (const accept of [true, false])
      expect(await confirm({ confirmationId, accept })).toMatchObject({ status: 410, code: 'confirmation_expired' });
    expect(await desk.tickets()).toEqual([]);
  });

  test('does not exist for another session, nor without one', async () => {
    const { offer, confirm, app, desk } = await offered();
    const confirmationId = await offer();
    const bob = await visitor(app);
    expect(await confirm({ confirmationId }, bob)).toMatchObject({ status: 404 });
    expect(await confirm({ confirmationId: 'f'.repeat(32) })).toMatchObject({ status: 404 });
    const { status } = await app.request(`http://${HOST}/chat/confirm`, {
      method: 'POST',
      headers: { host: HOST, 'content-type': 'application/json' },
      body: JSON.stringify({ confirmationId, accept: true }),
    });
    expect(status).toBe(401);
    expect(await desk.tickets()).toEqual([]);
  });

  test('stays open when its fields are wrong, so that they can be corrected', async () => {
    const { offer, confirm, desk } = await offered();
    const confirmationId = await offer();
    expect(await confirm({ confirmationId, fields: { requester_email: 'nobody' } })).toMatchObject({ status: 400, code: 'bad_request' });
    expect(await confirm({ confirmationId, fields: { tags: ['vip'] } })).toMatchObject({ status: 400 });
    expect(types((await confirm({ confirmationId })).events)).toEqual(['ticket', 'done']);
    expect(await desk.tickets()).toHaveLength(1);
  });
});

describe('a desk that fails', () => {
  test('hands over to e-mail, and the same confirmation files it later', async () => {
    const { offer, confirm, desk, ann } = await offered();
    const confirmationId = await offer();
    desk.weather.push({ status: 401 });
    const failed = await confirm({ confirmationId });
    expect(failed.events).toMatchObject([
      { type: 'error', code: 'upstream_failed', retryable: true },
      { type: 'handoff', email: 'help@ferrywork.example' },
      { type: 'done', answered: false, reason: 'error' },
    ]);
    expect(types((await confirm({ confirmationId })).events)).toEqual(['ticket', 'done']);
    expect(types(await ann.ask('ticket please', 't1'))).toEqual(['session', 'confirm', 'handoff', 'ticket', 'done']);
    expect(await desk.tickets()).toHaveLength(1);
  });

  test('a kill between filing and recording files nothing twice', async () => {
    const { offer, confirm, desk, ports, database } = await offered();
    const confirmationId = await offer();
    await confirm({ confirmationId });
    // What a killed process leaves behind: the ticket in the desk, the confirmation accepted, the turn without its ticket.
    database.exec(`UPDATE confirmations SET status = 'accepted', ticket_id = NULL, ticket_url = NULL`);
    database.exec(`UPDATE turns SET later_events = '[]'`);
    desk.advance(3 * 3_600_000);
    const again = await confirm({ confirmationId });
    expect(types(again.events)).toEqual(['ticket', 'done']);
    expect(await desk.tickets()).toHaveLength(1);
    expect(await ports.confirmations.get(confirmationId)).toMatchObject({ status: 'filed', ticket: { id: '1' } });
  });

  test('what could not be filed is filed without the visitor, once, and shown in the conversation', async () => {
    const { offer, confirm, desk, ann, ports, advance } = await offered();
    const confirmationId = await offer();
    desk.weather.push({ status: 401 });
    await confirm({ confirmationId });
    expect(await fileDueTickets(ports)).toBe(0);
    advance(60_000);
    desk.weather.push({ status: 401 });
    expect(await fileDueTickets(ports)).toBe(0);
    advance(60_000);
    expect(await fileDueTickets(ports)).toBe(0);
    advance(60_000);
    expect(await fileDueTickets(ports)).toBe(1);
    advance(6 * 3_600_000);
    expect(await fileDueTickets(ports)).toBe(0);
    expect(types(await ann.ask('ticket please', 't1'))).toEqual(['session', 'confirm', 'handoff', 'ticket', 'done']);
    expect(types((await confirm({ confirmationId })).events)).toEqual(['ticket', 'done']);
    expect(await desk.tickets()).toHaveLength(1);
  });

  test('what was accepted when the process was killed is filed without the visitor', async () => {
    const { offer, confirm, desk, ports, database, advance } = await offered();
    const confirmationId = await offer();
    await confirm({ confirmationId });
    database.exec(`UPDATE confirmations SET status = 'accepted', ticket_id = NULL, ticket_url = NULL`);
    await ports.outbox.put(confirmationId, ports.clock.now().toISOString());
    advance(3 * 3_600_000);
    desk.advance(3 * 3_600_000);
    expect(await fileDueTickets(ports)).toBe(1);
    expect(await desk.tickets()).toHaveLength(1);
  });

  test('what was filed, refused or never accepted is not filed later', async () => {
    const { offer, confirm, desk, ports, advance } = await offered();
    await confirm({ confirmationId: await offer('t1') });
    desk.weather.push({ status: 422 });
    await confirm({ confirmationId: await offer('t2') });
    await ports.outbox.put(await offer('t3'), ports.clock.now().toISOString());
    advance(3_600_000);
    expect(await fileDueTickets(ports)).toBe(0);
    expect(await desk.tickets()).toHaveLength(1);
  });

  test('a desk that refuses the fields says so', async () => {
    const { offer, confirm, desk } = await offered();
    const confirmationId = await offer();
    desk.weather.push({ status: 422 });
    const { events } = await confirm({ confirmationId });
    expect(events).toMatchObject([{ type: 'error', code: 'bad_request', retryable: false }, { type: 'handoff' }, { type: 'done' }]);
  });
});

describe('limits', () => {
  test('three tickets a day from one session; repeats and failed fields do not count', async () => {
    const { offer, confirm, desk, advance } = await offered();
    for (let n = 0; n < 3; n += 1) {
      const confirmationId = await offer(`t${n}`);
      await confirm({ confirmationId, fields: { subject: '' } });
      await confirm({ confirmationId });
      await confirm({ confirmationId });
    }
    const fourth = await offer('t4');
    const refused = await confirm({ confirmationId: fourth });
    expect(refused).toMatchObject({ status: 429, code: 'rate_limited' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await desk.tickets()).toHaveLength(3);
    advance(14 * 60_000);
    expect((await confirm({ confirmationId: fourth })).status).toBe(429);
  });

  test('a ticket that one limit refuses counts for no other, and one that two processes ask for counts once', async () => {
    const { app, offer, confirm, ports, options } = await offered();
    const taken = 'taken@acme.example';
    for (let n = 0; n < 5; n += 1) {
      const who = await visitor(app);
      await confirm({ confirmationId: await offer('t1', who), fields: { requester_email: taken } }, who);
    }
    const bob = await visitor(app);
    const refused = await offer('t1', bob);
    for (let n = 0; n < 5; n += 1)
      expect((await confirm({ confirmationId: refused, fields: { requester_email: taken } }, bob)).status).toBe(429);
    const settings = { fallbackEmail: options.brand.fallbackEmail, ticketFields: options.ticketFields };
    const fields = (name: string) => ({ requester_email: `${name}@acme.example` });
    const both = {
      confirmationId: await offer('t2', bob),
      accept: true,
      sessionId: bob.sessionId,
      networkAddress: null,
      fields: fields('a'),
    };
    await Promise.all([ticketConfirmer(settings, ports)(both), ticketConfirmer(settings, ports)(both)]);
    for (const [turnId, name] of [
      ['t3', 'b'],
      ['t4', 'c'],
    ] as const)
      expect((await confirm({ confirmationId: await offer(turnId, bob), fields: fields(name) }, bob)).status).toBe(200);
    expect((await confirm({ confirmationId: await offer('t5', bob), fields: fields('d') }, bob)).status).toBe(429);
  });

  test('five for one requester, whoever asks, and ten from one network address', async () => {
    const env = { networkAddress: '203.0.113.5' };
    const { app, offer, confirm, desk } = await offered(env);
    const file = async (email: string, from: Bindings) => {
      const who = await visitor(app, from);
      return confirm({ confirmationId: await offer('t1', who), fields: { requester_email: email } }, who);
    };
    for (let n = 0; n < 5; n += 1) expect((await file(n % 2 ? 'victim@acme.example' : 'Victim@acme.example', env)).status).toBe(200);
    expect((await file('victim@acme.example', { networkAddress: '198.51.100.1' })).status).toBe(429);
    for (let n = 0; n < 5; n += 1) expect((await file(`person${n}@acme.example`, env)).status).toBe(200);
    expect((await file('one.more@acme.example', env)).status).toBe(429);
    expect(await desk.tickets()).toHaveLength(10);
  });
});
