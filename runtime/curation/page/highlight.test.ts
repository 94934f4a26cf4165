import { expect, test } from 'vitest';
import { highlight } from './highlight.ts';

const shown = (text: string, ...quotes: [number, number][]) =>
  highlight(
    text,
    quotes.map(([start, end]) => ({ start, end })),
  ).map((stretch) => (stretch.isQuoted ? `[${stretch.text}]` : stretch.text));

test('cuts a text at its quotes', () => {
  expect(shown('one two three', [4, 7])).toEqual(['one ', '[two]', ' three']);
  expect(shown('one two three', [8, 13], [0, 3])).toEqual(['[one]', ' two ', '[three]']);
});

test('joins quotes that overlap or touch', () => {
  expect(shown('one two three', [0, 5], [4, 7], [7, 13])).toEqual(['[one two three]']);
  expect(shown('one two three', [0, 13], [4, 7])).toEqual(['[one two three]']);
});

test('leaves out quotes that lie outside the text', () => {
  expect(shown('one', [-1, 2], [2, 9], [2, 2])).toEqual(['one']);
  expect(shown('')).toEqual([]);
});

test('counts as JavaScript does, in UTF-16 units', () => {
  expect(shown('🧵 thread', [3, 9])).toEqual(['🧵 ', '[thread]']);
});
