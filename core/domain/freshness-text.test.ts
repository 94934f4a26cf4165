import { expect, test } from 'vitest';
import { freshnessText } from './freshness-text.ts';

const now = new Date('2026-11-21T09:00:00Z');

test('says what is known, in the order in which it came to be', () => {
  const dates = { updatedAt: '2026-11-18T23:59:00Z', crawledAt: '2026-11-21T01:00:00Z', ingestedAt: '2026-11-20T23:00:00Z', citedAt: null };
  expect(freshnessText(dates, now)).toBe('changed 3 days ago, checked today, ingested yesterday');
  expect(freshnessText({ updatedAt: null }, now)).toBe('');
});

test.each([
  ['2026-11-21T10:00:00Z', 'today'],
  ['2026-11-08T00:00:00Z', '13 days ago'],
  ['2026-11-07T00:00:00Z', '2 weeks ago'],
  ['2026-09-13T00:00:00Z', '9 weeks ago'],
  ['2026-09-12T00:00:00Z', '2 months ago'],
  ['2025-11-21T00:00:00Z', '12 months ago'],
  ['2024-11-21T00:00:00Z', '2 years ago'],
])('%s is %s', (at, words) => {
  expect(freshnessText({ updatedAt: at }, now)).toBe(`changed ${words}`);
});
