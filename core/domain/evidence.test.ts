import { describe, expect, test } from 'vitest';
import { isSupportedBy } from './evidence.ts';
import { PARAPHRASES } from './fixtures/paraphrases.ts';

const cases = (kind: 'honest' | 'dishonest') => PARAPHRASES.flatMap(({ quotes, [kind]: texts }) => texts.map((text) => ({ text, quotes })));

describe('sentences in other words', () => {
  test.each(cases('honest'))('supported: $text', ({ text, quotes }) => {
    expect(isSupportedBy(text, quotes)).toBe(true);
  });
  test.each(cases('dishonest'))('not supported: $text', ({ text, quotes }) => {
    expect(isSupportedBy(text, quotes)).toBe(false);
  });
});
