import { describe, expect, test } from 'vitest';
import type { Draft } from '#core/domain/draft.ts';
import { randomIds } from '#core/local/system.ts';
import { dynamoConfirmations } from './confirmations.ts';
import { dynamoDrafts } from './drafts.ts';
import { openWireTable } from './fixtures/wire-table.ts';
import { dynamoGaps } from './gaps.ts';
import { dynamoRateLimits } from './rate-limits.ts';
import { dynamoSessions } from './sessions.ts';
import { ABSENT } from './to-dynamodb-write.ts';
import { dynamoTurns } from './turns.ts';

const fields = { requester_email: 'ann@acme.example', subject: 'a', description: 'b', priority: 'normal', tags: [] } as const;
const offered = {
  confirmationId: 'c1',
  sessionId: 's1',
  turnId: 't1',
  action: 'create_ticket',
  fields,
  status: 'offered',
  expiresAt: '2026-11-21T10:15:00.000Z',
} as const;
const session = {
  sessionId: 's1',
  tokenHash: 'h0',
  createdAt: '2026-11-21T10:00:00.000Z',
  subject: null,
  expiresAt: '2026-11-21T22:00:00.000Z',
};
const turn = { sessionId: 's1', turnId: 't1', text: 'How do I set a proxy?' };
const key = { pk: 'thing#1', sk: 'thing' };

async function claimedTurn() {
  const opened = await openWireTable();
  const turns = dynamoTurns(opened.table, opened.clock, randomIds);
  const claim = await turns.claim(turn);
  if (claim.outcome !== 'claimed') throw new Error('the turn is not ours');
  return { ...opened, turns, owner: claim.owner };
}

describe('a write whose answer is lost is sent again and knows itself', () => {
  test('an accepted offer', async () => {
    const { wire, table } = await openWireTable();
    const confirmations = dynamoConfirmations(table);
    await confirmations.offer(offered);
    wire.fail({ action: 'UpdateItem', does: 'cut answer', times: 1 });
    expect(await confirmations.accept('c1', fields)).toEqual({ ...offered, status: 'accepted' });
    expect(wire.actions(/^UpdateItem/)).toHaveLength(2);
    expect(await confirmations.accept('c1', fields)).toBeNull();
  });

  test('an offer, a session, a gap and a draft', async () => {
    const { wire, table } = await openWireTable();
    wire.fail({ action: 'PutItem', does: 'cut answer', times: 1 });
    await dynamoConfirmations(table).offer(offered);
    wire.fail({ action: 'PutItem', does: 'cut answer', times: 1 });
    await dynamoSessions(table).create(session);
    wire.fail({ action: 'PutItem', does: 'cut answer', times: 1 });
    await dynamoGaps(table).add({ id: 'g', question: 'q', why: 'unanswered', at: 'now', sessionId: 's1', turnId: 't1', nearest: [] });
    wire.fail({ action: 'PutItem', does: 'cut answer', times: 1 });
    await dynamoDrafts(table).put({ id: 'd', version: 1, state: 'proposed' } as Draft);
    expect(wire.actions(/^PutItem/)).toHaveLength(8);
  });

  test('a claimed turn, its lease and its answer', async () => {
    const { wire, table, clock } = await openWireTable();
    const turns = dynamoTurns(table, clock, randomIds);
    wire.fail({ action: 'PutItem', does: 'cut answer', times: 1 });
    const claim = await turns.claim(turn);
    if (claim.outcome !== 'claimed') throw new Error(`it is ${claim.outcome}`);
    for (const step of [
      () => turns.extend('s1', 't1', claim.owner),
      () => turns.finish('s1', 't1', claim.owner, [{ type: 'cancelled' }]),
      () => turns.append('s1', 't1', [{ type: 'handoff', email: 'help@acme.example' }]),
    ]) {
      wire.fail({ action: 'UpdateItem', does: 'cut answer', times: 1 });
      await step();
    }
    expect((await turns.list('s1'))[0]?.events.map(({ type }) => type)).toEqual(['cancelled', 'handoff']);
  });

  test('a renewed session, and a use that is counted once', async () => {
    const { wire, table, clock } = await openWireTable();
    const sessions = dynamoSessions(table);
    await sessions.create(session);
    wire.fail({ action: 'TransactWriteItems', does: 'cut answer', times: 1 });
    await sessions.renew('s1', 'h0', { tokenHash: 'h1', expiresAt: session.expiresAt });
    expect((await sessions.findByToken('h1'))?.sessionId).toBe('s1');
    const limits = dynamoRateLimits(table, clock);
    const use = { key: 'a', limit: 2, windowSeconds: 60 };
    wire.fail({ action: 'TransactWriteItems', does: 'cut answer', times: 1 });
    expect([await limits.take([use]), await limits.take([use])]).toEqual([{ allowed: true }, { allowed: true }]);
    expect((await limits.take([use])).allowed).toBe(false);
    expect(wire.actions(/^Transact/)).toHaveLength(6);
  });
});

