import { expect, test } from 'vitest';
import { CURRENT, fromServingRow, pastKey, toServingRow } from './serving-row.ts';

const version = { version: 12, side: 'green', contentHash: 'h', articles: 40, promotedAt: '2026-11-21T00:00:00.000Z' } as const;

test('a version comes back as it went', () => {
  expect(fromServingRow(toServingRow(version, CURRENT))).toEqual(version);
});

test('sort keys of versions sort as their numbers do', () => {
  const keys = [2, 10, 100_000].map((number) => pastKey(number));
  expect(keys.toSorted()).toEqual(keys);
});

test.each([
  ['no side', { side: 'red' }],
  ['no number', { version: 'x' }],
  ['no hash', { contentHash: 1 }],
])('a row with %s is refused', (_case, part) => {
  expect(() => fromServingRow({ ...toServingRow(version, CURRENT), ...part } as never)).toThrow(/`serving` `current` says nothing/);
});
