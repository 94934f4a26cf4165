import { expect, test } from 'vitest';
import { UpstreamFailed } from '#core/domain/errors.ts';
import { temporaryDatabase } from '#core/local/fixtures/temporary.ts';
import { localQueue } from '#core/local/queue.ts';
import { localReplays } from '#core/local/replays.ts';
import { randomIds } from '#core/local/system.ts';
import type { WebhookPorts } from '../tickets/webhook/take-webhook.ts';
import { signWebhook } from '../tickets/webhook/verify-signature.ts';
import { request, testApp } from './fixtures/test-app.ts';

const SECRET = 'dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==';
const NOW = '2026-11-21T10:00:00.000Z';
const SOLVED = '{"ticket_id":"12", "status":"Solved"}';

/** The app with a webhook; `queued` is what waits for the worker. */
function webhookApp(changes: Partial<WebhookPorts> = {}) {
  const database = temporaryDatabase();
  const tested = testApp(({ clock }) => ({
    zendeskWebhook: {
      clock,
      events: localQueue(database, 'zendesk-events', clock, randomIds),
      replays: localReplays(database, clock),
      secrets: { read: async () => SECRET },
      ...changes,
    },
  }));
  return {
    ...tested,
    queued: () =>
      database
        .prepare('SELECT body FROM queue_messages')
        .all()
        .map((row) => String(row.body)),
  };
}

function headersOf(body: string | Uint8Array, timestamp = NOW, invocation = 'i1') {
  return {
    'content-type': 'application/json',
    'x-zendesk-webhook-signature': signWebhook(SECRET, timestamp, body),
    'x-zendesk-webhook-signature-timestamp': timestamp,
    'x-zendesk-webhook-invocation-id': invocation,
  };
}
const call = (app: Parameters<typeof request>[0], body: string, headers: Record<string, string> = headersOf(body)) =>
  request(app, 'POST', '/webhooks/zendesk', { body, headers });

test('a solved ticket is queued with when it was sent', async () => {
  const { app, queued } = webhookApp();
  const answer = await call(app, SOLVED);
  expect([answer.status, await answer.json()]).toEqual([200, { outcome: 'queued' }]);
  expect(queued().map((body) => JSON.parse(body))).toEqual([{ ticketId: '12', wanted: ['draft'], at: NOW }]);
});

test('of more than 500 calls with a bit that fell over none is taken', async () => {
  const { app, queued } = webhookApp();
  const headers = headersOf(SOLVED);
  const parts = [SOLVED, headers['x-zendesk-webhook-signature'], NOW] as const;
  const bits = parts.reduce((sum, part) => sum + part.length * 8, 0);
  const statuses: number[] = [];
  for (let n = 0; n < bits; n += 1) {
    let bit = n;
    const flipped = parts.map((part) => {
      const bytes = Buffer.from(part);
      if (bit >= 0 && bit < bytes.length * 8) bytes[bit >> 3]! ^= 1 << (bit & 7);
      bit -= bytes.length * 8;
      return bytes;
    });
    const [body, signature, timestamp] = flipped.map((bytes) => bytes.toString('latin1')) as [string, string, string];
    // A header with such a character never leaves a client.
    if (/[^\t\x20-\x7e\x80-\xff]/.test(signature + timestamp)) continue;
    const bytes = new Uint8Array(flipped[0]!);
    const sent = { ...headers, 'x-zendesk-webhook-signature': signature, 'x-zendesk-webhook-signature-timestamp': timestamp };
    const answer = await app.request('http://localhost:8787/webhooks/zendesk', {
      method: 'POST',
      headers: { ...sent, host: 'localhost:8787', 'content-length': String(body.length) },
      body: bytes,
    });
    statuses.push(answer.status);
  }
  expect(statuses.length).toBeGreaterThan(500);
  expect(new Set(statuses)).toEqual(new Set([401]));
  expect(queued()).toEqual([]);
});

