import { expect, test } from 'vitest';
import { editDistance, spellingOf } from './spelling.ts';

test.each([
  ['queue', 'queue', 0],
  ['qeuue', 'queue', 1],
  ['queu', 'queue', 1],
  ['quueue', 'queue', 1],
  ['quoue', 'queue', 1],
  ['certifcaet', 'certificate', 2],
  ['abc', 'xyz', 3],
])('%s and %s are %i apart', (a, b, distance) => {
  expect(editDistance(a, b, 5)).toBe(distance);
  expect(editDistance(b, a, 5)).toBe(distance);
});

test('gives up above the limit', () => {
  expect(editDistance('certificate', 'connection', 2)).toBe(3);
  expect(editDistance('a', 'abcdefgh', 2)).toBe(3);
});

const spelling = spellingOf(
  ['certificate', 'connection', 'flow', 'stack', 'lack', 'queue', 'host', 'key', 'cas'].map((word, index) => ({
    word,
    articles: index + 1,
  })),
);

test.each([
  ['certifcate', 'certificate'],
  ['conectoin', 'connection'],
  ['flwo', 'flow'],
  ['quue', 'queue'],
  ['zertificate', 'certificate'],
  ['kye', 'key'],
])('%s is %s', (typo, word) => {
  expect(spelling(typo)[0]?.word).toBe(word);
});

test.each(['post', 'x', 'kafka', 'helm', '20001', 'zertificat', 'cats', 'kay'])('%s stays what it is', (word) => {
  expect(spelling(word)).toEqual([]);
});

test('a letter in place of another is less sure than a slip', () => {
  expect(spelling('slack')).toEqual([{ word: 'stack', certainty: 0.6 }]);
  expect(spelling('stcak')).toEqual([{ word: 'stack', certainty: 0.9 }]);
});
