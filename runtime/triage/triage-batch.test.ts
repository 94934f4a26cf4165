import { expect, test } from 'vitest';
import { UpstreamFailed } from '#core/domain/errors.ts';
import { sampleTriage } from './fixtures/sample-triage.ts';
import { triageWorkplace } from './fixtures/triage-workplace.ts';
import { triageBatch } from './triage-batch.ts';

/** An event as SQS hands it out, of whatever the queue has. */
async function eventOf(queue: Awaited<ReturnType<typeof triageWorkplace>>['ports']['queue']) {
  const messages = await queue.receive({ max: 10, visibilitySeconds: 60 });
  return {
    Records: messages.map(({ id, body, receipt, attempts }) => ({
      messageId: id,
      receiptHandle: receipt,
      body,
      attributes: { ApproximateReceiveCount: String(attempts) },
    })),
  };
}

test('of a batch of ten with three bad ones exactly those three come again, after a pause, and the others are done once', async () => {
  const { server, clock, ports, submit, answers } = await triageWorkplace();
  const bad = ['b3', 'b6', 'b8'];
  answers.next = ({ id }) => (bad.includes(id) ? new UpstreamFailed('the model did not answer') : sampleTriage());
  for (let n = 0; n < 10; n += 1) await submit({ id: bad.includes(`b${n}`) ? `b${n}` : `g${n}` });
  const event = await eventOf(ports.queue);
  const failed = event.Records.filter(({ body }) => bad.includes(JSON.parse(body).id)).map(({ messageId }) => ({
    itemIdentifier: messageId,
  }));
  expect(await triageBatch(event, ports)).toEqual({ batchItemFailures: failed });
  expect(await server.tickets()).toHaveLength(7);
  // SQS would have deleted the others.
  for (const { receiptHandle, messageId } of event.Records)
    if (!failed.some(({ itemIdentifier }) => itemIdentifier === messageId)) await ports.queue.delete(receiptHandle);
  expect(await ports.queue.receive({ max: 10, visibilitySeconds: 1 })).toEqual([]);
  clock.advance(15_000);
  answers.next = () => sampleTriage();
  const second = await eventOf(ports.queue);
  expect(second.Records.map(({ body }) => JSON.parse(body).id)).toEqual(bad);
  expect(await triageBatch(second, ports)).toEqual({ batchItemFailures: [] });
  expect(await server.tickets()).toHaveLength(10);
});

test('a store that fails names the message, and no other', async () => {
  const { ports, submit } = await triageWorkplace();
  await submit({ id: 'one' });
  await submit({ id: 'two' });
  const event = await eventOf(ports.queue);
  const supportRequests = {
    ...ports.supportRequests,
    claim: async (...args: Parameters<typeof ports.supportRequests.claim>) => {
      if (args[0] === 'one') throw new UpstreamFailed('the table did not answer');
      return await ports.supportRequests.claim(...args);
    },
  };
  const { batchItemFailures } = await triageBatch(event, { ...ports, supportRequests });
  expect(batchItemFailures).toEqual([{ itemIdentifier: event.Records[0]!.messageId }]);
});
