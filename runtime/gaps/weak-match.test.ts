import { expect, test } from 'vitest';
import { isWeak, matchOf } from './weak-match.ts';

test.each([
  [0.43, 0.43, true],
  [0.65, 0.43, true],
  [0.66, 0.43, false],
  [1, 0.43, false],
  [0.93, 0.9, true],
  [0.95, 0.9, false],
  [1, 1, false],
  [0.3, 0, true],
])('%s where %s is the threshold: weak is %s', (confidence, minConfidence, weak) => {
  expect(isWeak({ confidence, minConfidence })).toBe(weak);
});

test.each([undefined, {}, { match: null }, { match: { confidence: '0.5', minConfidence: 0.4 } }, { match: { confidence: 0.5 } }])(
  'knows no match from the notes %j',
  (notes) => {
    expect(matchOf(notes as Parameters<typeof matchOf>[0])).toBe(null);
  },
);

test('reads the match that an assistant noted', () => {
  expect(matchOf({ match: { confidence: 0.5, minConfidence: 0.4 }, tokens: 7 })).toEqual({ confidence: 0.5, minConfidence: 0.4 });
});
