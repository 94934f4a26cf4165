import type { Message, SQSClient } from '@aws-sdk/client-sqs';
import { LimitReached } from '#core/domain/errors.ts';
import { MAX_MESSAGE_BYTES, MAX_POSTPONE_SECONDS, type Queue } from '#core/ports/queue.ts';
import { type AwsConnection, clientSettings } from './connection.ts';
import { fromAwsError, nameOf } from './from-aws-error.ts';
import { traceAttributes } from './trace-header.ts';

export type SqsQueueOptions = AwsConnection & {
  /** A standard queue whose redrive policy gives up after MAX_ATTEMPTS. */
  readonly queueUrl: string;
  readonly deadLetterUrl: string;
  /** The trace that a message is sent in, as Lambda gives it in `_X_AMZN_TRACE_ID`: whoever takes the message goes on with it. */
  readonly traceHeader?: () => string | undefined;
};

/** SQS hands out as many at once. */
const MAX_BATCH = 10;
/** Asking for no time at all would ask a part of the servers only, and could find nothing where there is something. */
const WAIT_SECONDS = 1;
/** While it is moved; killed meanwhile, a dead letter is there again afterwards. */
const MOVE_SECONDS = 60;
/** How many one call looks at to put them back; the rest waits for the next. */
const MAX_REDRIVEN = 1_000;

/** What SQS says of a receipt whose time is over, or that is none. */
const WORTHLESS = ['MessageNotInflight', 'ReceiptHandleIsInvalid', 'InvalidParameterValue'];

/** A queue of SQS and its dead letters. */
export function sqsQueue({ queueUrl, deadLetterUrl, traceHeader, ...connection }: SqsQueueOptions): Queue {
  let client: Promise<SQSClient> | undefined;

  async function call<Result>(
    action: string,
    on: string,
    ask: (sqs: typeof import('@aws-sdk/client-sqs'), client: SQSClient) => Promise<Result>,
  ): Promise<Result> {
    try {
      const sqs = await import('@aws-sdk/client-sqs');
      // The SDK would speak to the host in the address of the queue: where an endpoint is given, that one is meant.
      client ??= clientSettings(connection).then(
        (settings) => new sqs.SQSClient({ ...settings, useQueueUrlAsEndpoint: !connection.endpoint }),
      );
      return await ask(sqs, await client);
    } catch (error) {
      throw fromAwsError(error, { service: 'SQS', action, on: `the queue ${on.split('/').at(-1)}` });
    }
  }

  const put = (MessageBody: string) =>
    call('sqs:SendMessage', queueUrl, ({ SendMessageCommand }, open) =>
      open.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, ...traced(traceHeader?.()) })),
    );

  const hide = (QueueUrl: string, ReceiptHandle: string, seconds: number) =>
    call('sqs:ChangeMessageVisibility', QueueUrl, async ({ ChangeMessageVisibilityCommand }, open) => {
      const VisibilityTimeout = Math.ceil(Math.min(seconds, MAX_POSTPONE_SECONDS));
      try {
        await open.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
        return true;
      } catch (error) {
        if (WORTHLESS.includes(nameOf(error))) return false;
        throw error;
      }
    });

  const remove = (QueueUrl: string, ReceiptHandle: string) =>
    call('sqs:DeleteMessage', QueueUrl, async ({ DeleteMessageCommand }, open) => {
      try {
        await open.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      } catch (error) {
        // Its time is over: somebody else has the message, or it was deleted.
        if (!WORTHLESS.includes(nameOf(error))) throw error;
      }
    });

  async function take(QueueUrl: string, max: number, VisibilityTimeout: number): Promise<Message[]> {
    const { Messages = [] } = await call('sqs:ReceiveMessage', QueueUrl, ({ ReceiveMessageCommand }, open) =>
      open.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: Math.min(max, MAX_BATCH),
          VisibilityTimeout,
          WaitTimeSeconds: WAIT_SECONDS,
          MessageSystemAttributeNames: ['ApproximateReceiveCount'],
        }),
      ),
    );
    return Messages;
  }

  return {
    async send(body) {
      if (Buffer.byteLength(body) > MAX_MESSAGE_BYTES)
        throw new LimitReached(`a message for SQS has more than ${MAX_MESSAGE_BYTES} bytes; put it into a file`, 'too_large');
      await put(body);
    },
    async receive({ max, visibilitySeconds }) {
      return (await take(queueUrl, max, visibilitySeconds)).map(({ MessageId = '', Body = '', ReceiptHandle = '', Attributes }) => ({
        id: MessageId,
        body: Body,
        receipt: ReceiptHandle,
        attempts: Number(Attributes?.ApproximateReceiveCount ?? 1),
      }));
    },
    delete: (receipt) => remove(queueUrl, receipt),
    postpone: (receipt, seconds) => hide(queueUrl, receipt, seconds),
    async deadLetters(max = MAX_BATCH) {
      return (await take(deadLetterUrl, max, 0)).map(({ MessageId = '', Body = '' }) => ({ id: MessageId, body: Body }));
    },
    async redrive(ids) {
      const wanted = ids && new Set(ids);
      const others: string[] = [];
      let moved = 0;
      while (moved + others.length < MAX_REDRIVEN && (!wanted || moved < wanted.size)) {
        const letters = await take(deadLetterUrl, MAX_BATCH, MOVE_SECONDS);
        if (!letters.length) break;
        for (const { MessageId = '', Body = '', ReceiptHandle = '' } of letters) {
          if (wanted && !wanted.has(MessageId)) {
            others.push(ReceiptHandle);
            continue;
          }
          await put(Body);
          await remove(deadLetterUrl, ReceiptHandle);
          moved += 1;
        }
      }
      for (const receipt of others) await hide(deadLetterUrl, receipt, 0);
      return moved;
    },
  };
}

/** X-Ray reads its own attribute by itself, other tools the one of W3C. */
function traced(header: string | undefined) {
  const attributes = traceAttributes(header);
  if (!attributes) return {};
  const { AWSTraceHeader, traceparent } = attributes;
  return {
    MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: AWSTraceHeader } },
    MessageAttributes: { traceparent: { DataType: 'String', StringValue: traceparent } },
  };
}
