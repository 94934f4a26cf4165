import { expect, test } from 'vitest';
import { localDrafts } from '#core/local/drafts.ts';
import { localFiles } from '#core/local/files.ts';
import { heldClock, temporaryDatabase, temporaryFolder } from '#core/local/fixtures/temporary.ts';
import { localQueue } from '#core/local/queue.ts';
import { localSupportRequests } from '#core/local/support-requests.ts';
import { randomIds } from '#core/local/system.ts';
import { localWorkflows } from '#core/local/workflows.ts';
import { MAX_ATTEMPTS } from '#core/ports/queue.ts';
import type { Distilled } from '#core/ports/solved-tickets.ts';
import { zendeskTickets } from '#core/zendesk/zendesk-tickets.ts';
import { DESK, startDesk } from '../../stand-ins/fixtures/desk-server.ts';
import { workOffEvents } from './work-off-events.ts';

const SENT = '2026-11-21T09:59:58.000Z';

/** A queue before a desk with a solved ticket; `distilled` is what the distiller was handed, `metrics` what was measured. */
async function workplace() {
  const server = await startDesk();
  const clock = heldClock();
  const events = localQueue(temporaryDatabase(), 'zendesk-events', clock, randomIds);
  const files = localFiles(temporaryFolder());
  const distilled: string[] = [];
  const metrics: [string, number][] = [];
  const outcome: { distilled: Distilled } = { distilled: { titles: ['Why are there no logs?'], refused: [] } };
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const ports = {
    clock,
    events,
    files,
    log: silent,
    metrics: {
      count: (name: string, value = 1) => void metrics.push([name, value]),
      time: (name: string, milliseconds: number) => void metrics.push([name, milliseconds]),
    },
    deskTickets: zendeskTickets({ baseUrl: server.baseUrl, email: DESK.email, secrets: { read: async () => DESK.apiToken } }),
    supportRequests: localSupportRequests(temporaryDatabase(), clock),
    drafts: localDrafts(temporaryDatabase()),
    workflows: localWorkflows(temporaryDatabase(), clock),
    solvedTickets: {
      distil: async (file: string) => {
        distilled.push(file);
        return outcome.distilled;
      },
    },
  };
  await server.call('POST', '/tickets', {
    ticket: { subject: 'No logs', comment: { body: 'Why?' }, requester: { name: 'Ann', email: 'ann@acme.example' } },
  });
  await server.call('PUT', '/tickets/1', { ticket: { status: 'solved', comment: { body: 'Set the key.' } } });
  const send = (event: object) => events.send(JSON.stringify({ ticketId: '1', wanted: ['draft'], at: SENT, ...event }));
  const notes = async () => (await ports.deskTickets.get('1'))!.comments.filter(({ isPublic }) => !isPublic).map(({ text }) => text);
  return { server, clock, ports, files, distilled, outcome, notes, metrics, send };
}

test('keeps a solved ticket by the day it was opened, hands it on, and measures from when Zendesk sent it', async () => {
  const { ports, files, distilled, metrics, send } = await workplace();
  await send({});
  expect(await workOffEvents(ports)).toBe(1);
  const file = 'raw-tickets/year=2026/month=11/day=21/ticket-1.json';
  expect(distilled).toEqual([file]);
  expect(JSON.parse((await files.readText(file)) ?? '')).toMatchObject({ ticket: { id: 1 }, comments: [{}, {}], users: [{}, {}] });
  expect(metrics).toEqual([
    ['TicketIngested', 1],
    ['EndToEndLatency', 2_000],
    ['ErrorRate', 0],
  ]);
  expect(await workOffEvents(ports)).toBe(0);
});

test('a change of status reaches the request whose ticket it is, and keeps nothing of the ticket', async () => {
  const { server, ports, files, metrics, send } = await workplace();
  const request = {
    id: 'r1',
    submitter: { kind: 'key', id: 'k1' },
    customerId: null,
    email: null,
    content: 'Why?',
    attachments: [],
  } as const;
  await ports.supportRequests.create({ ...request, state: 'queued', createdAt: SENT });
  await ports.supportRequests.claim('r1', { by: 'm1', now: SENT, until: SENT });
  await ports.supportRequests.keep('r1', 'm1', { ticket: { id: '1', url: 'https://desk.example/1' } });
  await server.call('PUT', '/tickets/1', { ticket: { external_id: 'threadwell-request-r1', status: 'pending' } });
  await send({ wanted: ['status'] });
  await send({ ticketId: '99', wanted: ['status'] });
  expect(await workOffEvents(ports)).toBe(2);
  expect((await ports.supportRequests.get('r1'))?.ticket?.status).toBe('pending');
  expect(await Array.fromAsync(files.list(''))).toEqual([]);
  expect(metrics.some(([name]) => name === 'TicketIngested')).toBe(false);
  server.advance(1_000);
  await server.call('PUT', '/tickets/1', { ticket: { status: 'solved' } });
  await send({});
  await workOffEvents(ports);
  expect((await ports.supportRequests.get('r1'))?.ticket?.status).toBe('solved');
});

