import { expect, onTestFinished, test } from 'vitest';
import { heldClock } from '#core/local/fixtures/temporary.ts';
import { describeQueue } from '#core/ports/queue.contract.ts';
import { MAX_ATTEMPTS } from '#core/ports/queue.ts';
import { sqsService } from './fixtures/sqs-server.ts';
import { wireServer } from './fixtures/wire-server.ts';
import { sqsQueue } from './queue.ts';

async function open(queueUrl?: string, traceHeader?: () => string | undefined) {
  const clock = heldClock();
  const sqs = sqsService({ maxReceives: MAX_ATTEMPTS, now: () => clock.now().getTime() });
  const wire = await wireServer([sqs.service]);
  onTestFinished(() => wire.close());
  const { deadLetterUrl } = sqs;
  const queue = sqsQueue({
    region: 'eu-central-1',
    endpoint: wire.endpoint,
    maxAttempts: 2,
    queueUrl: queueUrl ?? sqs.queueUrl,
    deadLetterUrl,
    ...(traceHeader ? { traceHeader } : {}),
  });
  return { wire, queue, ...clock };
}

describeQueue('SQS on the wire', () => open());

test('a message carries the trace that it is sent in, and none where there is none', async () => {
  let header: string | undefined = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';
  const { wire, queue } = await open(undefined, () => header);
  await queue.send('one');
  header = undefined;
  await queue.send('two');
  const [traced, plain] = wire.seen.map(({ body }) => JSON.parse(body.toString()));
  expect(traced).toMatchObject({
    MessageSystemAttributes: { AWSTraceHeader: { StringValue: expect.stringMatching(/^Root=1-5759e988-/) } },
    MessageAttributes: { traceparent: { StringValue: '00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01' } },
  });
  expect(Object.keys(plain).toSorted()).toEqual(['MessageBody', 'QueueUrl']);
});

test.each([
  ['throttled', { name: 'LimitReached', code: 'rate_limited' }],
  ['denied', { name: 'UpstreamFailed', retryable: false }],
  ['broken', { name: 'UpstreamFailed', retryable: true }],
  ['cut answer', { name: 'UpstreamFailed', retryable: true }],
] as const)('%s, it says so', async (does, expected) => {
  const { wire, queue } = await open();
  wire.fail({ action: /./, does });
  await expect(queue.send('one')).rejects.toMatchObject(expected);
  await expect(queue.receive({ max: 1, visibilitySeconds: 1 })).rejects.toMatchObject(expected);
});

test('a queue that is not there is named, and a receipt of nobody deletes nothing', async () => {
  const { queue } = await open();
  await queue.delete('nonsense');
  const { queue: other } = await open('https://sqs.eu-central-1.amazonaws.com/123456789012/other');
  await expect(other.send('one')).rejects.toThrow('SQS does not find the queue other');
});