describe('a row whose time is over', () => {
  test('is absent to readers and lists, cannot be changed, and makes room for a new one', async () => {
    const { table, clock } = await openWireTable();
    const expires = clock.now().getTime() / 1000 + 60;
    await table.put({ ...key, gsi1pk: 'things', gsi1sk: '1', expires }, ABSENT);
    clock.advance(59_000);
    expect(await table.put({ ...key, expires }, ABSENT)).toBe(false);
    clock.advance(1_000);
    expect(await table.get(key)).toBeNull();
    expect(await Array.fromAsync(table.list(key.pk))).toEqual([]);
    expect(await Array.fromAsync(table.listIndex('things'))).toEqual([]);
    expect(await table.update(key, { set: '#a = :a', when: 'attribute_exists(#pk)', values: { a: 1 } })).toBeNull();
    expect(await table.put({ ...key, expires: expires + 60 }, ABSENT)).toBe(true);
  });

  test('is what becomes of a turn after a month, an offer, and a window of a limit', async () => {
    const { dynamo, table, clock, turns, owner } = await claimedTurn();
    await turns.finish('s1', 't1', owner, []);
    await dynamoConfirmations(table).offer(offered);
    await dynamoRateLimits(table, clock).take([{ key: 'a', limit: 1, windowSeconds: 60 }]);
    const seconds = [...dynamo.items.values()].map(({ pk, expires }) => [
      pk?.S?.split('#')[0],
      Number(expires?.N) - Date.parse('2026-11-21T10:00:00Z') / 1000,
    ]);
    const days = 86_400;
    expect(Object.fromEntries(seconds)).toEqual({ session: 30 * days, confirmation: 30 * days + 900, limit: 60 });
    clock.advance(30 * days * 1000);
    expect(await turns.list('s1')).toEqual([]);
    expect((await turns.claim({ ...turn, text: 'Another question' })).outcome).toBe('claimed');
  });
});

describe('what is too large', () => {
  const noise = (bytes: number) => Array.from({ length: bytes / 16 }, () => randomIds.random().slice(0, 16)).join('');

  test('a row over 400 KB is a limit that was reached', async () => {
    const { table } = await openWireTable();
    await expect(table.put({ ...key, text: noise(420_000) })).rejects.toMatchObject({ name: 'LimitReached', code: 'too_large' });
    await table.put(key);
    const change = { set: '#text = :text', when: 'attribute_exists(#pk)', values: { text: noise(420_000) } };
    await expect(table.update(key, change)).rejects.toMatchObject({ name: 'LimitReached', code: 'too_large' });
    await expect(table.transact([{ update: key, ...change }])).rejects.toMatchObject({ name: 'LimitReached', code: 'too_large' });
  });

  test('an answer over the limit is kept in part, ends in an error, and the turn is finished', async () => {
    const { turns, owner } = await claimedTurn();
    const parts = Array.from({ length: 100 }, () => ({ type: 'delta', text: noise(16_000) }) as const);
    await turns.finish('s1', 't1', owner, [...parts, { type: 'done', answered: true, citations: [] }]);
    const claim = await turns.claim(turn);
    if (claim.outcome !== 'finished') throw new Error(`it is ${claim.outcome}`);
    expect(claim.events.length).toBeGreaterThan(10);
    expect(claim.events.slice(0, -2)).toEqual(parts.slice(0, claim.events.length - 2));
    expect(claim.events.slice(-2).map(({ type }) => type)).toEqual(['error', 'done']);
  });

  test('a megabyte of mail fits into a draft', async () => {
    const { table } = await openWireTable();
    const drafts = dynamoDrafts(table);
    const text = Array.from({ length: 20_000 }, (_, line) => `Line ${line}: the connector stops after a restart.`).join('\n');
    const draft = {
      id: 'd',
      version: 1,
      state: 'proposed',
      messages: [{ id: 'm', role: 'customer', date: null, text }],
    } as unknown as Draft;
    await drafts.put(draft);
    expect(await drafts.get('d')).toEqual(draft);
  });
});

