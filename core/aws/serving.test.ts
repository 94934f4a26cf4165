import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeServing } from '#core/ports/serving.contract.ts';
import { dynamoService } from './fixtures/dynamodb-server.ts';
import { wireServer } from './fixtures/wire-server.ts';
import { dynamoServing } from './serving.ts';
import { dynamoTable } from './table.ts';

let dynamo: ReturnType<typeof dynamoService>;
let wire: Awaited<ReturnType<typeof wireServer>>;
let now = new Date('2026-11-21T00:00:00.000Z');
const clock = { now: () => now };
beforeEach(async () => {
  dynamo = dynamoService({ table: 'acme', pageSize: 2 });
  wire = await wireServer([dynamo.service]);
});
afterEach(() => wire.close());

const connect = ({ staleMs = 0, ...options }: { staleMs?: number; table?: string; maxAttempts?: number } = {}) => {
  const table = dynamoTable({ table: 'acme', region: 'eu-central-1', endpoint: wire.endpoint, clock, ...options });
  return dynamoServing({ table, clock, staleMs });
};
const version = (number: number, side: 'blue' | 'green' = 'blue') => ({
  version: number,
  side,
  contentHash: `h${number}`,
  articles: number,
  promotedAt: '2026-11-21T00:00:00.000Z',
});

describeServing('DynamoDB on the wire', () => connect());

test('history goes back over more than a page', async () => {
  const serving = connect();
  for (let number = 1; number <= 12; number++) await serving.promote(version(number));
  expect((await serving.history(100)).map((one) => one.version)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  expect((await serving.history(5)).map((one) => one.version)).toEqual([12, 11, 10, 9, 8]);
});

test('killed between keeping the version before and the promotion, history has it once', async () => {
  const serving = connect();
  await serving.promote(version(1));
  dynamo.items.set('["serving","version#000000000001"]', {
    ...dynamo.items.get('["serving","current"]')!,
    sk: { S: 'version#000000000001' },
  });
  expect(await serving.history(10)).toEqual([version(1)]);
  await serving.promote(version(2, 'green'));
  expect(await serving.history(10)).toEqual([version(2, 'green'), version(1)]);
});

test('a promotion whose answer is lost on the way is a promotion, not a conflict with itself', async () => {
  wire.fail({ action: 'PutItem', does: 'cut answer', times: 1 });
  const serving = connect();
  await serving.promote(version(1));
  expect(wire.actions(/^PutItem/)).toHaveLength(2);
  expect(await serving.current()).toEqual(version(1));
});

describe('a reader that may be behind', () => {
  test('asks again after its time, and sees its own promotion at once', async () => {
    const reader = connect({ staleMs: 30_000 });
    await connect().promote(version(1));
    expect(await reader.current()).toEqual(version(1));
    await connect().promote(version(2));
    now = new Date(now.getTime() + 29_999);
    expect(await reader.current()).toEqual(version(1));
    now = new Date(now.getTime() + 1);
    expect(await reader.current()).toEqual(version(2));
    await reader.promote(version(3));
    expect(await reader.current()).toEqual(version(3));
  });

  test('asks once for many', async () => {
    const reader = connect({ staleMs: 1_000 });
    await Promise.all(Array.from({ length: 20 }, () => reader.current()));
    expect(wire.actions()).toHaveLength(1);
  });

  test('keeps no failure', async () => {
    const reader = connect({ staleMs: 1_000 });
    wire.fail({ action: 'GetItem', does: 'denied', times: 1 });
    await expect(reader.current()).rejects.toMatchObject({ name: 'UpstreamFailed', retryable: false });
    expect(await reader.current()).toBeNull();
  });

  test('is never behind more than the port allows', () => {
    expect(() => connect({ staleMs: 30_001 })).toThrow('staleMs is 30001');
  });
});

test('an ingest is never behind', async () => {
  const ingest = connect();
  expect(await ingest.current()).toBeNull();
  await connect().promote(version(1));
  expect(await ingest.current()).toEqual(version(1));
});

test.each([
  ['throttled', { name: 'LimitReached', code: 'rate_limited' }],
  ['denied', { name: 'UpstreamFailed', retryable: false }],
  ['broken', { name: 'UpstreamFailed', retryable: true }],
  ['cut answer', { name: 'UpstreamFailed', retryable: true }],
] as const)('%s, it promotes nothing and says so', async (does, expected) => {
  await connect().promote(version(1));
  wire.fail({ action: 'PutItem', does });
  if (does !== 'cut answer') await expect(connect({ maxAttempts: 2 }).promote(version(2))).rejects.toMatchObject(expected);
  wire.fail({ action: 'GetItem', does });
  await expect(connect({ maxAttempts: 2 }).current()).rejects.toMatchObject(expected);
  wire.mend();
  expect(await connect().current()).toEqual(version(1));
});

test('a table that is not there is named', async () => {
  await expect(connect({ table: 'other' }).current()).rejects.toThrow('DynamoDB does not find the table other');
});
