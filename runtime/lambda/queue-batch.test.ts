import type { SQSEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import { context, keptLog, recorded } from './fixtures/recorded.ts';
import { queueFunction, workOffBatch } from './queue-batch.ts';

const RECORDED = recorded<SQSEvent>('sqs-ticket-events');
const failed = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

/** A batch of ten. */
const ten: SQSEvent = { Records: Array.from({ length: 10 }, (_, n) => ({ ...RECORDED.Records[0]!, messageId: `m${n}`, body: `${n}` })) };

test('names exactly those of a batch that failed', async () => {
  const seen: string[] = [];
  const work = async ({ body }: { readonly body: string }) => {
    seen.push(body);
    return !['2', '5', '9'].includes(body);
  };
  expect(await workOffBatch(ten, context('r', 300_000), work)).toEqual(failed('m2', 'm5', 'm9'));
  expect(seen).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
});

test('tells how often each was handed out', async () => {
  const attempts: number[] = [];
  await workOffBatch(RECORDED, context('r', 300_000), async (event) => attempts.push(event.attempts) > 0);
  expect(attempts).toEqual([1, 1, 3]);
});

test('begins nothing that would be cut off, but always the first', async () => {
  const worked: string[] = [];
  const work = async ({ body }: { readonly body: string }) => worked.push(body) > 0;
  const times = [200_000, 61_000, 59_000];
  const clock = { getRemainingTimeInMillis: () => times.shift() ?? 0 };
  expect(await workOffBatch({ Records: ten.Records.slice(0, 5) }, clock, work)).toEqual(failed('m3', 'm4'));
  expect(worked).toEqual(['0', '1', '2']);
  expect(await workOffBatch({ Records: ten.Records.slice(0, 1) }, clock, work)).toEqual(failed());
});

test('a function of a queue hands its batch to who works on whole ones, and its log lines carry the request', async () => {
  const log = keptLog();
  const seen: unknown[] = [];
  const handler = queueFunction(
    () => ({ log }),
    async ({ Records }) => {
      seen.push(...Records.map(({ body }) => body));
      return { batchItemFailures: [{ itemIdentifier: Records.at(-1)?.messageId ?? '' }] };
    },
  );
  const event = recorded<SQSEvent>('sqs-support-requests', { 'REQUEST-ID': 'r-1' });
  expect(await handler(event, context('request-1'))).toEqual(failed('9e8d7c6b-5a49-4838-a726-1504f3e2d1c0'));
  expect([seen, log.requests]).toEqual([['{"id":"r-1"}', 'not ours'], ['request-1']]);
});
