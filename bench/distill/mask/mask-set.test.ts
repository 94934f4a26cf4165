import { expect, test } from 'vitest';
import { benchMask, formatMask } from './mask-bench.ts';
import { readMaskSet } from './mask-set.ts';

const known = readMaskSet('known');
const heldOut = readMaskSet('held-out');

test('the set is large, and a third of it is held out', () => {
  expect(known.personal.length + heldOut.personal.length).toBeGreaterThanOrEqual(250);
  expect(known.clean.length + heldOut.clean.length).toBeGreaterThanOrEqual(150);
  expect(heldOut.personal.length / (known.personal.length + heldOut.personal.length)).toBeCloseTo(1 / 3, 1);
});

test('no string is in it twice, none is without a mark, and no clean one has a mark', () => {
  const texts = [...known.personal, ...heldOut.personal].map(({ text }) => text);
  expect(new Set(texts).size).toBe(texts.length);
  expect([...known.personal, ...heldOut.personal].filter(({ marks }) => marks.length === 0)).toEqual([]);
  expect([...known.clean, ...heldOut.clean].filter((text) => text.includes('[['))).toEqual([]);
});

test('the masker finds what the project promises and leaves clean strings alone', () => {
  const [all] = benchMask();
  const share = ({ count, of } = { count: 0, of: 1 }) => count / of;
  expect(share(all?.recall.email)).toBeGreaterThanOrEqual(0.99);
  expect(share(all?.recall.ip)).toBeGreaterThanOrEqual(0.95);
  expect(share(all?.recall.phone)).toBeGreaterThanOrEqual(0.9);
  expect(share(all?.recall.person)).toBeGreaterThanOrEqual(0.7);
  expect(share(all?.cleanAltered)).toBeLessThanOrEqual(0.05);
  expect(formatMask(benchMask())).toContain('| person');
});