test('goes by the ticket as it is: opened again or never answered, it is not distilled', async () => {
  const { server, ports, distilled, send } = await workplace();
  await server.call('PUT', '/tickets/1', { ticket: { status: 'open' } });
  await server.call('POST', '/tickets', {
    ticket: { subject: 'Hi', status: 'solved', comment: { body: 'Hi' }, requester: { name: 'Bob', email: 'bob@acme.example' } },
  });
  await server.call('PUT', '/tickets/2', { ticket: { comment: { body: 'Spam.', public: false } } });
  await send({});
  await send({ ticketId: '2' });
  await send({ ticketId: '99' });
  expect(await workOffEvents(ports)).toBe(3);
  expect(distilled).toEqual([]);
});

test('a desk that is down costs time and no event', async () => {
  const { server, clock, ports, distilled, metrics, send } = await workplace();
  await send({});
  server.weather.push({ status: 503 }, { status: 503 }, { status: 503 });
  expect(await workOffEvents(ports)).toBe(0);
  expect(metrics).toEqual([['ErrorRate', 1]]);
  clock.advance(121_000);
  expect(await workOffEvents(ports)).toBe(1);
  expect(distilled).toHaveLength(1);
});

test('what never works becomes a dead letter, and the others are done', async () => {
  const { clock, ports, distilled, send } = await workplace();
  await ports.events.send('no event');
  await send({});
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    await workOffEvents(ports);
    clock.advance(121_000);
  }
  expect(distilled).toHaveLength(1);
  expect((await ports.events.deadLetters()).map(({ body }) => body)).toEqual(['no event']);
});

test('each outcome is noted once, however often the ticket is told of, and another one anew', async () => {
  const { server, ports, distilled, outcome, notes, send } = await workplace();
  const refused = { code: 'unsolved', reason: 'support only asked back', questions: ['What did the log show?'] };
  outcome.distilled = { titles: [], refused: [refused] };
  for (let time = 0; time < 3; time += 1) {
    await send({});
    await workOffEvents(ports);
  }
  expect(distilled).toHaveLength(3);
  const [first, ...more] = await notes();
  expect(more).toEqual([]);
  expect(first).toMatch(
    /^No draft was made of this ticket: support only asked back\. Once it is known .*\n\nWhat is missing:\n- What did the log show\?$/s,
  );
  outcome.distilled = { titles: ['Why are there no logs?'], refused: [] };
  await send({});
  await workOffEvents(ports);
  expect(await notes()).toEqual([first, expect.stringMatching(/^A draft waits in the curation desk: “Why are there no logs\?”/)]);
  expect((await ports.deskTickets.get('1'))!.tags).toEqual(expect.arrayContaining(['no_draft_unsolved', 'draft_proposed']));
  expect((await ports.deskTickets.get('1'))!.status).toBe('solved');
  // A closed ticket takes no change.
  outcome.distilled = { titles: [], refused: [{ ...refused, code: 'private' }] };
  await server.call('PUT', '/tickets/1', { ticket: { status: 'closed' } });
  await send({});
  expect(await workOffEvents(ports)).toBe(1);
  expect(await notes()).toHaveLength(2);
});

test('an outcome that cannot be noted is noted later', async () => {
  const { server, clock, ports, notes, send } = await workplace();
  const { get } = ports.deskTickets;
  let isChanged = false;
  ports.deskTickets.get = async (id) => {
    const ticket = await get(id);
    if (!isChanged) {
      server.advance(1_000);
      await server.call('PUT', '/tickets/1', { ticket: { additional_tags: ['vip'] } });
    }
    isChanged = true;
    return ticket;
  };
  await send({});
  expect(await workOffEvents(ports)).toBe(0);
  expect(await notes()).toEqual([]);
  clock.advance(121_000);
  expect(await workOffEvents(ports)).toBe(1);
  expect(await notes()).toHaveLength(1);
});
