import { expect, test } from 'vitest';
import { remember } from './remember.ts';

test('makes a result once, until as many others were made', () => {
  const made: string[] = [];
  const lengthOf = remember((text) => made.push(text) && { length: text.length }, 2);
  expect(lengthOf('one')).toEqual({ length: 3 });
  expect(lengthOf('one')).toBe(lengthOf('one'));
  expect(lengthOf('three')).toEqual({ length: 5 });
  expect(made).toEqual(['one', 'three']);
  lengthOf('seven');
  lengthOf('one');
  expect(made).toEqual(['one', 'three', 'seven', 'one']);
});
