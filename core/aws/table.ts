import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LimitReached } from '#core/domain/errors.ts';
import type { Clock } from '#core/ports/clock.ts';
import { fromAttributes, type LooseRow, type Row, toAttributes } from './attributes.ts';
import { type AwsConnection, clientSettings } from './connection.ts';
import { fromAwsError, nameOf } from './from-aws-error.ts';
import { isInTheWay, isTooLarge, refusedCondition } from './from-dynamodb-error.ts';
import {
  type Change,
  type Condition,
  type Key,
  toPut,
  toTransactItem,
  toUpdate,
  type Write,
  withPlaceholders,
} from './to-dynamodb-write.ts';

/** The index over `gsi1pk` and `gsi1sk`. It follows the table within about a second. */
const INDEX = 'gsi1';
/** Two writes of one row at once get in each other's way for milliseconds; many of them for a second or two. */
const MAX_TRIES = 12;
const WAIT_MS = 20;
const MAX_WAIT_MS = 400;

/**
 * The one table (see README.md). Reads are consistent, but for the index, and take a row whose `expires` is over for absent. Every write
 * can be sent twice by the SDK, when its answer is lost: each knows itself again and succeeds.
 */
export interface DynamoTable {
  get(key: Key): Promise<Row | null>;
  /** False when the condition does not hold. */
  put(row: LooseRow & Key, condition?: Condition): Promise<boolean>;
  /** Changes a row that is there. The row as it is then, or null when it is absent or the condition does not hold. */
  update(key: Key, change: Change): Promise<Row | null>;
  /** All of it or nothing, at most 100 writes. The index of the first whose condition does not hold, or null when it is done. */
  transact(writes: readonly Write[]): Promise<number | null>;
  /** The rows of a partition, or of a part of it, by `sk`. */
  list(pk: string, range?: Range): AsyncIterable<Row>;
  /** The rows of a partition of the index, by `gsi1sk`. */
  listIndex(gsi1pk: string, range?: Pick<Range, 'between' | 'newestFirst' | 'pageSize'>): AsyncIterable<Row>;
}
type Range = {
  /** What `sk` begins with. */
  readonly prefix?: string;
  /** `sk`, of the index `gsi1sk`, from the first to the last of these. */
  readonly between?: readonly [first: string, last: string];
  readonly newestFirst?: boolean;
  /** Left out: as many as fit into a megabyte. */
  readonly pageSize?: number;
};

export type DynamoTableOptions = AwsConnection & {
  /** With the keys `pk` and `sk`, the index `gsi1` over `gsi1pk` and `gsi1sk`, all text, and the time to live in `expires`. */
  readonly table: string;
  readonly clock: Clock;
};

