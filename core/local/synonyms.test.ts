import { expect, test } from 'vitest';
import { parseSynonyms } from './synonyms.ts';

test('a group joins words and phrases, as terms, both ways', () => {
  const synonyms = parseSynonyms('# comment\nlog in, signing in , authenticate # more\n\nlogin, sign in\n');
  expect(synonyms.of(['log', 'in'])).toEqual([['sign', 'in'], ['authent']]);
  expect(synonyms.of(['sign', 'in'])).toEqual([['log', 'in'], ['authent'], ['login']]);
  expect(synonyms.of(['log'])).toEqual([]);
  expect(synonyms.longest).toBe(2);
});

test('an empty file has no synonyms', () => {
  expect(parseSynonyms('').of(['x'])).toEqual([]);
});
