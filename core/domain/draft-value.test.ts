import { expect, test } from 'vitest';
import type { Draft } from './draft.ts';
import { byValue, draftValue, valueWords } from './draft-value.ts';

const now = new Date('2026-11-01T00:00:00Z');
const mail = (date: string | null) => ({ id: String(date), role: 'customer' as const, date, text: 'x' });
const value = (threads: number, dates: (string | null)[], visitors = 0) =>
  draftValue({ threads: Array.from({ length: threads }, (_, n) => `t${n}`), messages: dates.map(mail) }, visitors, now);

test('more threads, newer mail and more visitors without an answer are worth more', () => {
  const base = value(2, ['2026-05-01T00:00:00Z'], 1).score;
  expect(value(3, ['2026-05-01T00:00:00Z'], 1).score).toBeGreaterThan(base);
  expect(value(2, ['2025-01-01T00:00:00Z', '2026-10-01T00:00:00Z'], 1).score).toBeGreaterThan(base);
  expect(value(2, ['2026-05-01T00:00:00Z'], 2).score).toBeGreaterThan(base);
});

test('what nobody asked for half a year is worth half', () => {
  expect(value(4, ['2026-11-01T00:00:00Z']).score).toBe(4);
  expect(value(4, ['2026-05-05T00:00:00Z']).score).toBe(2);
});

test('mail from the future is not worth more than mail of today, and mail without a date less than mail of this year', () => {
  expect(value(1, ['2031-01-01T00:00:00Z']).score).toBe(1);
  expect(value(1, [null, 'no date']).score).toBeLessThan(value(1, ['2026-01-01T00:00:00Z']).score);
  expect(value(1, [])).toMatchObject({ threads: 1, lastAskedAt: null });
});

test('says its parts in words', () => {
  expect(valueWords(value(4, ['2026-05-31T23:00:00-05:00', '2025-01-01T00:00:00Z'], 3))).toBe(
    '4 threads · last asked Jun 2026 · 3 visitors asked',
  );
  expect(valueWords(value(1, [null], 1))).toBe('1 thread · no date · 1 visitor asked');
});

test('orders by what is served and may be wrong, what waits and what is decided, then by value, then by id', () => {
  const one = (id: string, score: number, state: Draft['state'] = 'proposed') => ({ id, state, value: { ...value(1, []), score } });
  const drafts = [one('c', 1), one('b', 2), one('a', 1), one('z', 0, 'verify_again'), one('x', 9, 'approved')];
  expect(drafts.toSorted(byValue).map(({ id }) => id)).toEqual(['z', 'b', 'a', 'c', 'x']);
  expect(
    drafts
      .toReversed()
      .sort(byValue)
      .map(({ id }) => id),
  ).toEqual(['z', 'b', 'a', 'c', 'x']);
});
