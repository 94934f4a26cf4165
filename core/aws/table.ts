import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { AttributeValue, DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { LimitReached } from '#core/domain/errors.ts';
import type { Clock } from '#core/ports/clock.ts';
import { fromAttributes, type LooseRow, type Row, toAttributes } from './attributes.ts';
import { type AwsConnection, clientSettings } from './connection.ts';
import { fromAwsError, nameOf } from './from-aws-error.ts';
import { isInTheWay, isThrottledTransaction, isTooLarge, refusedCondition } from './from-dynamodb-error.ts';

/** The index over `gsi1pk` and `gsi1sk`. It follows the table within about a second. */
const INDEX = 'gsi1';
/** Two writes of one row at once get in each other's way for milliseconds; many of them for a second or two. */
const MAX_TRIES = 12;
const WAIT_MS = 20;
const MAX_WAIT_MS = 400;

export type Key = { readonly pk: string; readonly sk: string };

/**
 * Expressions as DynamoDB has them. `#name` is the attribute of that name, always written so, because 573 words are reserved; `:name` is
 * a value, and `:now` the time in seconds.
 */
export type Condition = { readonly when: string; readonly values?: LooseRow };
export type Change = Condition & { readonly set?: string; readonly add?: string };
export type Write = ({ readonly put: LooseRow & Key } | { readonly remove: Key } | ({ readonly update: Key } & Change)) & Condition;

/** For a row that is not there, or whose time is over: DynamoDB removes those days later. */
export const ABSENT: Condition = { when: 'attribute_not_exists(#pk) OR #expires <= :now' };

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
  listIndex(gsi1pk: string, range?: Pick<Range, 'newestFirst' | 'pageSize'>): AsyncIterable<Row>;
}
type Range = {
  /** What `sk` begins with. */
  readonly prefix?: string;
  /** `sk` from the first to the last of these. */
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
        if (isThrottledTransaction(error))
          throw new LimitReached(`DynamoDB asks to wait with ${action} on ${on}; run it again later`, 'rate_limited');
        if (!isInTheWay(error)) throw fromAwsError(error, { service: 'DynamoDB', action, on });
        if (tried === MAX_TRIES)
          throw new LimitReached(`too many change the same row of ${on} at once; run it again later`, 'rate_limited', 1);
        await setTimeout(Math.random() * Math.min(MAX_WAIT_MS, WAIT_MS * 2 ** tried));
      }
  }

  /** What each expression needs besides its text: exactly the names and values that it mentions, since others are refused. */
  function withPlaceholders(texts: readonly (string | undefined)[], values: LooseRow = {}) {
    const text = texts.join(' ');
    const all = { ...values, ...(/:now\b/.test(text) ? { now: now() } : {}) };
    return {
      ExpressionAttributeNames: Object.fromEntries([...text.matchAll(/#(\w+)/g)].map(([placeholder, name]) => [placeholder, name!])),
      ...(Object.keys(all).length ? { ExpressionAttributeValues: toAttributes(all, ':') } : {}),
    };
  }

  function toPut(row: LooseRow & Key, condition?: Partial<Condition>) {
    return {
      TableName,
      Item: toAttributes(row),
      ...(condition?.when ? { ConditionExpression: condition.when, ...withPlaceholders([condition.when], condition.values) } : {}),
    };
  }

  function toUpdate({ pk, sk }: Key, { set, add, when, values }: Change) {
    const UpdateExpression = [set && `SET ${set}`, add && `ADD ${add}`].filter(Boolean).join(' ');
    return {
      TableName,
      Key: toAttributes({ pk, sk }),
      UpdateExpression,
      ConditionExpression: when,
      ...withPlaceholders([UpdateExpression, when], values),
    };
  }

  function toTransactItem(write: Write): TransactWriteItem {
    if ('put' in write) return { Put: toPut(write.put, write) };
    if ('update' in write) return { Update: toUpdate(write.update, write) };
    const { remove, when, values } = write;
    return { Delete: { TableName, Key: toAttributes(remove), ConditionExpression: when, ...withPlaceholders([when], values) } };
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
            ...withPlaceholders([KeyConditionExpression], values),
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
      const input = toPut({ ...row, written }, condition);
      const sent = await onCondition('dynamodb:PutItem', ({ PutItemCommand }, open) => open.send(new PutItemCommand(input)));
      return sent !== null || (await read(row))?.written === written;
    },
    async update(key, { set, add, when, values }) {
      const written = randomUUID();
      const input = toUpdate(key, {
        set: set ? `#written = :written, ${set}` : '#written = :written',
        ...(add ? { add } : {}),
        when: `attribute_exists(#pk) AND (attribute_not_exists(#expires) OR #expires > :now) AND (${when})`,
        values: { ...values, written },
      });
      const sent = await onCondition('dynamodb:UpdateItem', ({ UpdateItemCommand }, open) =>
        open.send(new UpdateItemCommand({ ...input, ReturnValues: 'ALL_NEW' })),
      );
      if (sent) return fromAttributes(sent.Attributes ?? {});
      const row = await read(key);
      return row?.written === written ? row : null;
    },
    async transact(writes) {
      const TransactItems = writes.map(toTransactItem);
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
    listIndex: (gsi1pk, range = {}) => query('#gsi1pk = :gsi1pk', { gsi1pk }, range, INDEX),
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
