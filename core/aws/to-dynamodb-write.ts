import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { type LooseRow, toAttributes } from './attributes.ts';

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

/** What each expression needs besides its text: exactly the names and values that it mentions, since others are refused. */
export function withPlaceholders(texts: readonly string[], values: LooseRow | undefined, now: number) {
  const text = texts.join(' ');
  const all = { ...values, ...(/:now\b/.test(text) ? { now } : {}) };
  return {
    ExpressionAttributeNames: Object.fromEntries([...text.matchAll(/#(\w+)/g)].map(([placeholder, name]) => [placeholder, name!])),
    ...(Object.keys(all).length ? { ExpressionAttributeValues: toAttributes(all, ':') } : {}),
  };
}

export function toPut(row: LooseRow & Key, condition: Condition | undefined, now: number) {
  return {
    Item: toAttributes(row),
    ...(condition ? { ConditionExpression: condition.when, ...withPlaceholders([condition.when], condition.values, now) } : {}),
  };
}

export function toUpdate({ pk, sk }: Key, { set, add, when, values }: Change, now: number) {
  const UpdateExpression = [set && `SET ${set}`, add && `ADD ${add}`].filter(Boolean).join(' ');
  return {
    Key: toAttributes({ pk, sk }),
    UpdateExpression,
    ConditionExpression: when,
    ...withPlaceholders([UpdateExpression, when], values, now),
  };
}

export function toTransactItem(TableName: string, write: Write, now: number): TransactWriteItem {
  if ('put' in write) return { Put: { TableName, ...toPut(write.put, write, now) } };
  if ('update' in write) return { Update: { TableName, ...toUpdate(write.update, write, now) } };
  const { remove, when, values } = write;
  return { Delete: { TableName, Key: toAttributes(remove), ConditionExpression: when, ...withPlaceholders([when], values, now) } };
}
