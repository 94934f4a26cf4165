import { expect, test } from 'vitest';
import { wholeCharacters } from './whole-characters.ts';

test('half a character waits for its other half', () => {
  const whole = wholeCharacters();
  expect(['Good \ud83d', '', '\udc4d morning', ' ä'].map(whole)).toEqual(['Good ', '', '👍 morning', ' ä']);
});

test('half a character without the other is told as unreadable', () => {
  const whole = wholeCharacters();
  expect(['a\ud83d', 'b', '\udc4dc'].map(whole)).toEqual(['a', '\ufffdb', '\ufffdc']);
});
