import { expect, test } from 'vitest';
import { textUnits } from './text-units.ts';

const texts = (markdown: string) => textUnits(markdown).map(({ text, isRow }) => (isRow ? `row ${text}` : text));

test('sentences and items are units, a paragraph over several lines is read as one', () => {
  expect(texts('It steams. It\nbakes too! See `E-21`.\n\n- First item\n  goes on.\n- Second item\n\n1. Step one. Then rest.')).toEqual([
    'It steams.',
    'It bakes too!',
    'See `E-21`.',
    'First item   goes on.',
    'Second item',
    'Step one.',
    'Then rest.',
  ]);
});

test('each row of a table is a unit, its rule is none', () => {
  expect(texts('Values:\n| Mode | Range |\n|---|---|\n| Steam | 40–100 °C |\nMore.')).toEqual([
    'Values:',
    'row | Mode | Range |',
    'row | Steam | 40–100 °C |',
    'More.',
  ]);
});

test('code is one unit, also where its fence is never closed', () => {
  expect(texts('Set it:\n```yaml\na: 1\n\n| b: 2\n```\nDone.')).toEqual(['Set it:', 'a: 1\n\n| b: 2', 'Done.']);
  expect(texts('```\na. B')).toEqual(['a. B']);
  expect(texts('')).toEqual([]);
});
