import type { SNSClient } from '@aws-sdk/client-sns';
import { type Notice, type Notices, oneLine } from '#core/ports/notices.ts';
import { type AwsConnection, clientSettings } from './connection.ts';
import { fromAwsError } from './from-aws-error.ts';

export type SnsNoticesOptions = AwsConnection & {
  /** The ARN of a topic for each kind. */
  readonly topics: Readonly<Record<Notice['kind'], string>>;
};

/** Notices to topics of SNS; who hears of them subscribes there. One whose answer is lost may be sent twice. */
export function snsNotices({ topics, ...connection }: SnsNoticesOptions): Notices {
  let client: Promise<SNSClient> | undefined;
  return {
    async send({ kind, subject, message }) {
      const TopicArn = topics[kind];
      try {
        const { PublishCommand, SNSClient } = await import('@aws-sdk/client-sns');
        client ??= clientSettings(connection).then((settings) => new SNSClient(settings));
        await (await client).send(new PublishCommand({ TopicArn, Subject: oneLine(subject), Message: message }));
      } catch (error) {
        throw fromAwsError(error, { service: 'SNS', action: 'sns:Publish', on: `the topic ${TopicArn.split(':').at(-1)}` });
      }
    },
  };
}
