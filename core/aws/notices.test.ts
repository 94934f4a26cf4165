import { expect, onTestFinished, test } from 'vitest';
import { describeNotices } from '#core/ports/notices.contract.ts';
import { snsService } from './fixtures/sns-server.ts';
import { wireServer } from './fixtures/wire-server.ts';
import { snsNotices } from './notices.ts';

const topics = { success: 'arn:aws:sns:eu-central-1:123456789012:done', failure: 'arn:aws:sns:eu-central-1:123456789012:failed' };

async function open(known = Object.values(topics)) {
  const sns = snsService({ topics: known });
  const wire = await wireServer([sns.service]);
  onTestFinished(() => wire.close());
  return { wire, sns, notices: snsNotices({ region: 'eu-central-1', endpoint: wire.endpoint, maxAttempts: 2, topics }) };
}

describeNotices('SNS on the wire', async () => {
  const { sns, notices } = await open();
  const kindOf = (topic: string) => (topic === topics.success ? ('success' as const) : ('failure' as const));
  const told = async () => sns.published.map(({ topic, subject, message }) => ({ kind: kindOf(topic), subject: subject ?? '', message }));
  return { notices, told };
});

test.each([
  ['throttled', { name: 'LimitReached', code: 'rate_limited' }],
  ['denied', { name: 'UpstreamFailed', retryable: false }],
  ['broken', { name: 'UpstreamFailed', retryable: true }],
] as const)('%s, it says so', async (does, expected) => {
  const { wire, notices } = await open();
  wire.fail({ action: /./, does });
  await expect(notices.send({ kind: 'failure', subject: 'a', message: 'b' })).rejects.toMatchObject(expected);
});

test('a topic that is not there is named', async () => {
  const { notices } = await open([]);
  await expect(notices.send({ kind: 'failure', subject: 'a', message: 'b' })).rejects.toThrow('SNS does not find the topic failed');
});
