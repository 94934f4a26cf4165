import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { TicketFields } from '#core/domain/ticket.ts';
import { describeTicketDesk } from '#core/ports/ticket-desk.contract.ts';
import { DESK, startDesk } from '../../runtime/stand-ins/fixtures/desk-server.ts';
import { zendeskDesk } from './zendesk-client.ts';

const fields: TicketFields = {
  requester_email: 'ann@acme.example',
  subject: 'No logs',
  description: 'Nothing arrives.',
  priority: 'normal',
  tags: ['chat'],
};
const ticket = { fields, transcript: 'Visitor: No logs arrive.', key: 'key-1' };
const TWO_HOURS = 2 * 3_600_000;

async function deskAndClient(retryWithinMs = 5_000) {
  const server = await startDesk();
  return { server, desk: zendeskDesk({ baseUrl: `${server.baseUrl}/`, ...DESK, fields: [], retryWithinMs }) };
}

describeTicketDesk('Zendesk client against the stand-in', async () => {
  const { server, desk } = await deskAndClient();
  return { desk, count: async () => (await server.tickets()).length };
});

test('finds a ticket again after Zendesk has forgotten its idempotency key', async () => {
  const { server, desk } = await deskAndClient();
  const first = await desk.file(ticket);
  server.advance(TWO_HOURS + 1000);
  expect(await desk.file(ticket)).toEqual(first);
  expect(await server.tickets()).toHaveLength(1);
});

test.each([
  ['too many requests', { status: 429, retryAfter: 1 }],
  ['a server error', { status: 503 }],
  ['a reset before the ticket is made', 'drop-before'],
  ['a reset after the ticket is made', 'drop-after'],
] as const)('retries after %s and files one ticket', async (_, fault) => {
  const { server, desk } = await deskAndClient();
  // The first request looks for the ticket; the second makes it.
  server.weather.push('fine', fault);
  const filed = await desk.file(ticket);
  expect(server.requests.map((line) => line.split(' ')[0])).toEqual(['GET', 'POST', 'POST']);
  expect((await server.tickets()).map(({ id }) => String(id))).toEqual([filed.id]);
});

test('gives up within its bound, and the same call later files the ticket once', async () => {
  const { server, desk } = await deskAndClient(600);
  server.weather.push('fine', ...Array.from({ length: 20 }, () => 'drop-after' as const));
  await expect(desk.file(ticket)).rejects.toMatchObject({ name: 'UpstreamFailed', retryable: true });
  server.weather.length = 0;
  await desk.file(ticket);
  expect(await server.tickets()).toHaveLength(1);
});

test('does not wait for a Retry-After beyond its bound', async () => {
  const { server, desk } = await deskAndClient(5_000);
  server.weather.push({ status: 429, retryAfter: 3600 });
  await expect(desk.file(ticket)).rejects.toThrow(/status 429/);
  expect(server.requests).toHaveLength(1);
});

test('names wrong credentials as such and does not try again', async () => {
  const server = await startDesk();
  const desk = zendeskDesk({ baseUrl: server.baseUrl, ...DESK, apiToken: 'another', fields: [] });
  await expect(desk.file(ticket)).rejects.toMatchObject({ retryable: false, message: expect.stringMatching(/ZENDESK_API_TOKEN/) });
  expect(server.requests).toHaveLength(1);
});

test('survives an answer that is HTML, and does not carry its credentials along a redirect', async () => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.url ?? '');
    if (request.url?.startsWith('/moved')) response.writeHead(302, { location: '/elsewhere' }).end();
    else response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>No such help desk</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const options = { ...DESK, fields: [] };
  await expect(zendeskDesk({ baseUrl: origin, ...options }).file(ticket)).rejects.toThrow(/status 404; check tickets.zendesk.baseUrl/);
  await expect(zendeskDesk({ baseUrl: `${origin}/moved`, ...options }).file(ticket)).rejects.toThrow(/status 302/);
  expect(seen.some((url) => url.startsWith('/elsewhere'))).toBe(false);
});
