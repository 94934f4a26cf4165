import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Conflict, InvalidInput } from '#core/domain/errors.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Serving, ServingVersion } from '#core/ports/serving.ts';
import { type AwsConnection, clientSettings } from './connection.ts';
import { fromAwsError, nameOf } from './from-aws-error.ts';
import { CURRENT, fromServingRow, PARTITION, pastKey, type Row, toServingRow } from './serving-row.ts';

/** What the port allows readers to be behind. */
const MAX_STALE_MS = 30_000;

export type DynamoServingOptions = AwsConnection & {
  /** With a partition key `pk` and a sort key `sk`, both text. */
  readonly table: string;
  readonly clock: Clock;
  /** How long an answer may be used again: for who answers visitors, at most 30 s. Left out: not at all, as an ingest must have it. */
  readonly staleMs?: number;
};

/**
 * Which side serves: one row, replaced on the condition that it is still the version before. That one is kept first, in a row of its own:
 * whoever is killed between the two leaves a copy of what serves.
 */
export function dynamoServing(options: DynamoServingOptions): Serving {
  const { table: TableName, clock, staleMs = 0 } = options;
  if (!(staleMs >= 0 && staleMs <= MAX_STALE_MS)) throw new InvalidInput(`staleMs is ${staleMs}; it must be 0 to ${MAX_STALE_MS}`);
  let client: Promise<DynamoDBClient> | undefined;
  let kept: { readonly at: number; readonly version: Promise<ServingVersion | null> } | undefined;

  /** The SDK takes a part of a second to load. */
  async function call<Result>(
    action: string,
    ask: (dynamo: typeof import('@aws-sdk/client-dynamodb'), client: DynamoDBClient) => Promise<Result>,
  ): Promise<Result> {
    try {
      const dynamo = await import('@aws-sdk/client-dynamodb');
      client ??= clientSettings(options).then((settings) => new dynamo.DynamoDBClient(settings));
      return await ask(dynamo, await client);
    } catch (error) {
      throw fromAwsError(error, { service: 'DynamoDB', action, on: `the table ${TableName}` });
    }
  }

  async function readCurrent(): Promise<ServingVersion | null> {
    const { Item } = await call('dynamodb:GetItem', ({ GetItemCommand }, open) =>
      open.send(new GetItemCommand({ TableName, Key: { pk: PARTITION, sk: CURRENT }, ConsistentRead: true })),
    );
    return Item ? fromServingRow(Item) : null;
  }

  async function current(): Promise<ServingVersion | null> {
    const now = clock.now().getTime();
    if (kept && now - kept.at < staleMs) return await kept.version;
    const asked = { at: now, version: readCurrent() };
    kept = asked;
    try {
      return await asked.version;
    } catch (error) {
      if (kept === asked) kept = undefined;
      throw error;
    }
  }

  async function pastVersions(before: number, limit: number): Promise<ServingVersion[]> {
    const rows: Row[] = [];
    let ExclusiveStartKey: Record<string, Row[string]> | undefined;
    do {
      const page = await call('dynamodb:Query', ({ QueryCommand }, open) =>
        open.send(
          new QueryCommand({
            TableName,
            KeyConditionExpression: '#pk = :serving AND #sk BETWEEN :first AND :last',
            ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
            ExpressionAttributeValues: { ':serving': PARTITION, ':first': pastKey(0), ':last': pastKey(before - 1) },
            ScanIndexForward: false,
            ConsistentRead: true,
            Limit: limit - rows.length,
            ExclusiveStartKey,
          }),
        ),
      );
      rows.push(...(page.Items ?? []));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey && rows.length < limit);
    return rows.map(fromServingRow);
  }

  return {
    current,
    async history(limit) {
      const now = await readCurrent();
      if (!now || limit < 1) return [];
      return limit === 1 ? [now] : [now, ...(await pastVersions(now.version, limit - 1))];
    },
    async promote(next) {
      const before = await readCurrent();
      if ((before?.version ?? 0) !== next.version - 1) throw lostTo(next, before);
      if (before)
        await call('dynamodb:PutItem', ({ PutItemCommand }, open) =>
          open.send(new PutItemCommand({ TableName, Item: toServingRow(before, pastKey(before.version)) })),
        );
      const condition = before
        ? {
            ConditionExpression: '#version = :before',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':before': { N: String(before.version) } },
          }
        : { ConditionExpression: 'attribute_not_exists(#pk)', ExpressionAttributeNames: { '#pk': 'pk' } };
      const isOurs = await call('dynamodb:PutItem', async ({ PutItemCommand }, open) => {
        try {
          await open.send(new PutItemCommand({ TableName, Item: toServingRow(next, CURRENT), ...condition }));
          return true;
        } catch (error) {
          if (nameOf(error) === 'ConditionalCheckFailedException') return false;
          throw error;
        }
      });
      kept = undefined;
      if (isOurs) return;
      // A write whose answer was lost is sent again, and then fails on itself.
      const now = await readCurrent();
      if (JSON.stringify(now) !== JSON.stringify(fromServingRow(toServingRow(next, CURRENT)))) throw lostTo(next, now);
    },
  };
}

function lostTo(next: ServingVersion, now: ServingVersion | null): Conflict {
  return new Conflict(`version ${next.version} cannot serve: version ${now?.version ?? 0} does since then; run ingest again`);
}
