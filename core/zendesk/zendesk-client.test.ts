import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { TicketFields } from '#core/domain/ticket.ts';
import type { Secrets } from '#core/ports/secrets.ts';
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
const account = { email: DESK.email, secrets: secretsOf(DESK.apiToken), fields: [] };
const TWO_HOURS = 2 * 3_600_000;

async function deskAndClient(retryWithinMs = 5_000) {
  const server = await startDesk();
  return { server, desk: zendeskDesk({ ...account, baseUrl: `${server.baseUrl}/`, retryWithinMs }) };
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

test('takes a token that was replaced meanwhile, and goes on with it', async () => {
  const server = await startDesk();
  const reads: boolean[] = [];
  let token = 'of last month';
  const secrets: Secrets = {
    read: async (_, { fresh = false } = {}) => {
      reads.push(fresh);
      if (fresh) token = DESK.apiToken;
      return token;
    },
  };
  const desk = zendeskDesk({ ...account, baseUrl: server.baseUrl, secrets });
  await desk.file(ticket);
  expect(reads).toEqual([false, true, false]);
  expect(server.requests.map((line) => line.split(' ')[0])).toEqual(['GET', 'GET', 'POST']);
});

test('gives the key to a ticket of a desk that left external_id out', async () => {
  const server = await startDesk();
  const forgetful = createServer(async (request, response) => {
    const sent = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString('utf8');
    const body = request.method === 'POST' ? sent.replace(/,"external_id":"[^"]*"/, '') : sent;
    const { status, json } = await server.call(
      request.method ?? 'GET',
      (request.url ?? '').replace('/api/v2', ''),
      body || undefined,
      request.headers['idempotency-key'] ? { 'idempotency-key': String(request.headers['idempotency-key']) } : {},
    );
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
  });
  const desk = zendeskDesk({ ...account, baseUrl: await listening(forgetful) });
  const { id } = await desk.file(ticket);
  expect((await server.tickets()).map((one) => [String(one.id), one.external_id])).toEqual([[id, 'key-1']]);
  server.advance(TWO_HOURS + 1000);
  expect((await desk.file(ticket)).id).toBe(id);
});

test('files 300 tickets over lines of which 30 % break, none of them twice', async () => {
  const { server, desk } = await deskAndClient(20_000);
  let seed = 7;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  server.weather.push(...Array.from({ length: 20_000 }, () => (random() < 0.3 ? (random() < 0.5 ? 'drop-before' : 'drop-after') : 'fine')));
  const keys = Array.from({ length: 300 }, (_, n) => `key-${n}`);
  const ids = new Map<string, string>();
  const waiting = [...keys];
  const file = async () => {
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) ids.set(key, (await desk.file({ ...ticket, key })).id);
  };
  await Promise.all(Array.from({ length: 50 }, file));
  server.weather.length = 0;
  const stored: { id: number; external_id: string }[] = [];
  for (let page = 1; page <= 4; page += 1) stored.push(...(await server.call('GET', `/tickets.json?page=${page}`)).json.tickets);
  expect(stored.map(({ external_id }) => external_id).sort()).toEqual(keys.toSorted());
  for (const { id, external_id } of stored) expect(ids.get(external_id)).toBe(String(id));
}, 120_000);

test('names wrong credentials as such and does not try again', async () => {
  const server = await startDesk();
  const desk = zendeskDesk({ ...account, baseUrl: server.baseUrl, secrets: secretsOf('another') });
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
  const origin = await listening(server);
  await expect(zendeskDesk({ ...account, baseUrl: origin }).file(ticket)).rejects.toThrow(/status 404; check tickets.zendesk.baseUrl/);
  await expect(zendeskDesk({ ...account, baseUrl: `${origin}/moved` }).file(ticket)).rejects.toThrow(/status 302/);
  expect(seen.some((url) => url.startsWith('/elsewhere'))).toBe(false);
});

function secretsOf(token: string): Secrets {
  return { read: async () => token };
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('sends the files of a ticket first, once for each key, and again after a reset', async () => {
  const { server, desk } = await deskAndClient();
  const reads: string[] = [];
  const file = (name: string, type: string, content: string) => ({
    name,
    type,
    read: async () => {
      reads.push(name);
      return Buffer.from(content);
    },
  });
  const attachments = [file('größe 1.png', 'image/png', 'a picture'), file('log.txt', 'text/plain', 'x'.repeat(600 * 1024))];
  server.weather.push('fine', 'fine', 'drop-before');
  const filed = await desk.file({ ...ticket, attachments });
  expect(await desk.file({ ...ticket, attachments })).toEqual(filed);
  expect(reads).toEqual(['größe 1.png', 'log.txt']);
  const comments = (await server.call('GET', `/tickets/${filed.id}/comments`)).json.comments as { attachments: object[] }[];
  expect(comments.map((comment) => comment.attachments)).toMatchObject([
    [
      { file_name: 'größe 1.png', content_type: 'image/png', size: 9 },
      { file_name: 'log.txt', content_type: 'text/plain', size: 600 * 1024 },
    ],
  ]);
});