export function dynamoTable({ table: TableName, clock, ...connection }: DynamoTableOptions): DynamoTable {
  let client: Promise<DynamoDBClient> | undefined;
  const now = () => Math.floor(clock.now().getTime() / 1000);
  const isOver = ({ expires }: Row) => typeof expires === 'number' && expires <= now();

  /** The SDK takes a part of a second to load. */
  async function call<Result>(
    action: string,
    ask: (dynamo: typeof import('@aws-sdk/client-dynamodb'), client: DynamoDBClient) => Promise<Result>,
  ): Promise<Result> {
    const on = `the table ${TableName}`;
    for (let tried = 1; ; tried += 1)
      try {
        const dynamo = await import('@aws-sdk/client-dynamodb');
        client ??= clientSettings(connection).then((settings) => new dynamo.DynamoDBClient(settings));
        return await ask(dynamo, await client);
      } catch (error) {
        if (isTooLarge(error)) throw new LimitReached(`a row of ${on} would be larger than the 400 KB that DynamoDB takes`, 'too_large');
        if (!isInTheWay(error)) throw fromAwsError(error, { service: 'DynamoDB', action, on });
        if (tried === MAX_TRIES)
          throw new LimitReached(`too many wait for the same rows with ${action} on ${on}; run it again later`, 'rate_limited', 1);
        await setTimeout(Math.random() * Math.min(MAX_WAIT_MS, WAIT_MS * 2 ** tried));
      }
  }

  async function read({ pk, sk }: Key): Promise<Row | null> {
    const { Item } = await call('dynamodb:GetItem', ({ GetItemCommand }, open) =>
      open.send(new GetItemCommand({ TableName, Key: toAttributes({ pk, sk }), ConsistentRead: true })),
    );
    return Item ? fromAttributes(Item) : null;
  }

  /** `send`, or null where its condition does not hold. */
  async function onCondition<Result>(action: string, send: Parameters<typeof call<Result>>[1]): Promise<Result | null> {
    return await call(action, async (dynamo, open) => {
      try {
        return await send(dynamo, open);
      } catch (error) {
        if (nameOf(error) === 'ConditionalCheckFailedException') return null;
        throw error;
      }
    });
  }

  async function* query(KeyConditionExpression: string, values: LooseRow, range: Range, IndexName?: string): AsyncIterable<Row> {
    let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
    do {
      const page = await call('dynamodb:Query', ({ QueryCommand }, open) =>
        open.send(
          new QueryCommand({
            TableName,
            KeyConditionExpression,
            ...withPlaceholders([KeyConditionExpression], values, now()),
            ...(IndexName ? { IndexName } : { ConsistentRead: true }),
            ScanIndexForward: !range.newestFirst,
            Limit: range.pageSize,
            ExclusiveStartKey,
          }),
        ),
      );
      for (const row of (page.Items ?? []).map(fromAttributes)) if (!isOver(row)) yield row;
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
  }

  return {
    async get(key) {
      const row = await read(key);
      return row && !isOver(row) ? row : null;
    },
    async put(row, condition) {
      const written = randomUUID();
      const input = { TableName, ...toPut({ ...row, written }, condition, now()) };
      const sent = await onCondition('dynamodb:PutItem', ({ PutItemCommand }, open) => open.send(new PutItemCommand(input)));
      return sent !== null || (await read(row))?.written === written;
    },
    async update(key, { set, add, when, values }) {
      const written = randomUUID();
      const change: Change = {
        set: set ? `#written = :written, ${set}` : '#written = :written',
        ...(add ? { add } : {}),
        when: `attribute_exists(#pk) AND (attribute_not_exists(#expires) OR #expires > :now) AND (${when})`,
        values: { ...values, written },
      };
      const input = { TableName, ...toUpdate(key, change, now()), ReturnValues: 'ALL_NEW' as const };
      const sent = await onCondition('dynamodb:UpdateItem', ({ UpdateItemCommand }, open) => open.send(new UpdateItemCommand(input)));
      if (sent) return fromAttributes(sent.Attributes ?? {});
      const row = await read(key);
      return row?.written === written ? row : null;
    },
    async transact(writes) {
      const TransactItems = writes.map((write) => toTransactItem(TableName, write, now()));
      return await call('dynamodb:TransactWriteItems', async ({ TransactWriteItemsCommand }, open) => {
        try {
          // The SDK adds a token by which a transaction that is sent again is done once.
          await open.send(new TransactWriteItemsCommand({ TransactItems }));
          return null;
        } catch (error) {
          const refused = refusedCondition(error);
          if (refused === null) throw error;
          return refused;
        }
      });
    },
    list(pk, range = {}) {
      const { prefix, between } = range;
      if (between) return query('#pk = :pk AND #sk BETWEEN :first AND :last', { pk, first: between[0], last: between[1] }, range);
      if (prefix !== undefined) return query('#pk = :pk AND begins_with(#sk, :prefix)', { pk, prefix }, range);
      return query('#pk = :pk', { pk }, range);
    },
    listIndex(gsi1pk, range = {}) {
      if (!range.between) return query('#gsi1pk = :gsi1pk', { gsi1pk }, range, INDEX);
      const [first, last] = range.between;
      return query('#gsi1pk = :gsi1pk AND #gsi1sk BETWEEN :first AND :last', { gsi1pk, first, last }, range, INDEX);
    },
  };
}

/** The first `limit` of a list. */
export async function firstOf<T>(list: AsyncIterable<T>, limit: number): Promise<T[]> {
  const first: T[] = [];
  if (limit < 1) return first;
  for await (const one of list) if (first.push(one) >= limit) break;
  return first;
}

/** Seconds since 1970 for `expires`, not before that time. */
export function expiresAt(time: Date | string | number): number {
  return Math.ceil(new Date(time).getTime() / 1000);
}
