import { expect, test } from 'vitest';
import { parseSynonyms } from './synonyms.ts';

const said = (text: string, phrase: string[]) =>
  parseSynonyms(text)
    .of(phrase)
    .map(({ phrase: other, isLoose }) => `${isLoose ? '~' : ''}${other.join(' ')}`);

test('a group joins words and phrases, as terms, both ways', () => {
  const text = '# comment\nlog in, signing in , authenticate # more\n\nlogin, sign in\n';
  expect(said(text, ['log', 'in'])).toEqual(['sign in', 'authent']);
  expect(said(text, ['sign', 'in'])).toEqual(['log in', 'authent', 'login']);
  expect(said(text, ['log'])).toEqual([]);
  expect(parseSynonyms(text).longest).toBe(2);
});

test('words of a loose group only point the same way, unless another group says more', () => {
  const text = 'lamp, light\n~ lamp, bulb, light\n';
  expect(said(text, ['lamp'])).toEqual(['light', '~bulb']);
  expect(said(text, ['bulb'])).toEqual(['~lamp', '~light']);
});

test('an empty file has no synonyms', () => {
  expect(parseSynonyms('').of(['x'])).toEqual([]);
});