describe('somebody else’s transaction in the way', () => {
  test('is waited for', async () => {
    const { wire, dynamo, table, clock } = await openWireTable();
    dynamo.collide(3);
    expect(await dynamoRateLimits(table, clock).take([{ key: 'a', limit: 1, windowSeconds: 60 }])).toEqual({ allowed: true });
    dynamo.collide(2);
    expect(await table.put(key, ABSENT)).toBe(true);
    expect(wire.actions()).toHaveLength(7);
  });

  test('is told when it does not end', async () => {
    const { dynamo, table, clock } = await openWireTable();
    dynamo.collide(1_000);
    await expect(dynamoRateLimits(table, clock).take([{ key: 'a', limit: 1, windowSeconds: 60 }])).rejects.toMatchObject({
      name: 'LimitReached',
      code: 'rate_limited',
    });
  });
});

test('a row that changes between reading and writing is a conflict', async () => {
  const { dynamo, table, turns, clock, owner } = await claimedTurn();
  clock.advance(61_000);
  dynamo.intervene('UpdateItem', () => {
    const rowKey = '["session#s1","turn#t1"]';
    dynamo.items.set(rowKey, { ...dynamo.items.get(rowKey)!, leaseUntil: { S: '2026-11-21T10:05:00.000Z' }, owner: { S: 'another' } });
  });
  expect(await turns.claim(turn)).toEqual({ outcome: 'running' });
  await expect(turns.finish('s1', 't1', owner, [])).rejects.toMatchObject({ name: 'Conflict', code: 'turn_running' });
  expect((await table.get({ pk: 'session#s1', sk: 'turn#t1' }))?.owner).toBe('another');
});

test.each([
  ['throttled', { name: 'LimitReached', code: 'rate_limited' }],
  ['denied', { name: 'UpstreamFailed', retryable: false }],
  ['broken', { name: 'UpstreamFailed', retryable: true }],
] as const)('%s, it changes nothing and says so', async (does, expected) => {
  const { wire, dynamo, table } = await openWireTable({ maxAttempts: 2 });
  wire.fail({ action: /./, does });
  await expect(table.put(key, ABSENT)).rejects.toMatchObject(expected);
  await expect(table.transact([{ put: key, ...ABSENT }])).rejects.toMatchObject(expected);
  await expect(Array.fromAsync(table.list('thing#1'))).rejects.toMatchObject(expected);
  expect(dynamo.items.size).toBe(0);
});

test('a storm of throttling that passes is waited for', async () => {
  const { wire, table } = await openWireTable();
  wire.fail({ action: 'PutItem', does: 'throttled', times: 2 });
  expect(await table.put(key, ABSENT)).toBe(true);
});

test('neither addresses nor other names of what is limited are in the table', async () => {
  const { dynamo, table, clock } = await openWireTable();
  await dynamoRateLimits(table, clock).take([{ key: 'messages address 192.0.2.7', limit: 1, windowSeconds: 60 }]);
  expect(JSON.stringify([...dynamo.items])).not.toContain('192.0.2.7');
});
