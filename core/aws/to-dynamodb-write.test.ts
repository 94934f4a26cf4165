import { expect, test } from 'vitest';
import { ABSENT, toPut, toTransactItem, toUpdate } from './to-dynamodb-write.ts';

const key = { pk: 'a', sk: 'b' };

test('an update says exactly the names and values that its expressions mention', () => {
  const change = {
    set: '#status = :done',
    add: '#used :one',
    when: '#status = :open AND #expires > :now',
    values: { done: 'd', open: 'o', one: 1 },
  };
  expect(toUpdate(key, change, 7)).toEqual({
    Key: { pk: { S: 'a' }, sk: { S: 'b' } },
    UpdateExpression: 'SET #status = :done ADD #used :one',
    ConditionExpression: '#status = :open AND #expires > :now',
    ExpressionAttributeNames: { '#status': 'status', '#used': 'used', '#expires': 'expires' },
    ExpressionAttributeValues: { ':done': { S: 'd' }, ':open': { S: 'o' }, ':one': { N: '1' }, ':now': { N: '7' } },
  });
});

test('a put leaves out what is undefined, and says no condition where there is none', () => {
  expect(toPut({ ...key, subject: undefined }, undefined, 7)).toEqual({ Item: { pk: { S: 'a' }, sk: { S: 'b' } } });
});

test('each write of a transaction names the table', () => {
  const writes = [
    { put: key, ...ABSENT },
    { remove: key, when: 'attribute_exists(#pk)' },
    { update: key, add: '#n :one', when: '#n > :one', values: { one: 1 } },
  ];
  const items = writes.map((write) => toTransactItem('acme', write, 7));
  expect(items.map((one) => Object.entries(one).map(([kind, { TableName }]) => [kind, TableName]))).toEqual([
    [['Put', 'acme']],
    [['Delete', 'acme']],
    [['Update', 'acme']],
  ]);
});
