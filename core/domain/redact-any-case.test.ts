import { setFlagsFromString } from 'node:v8';
import { expect, onTestFinished, test } from 'vitest';
import { createMasker } from './redact.ts';
import { anyCase } from './redact-any-case.ts';

test('finds sign-offs in any case when V8 does not optimise patterns any more, as after many of them', () => {
  setFlagsFromString('--no-regexp-optimization');
  onTestFinished(() => setFlagsFromString('--regexp-optimization'));
  for (const closing of ['Kind regards', 'KIND REGARDS', 'kind regards', 'MfG', 'Mvh', 'MED VÄNLIG HÄLSNING', 'С уважением'])
    expect(createMasker().mask(`${closing},\nOluchi Ek`).text).toBe(`${closing},\n<PERSON_1>`);
});

test('writes letters in both cases and leaves the signs of a pattern alone', () => {
  expect(anyCase('a(?:ß|[bä])\\p{L}{2,20}\\b')).toBe('[aA](?:ß|[bBäÄ])\\p{L}{2,20}\\b');
});
