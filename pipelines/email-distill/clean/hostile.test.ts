import { describe, expect, test } from 'vitest';
import { htmlToText } from '../read/html-to-text.ts';
import { cleanMessage } from './clean-message.ts';
import { HOSTILE_TEXTS, type HostileText } from './fixtures/hostile-texts.ts';

const SMALL = 20_000;
const LARGE = 100_000;
/** Five times the length takes about five times as long; with the square of the length it would be 25 times. */
const MAX_GROWTH = 12;
/** Below this the compiler and the collector are what is measured. */
const FLOOR_MS = 8;
const MAX_MS = 1_000;
const ROUNDS = 3;

/** Of this thread's own processor time, so that a busy machine fails nothing; the best of some rounds. */
function timeMs(hostile: HostileText, length: number, isKnown: boolean): number {
  const text = hostile.make(length);
  const times = Array.from({ length: ROUNDS }, () => {
    const start = process.threadCpuUsage();
    cleanMessage({ text: hostile.html ? htmlToText(text) : text, subject: 'Re: x', name: 'Sara Lind', earlier: isKnown ? [text] : [] });
    const { user, system } = process.threadCpuUsage(start);
    return (user + system) / 1_000;
  });
  return Math.min(...times);
}

describe('the time grows with the length only', () => {
  test('for at least 28 kinds of hostile text', () => {
    expect(HOSTILE_TEXTS.length).toBeGreaterThanOrEqual(28);
    for (const { name, make } of HOSTILE_TEXTS) expect(make(LARGE).length, name).toBeGreaterThanOrEqual(LARGE * 0.9);
  });

  test.each(HOSTILE_TEXTS.map((hostile) => [hostile.name, hostile] as const))('%s', (_, hostile) => {
    for (const isKnown of [false, true]) {
      const small = timeMs(hostile, SMALL, isKnown);
      const large = timeMs(hostile, LARGE, isKnown);
      expect(large).toBeLessThan(MAX_MS);
      expect(large).toBeLessThan(MAX_GROWTH * Math.max(small, FLOOR_MS));
    }
  });
});
