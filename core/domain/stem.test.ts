import { expect, test } from 'vitest';
import { stem } from './stem.ts';

// From Porter's paper, and the two places where we leave it.
test.each([
  ['one', 'one'],
  ['added', 'add'],
  ['caresses', 'caress'],
  ['ponies', 'poni'],
  ['cats', 'cat'],
  ['feed', 'feed'],
  ['agreed', 'agre'],
  ['plastered', 'plaster'],
  ['motoring', 'motor'],
  ['sing', 'sing'],
  ['conflated', 'conflat'],
  ['hopping', 'hop'],
  ['falling', 'fall'],
  ['filing', 'file'],
  ['happy', 'happi'],
  ['sky', 'sky'],
  ['relational', 'relat'],
  ['conditional', 'condit'],
  ['digitizer', 'digit'],
  ['generalization', 'gener'],
  ['triplicate', 'triplic'],
  ['hopefulness', 'hope'],
  ['electrical', 'electr'],
  ['allowance', 'allow'],
  ['replacement', 'replac'],
  ['adoption', 'adopt'],
  ['effective', 'effect'],
  ['probate', 'probat'],
  ['rate', 'rate'],
  ['controlling', 'control'],
  ['roll', 'roll'],
  ['oscillators', 'oscil'],
])('%s → %s', (word, expected) => {
  expect(stem(word)).toBe(expected);
});

test('forms of a word meet', () => {
  expect(new Set(['connect', 'connects', 'connected', 'connecting', 'connection', 'connections'].map(stem))).toEqual(new Set(['connect']));
});

test('forms that no suffix explains meet too', () => {
  expect(stem('lost')).toBe(stem('lose'));
  expect(stem('stolen')).toBe(stem('steals'));
  expect(stem('overwritten')).toBe(stem('overwriting'));
  expect(stem('left')).toBe('left');
});

test.each(['4.6.x', 'größe', 'fw-2002', 'is', ''])('leaves %j alone', (word) => {
  expect(stem(word)).toBe(word);
});
