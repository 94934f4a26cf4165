import type { SQSEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import { context, recorded } from './fixtures/recorded.ts';
import { workOffBatch } from './queue-batch.ts';

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