test('another time, another body, or a header that is missing is no signature', async () => {
  const { app, queued, advance } = webhookApp();
  const good = headersOf(SOLVED);
  const other = headersOf(SOLVED, '2026-11-21T10:00:01.000Z');
  const without = (name: keyof typeof good) => Object.fromEntries(Object.entries(good).filter(([key]) => key !== name));
  const stamp = 'x-zendesk-webhook-signature-timestamp';
  const refused: [string, Record<string, string>][] = [
    [SOLVED, { ...good, [stamp]: other[stamp] }],
    [SOLVED, { ...other, [stamp]: good[stamp] }],
    [JSON.stringify(JSON.parse(SOLVED)), good],
    [`${SOLVED}\n`, good],
    [SOLVED, without('x-zendesk-webhook-signature')],
    [SOLVED, without(stamp)],
    [SOLVED, { ...good, 'x-zendesk-webhook-signature': Buffer.from(good['x-zendesk-webhook-signature'], 'base64').toString('hex') }],
  ];
  for (const [body, headers] of refused) expect((await call(app, body, headers)).status).toBe(401);
  advance(301_000);
  expect((await call(app, SOLVED)).status).toBe(401);
  const early = '2026-11-21T10:10:02.000Z';
  expect((await call(app, SOLVED, headersOf(SOLVED, early))).status).toBe(401);
  expect(queued()).toEqual([]);
});

test('the same call a hundred times, and its retries with a new signature, are one piece of work', async () => {
  const { app, queued } = webhookApp();
  for (let n = 0; n < 100; n += 1) expect((await call(app, SOLVED)).status).toBe(200);
  // Who repeats a call that he saw can give it another name, not another signature.
  expect(await (await call(app, SOLVED, headersOf(SOLVED, NOW, 'forged'))).json()).toEqual({ outcome: 'known' });
  expect(await (await call(app, SOLVED, headersOf(SOLVED, '2026-11-21T10:01:00.000Z'))).json()).toEqual({ outcome: 'known' });
  expect(queued()).toHaveLength(1);
  expect(await (await call(app, SOLVED, headersOf(SOLVED, '2026-11-21T10:01:00.000Z', 'i2'))).json()).toEqual({ outcome: 'queued' });
  expect(queued()).toHaveLength(2);
});

test('no ticket is 400, a ticket that wants nothing is acknowledged, and a large body is not read', async () => {
  const { app, queued } = webhookApp();
  for (const body of ['{"status":"Solved"}', 'solved']) expect((await call(app, body)).status).toBe(400);
  const ignored = await call(app, '{"ticket_id":"12","tag_added":"vip"}');
  expect([ignored.status, await ignored.json()]).toEqual([200, { outcome: 'ignored' }]);
  expect((await call(app, JSON.stringify({ ticket_id: '12', note: 'x'.repeat(70_000) }))).status).toBe(413);
  expect(queued()).toEqual([]);
});

test('a store that fails is 503 with Retry-After, and the call is taken when it comes again', async () => {
  let isFailing = true;
  const sent: string[] = [];
  const { app, errors } = webhookApp({
    events: {
      ...localQueue(temporaryDatabase(), 'zendesk-events', { now: () => new Date(NOW) }, randomIds),
      send: async (body) => {
        if (isFailing) throw new UpstreamFailed('10.0.0.7 refused');
        sent.push(body);
      },
    },
  });
  const refused = await call(app, SOLVED);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10']);
  expect(await refused.text()).not.toContain('10.0.0.7');
  expect(errors).toHaveLength(1);
  isFailing = false;
  expect(await (await call(app, SOLVED)).json()).toEqual({ outcome: 'queued' });
  expect(sent).toHaveLength(1);
});

test('without a secret to read nothing is taken, and Zendesk is asked to come again', async () => {
  const { app, queued } = webhookApp({ secrets: { read: () => Promise.reject(new UpstreamFailed('no secret')) } });
  expect((await call(app, SOLVED)).status).toBe(503);
  expect(queued()).toEqual([]);
});
