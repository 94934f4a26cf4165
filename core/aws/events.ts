import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { UpstreamFailed } from '#core/domain/errors.ts';
import type { Events } from '#core/ports/events.ts';
import { type AwsConnection, clientSettings } from './connection.ts';
import { fromAwsError } from './from-aws-error.ts';

/** What rules match by, with the type of the event as `detail-type`. */
const SOURCE = 'threadwell';

export type EventBridgeEventsOptions = AwsConnection & {
  /** The name of the bus. */
  readonly bus: string;
};

/** Events to a bus of EventBridge. One whose answer is lost may be sent twice. */
export function eventBridgeEvents({ bus, ...connection }: EventBridgeEventsOptions): Events {
  let client: Promise<EventBridgeClient> | undefined;
  return {
    async publish({ type, at, ...detail }) {
      const entry = { EventBusName: bus, Source: SOURCE, DetailType: type, Time: new Date(at), Detail: JSON.stringify({ ...detail, at }) };
      const on = `the bus ${bus}`;
      const answer = await (async () => {
        try {
          const { EventBridgeClient, PutEventsCommand } = await import('@aws-sdk/client-eventbridge');
          client ??= clientSettings(connection).then((settings) => new EventBridgeClient(settings));
          return await (await client).send(new PutEventsCommand({ Entries: [entry] }));
        } catch (error) {
          throw fromAwsError(error, { service: 'EventBridge', action: 'events:PutEvents', on });
        }
      })();
      // A refused entry is no refused call.
      const [refused] = answer.FailedEntryCount ? (answer.Entries ?? []) : [];
      if (refused) throw new UpstreamFailed(`EventBridge did not take an event on ${on}: ${refused.ErrorCode}; run it again later`);
    },
  };
}
