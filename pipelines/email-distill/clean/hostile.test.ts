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
function timeMs(hostile: HostileText, length: number, earlier: (text: string) => readonly string[]): number {
  const text = hostile.make(length);
  const times = Array.from({ length: ROUNDS }, () => {
    const start = process.threadCpuUsage();
    cleanMessage({ text: hostile.html ? htmlToText(text) : text, subject: 'Re: x', name: 'Sara Lind', earlier: earlier(text) });
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
    for (const earlier of [() => [], (text: string) => [text]]) {
      const small = timeMs(hostile, SMALL, earlier);
      const large = timeMs(hostile, LARGE, earlier);
      expect(large).toBeLessThan(MAX_MS);
      expect(large).toBeLessThan(MAX_GROWTH * Math.max(small, FLOOR_MS));
    }
  });

  test.each(['z\n', 'night z\n', '| z\n', 'every night\n', 'the export stops\n'])('lines of %j in a quote of known mail', (line) => {
    const said = 'the export stops every night and nobody knows why\n'.repeat(2_000);
    const quote = (length: number) =>
      `See below.\n\nFrom: Sara\nSent: 5 Oct 2026 09:01\nTo: Jan\nSubject: Export\n\n${line.repeat(length / line.length)}`;
    const hostile = { name: line, html: false, make: quote };
    const large = timeMs(hostile, LARGE, () => [said]);
    expect(large).toBeLessThan(
      MAX_GROWTH *
        Math.max(
          timeMs(hostile, SMALL, () => [said]),
          FLOOR_MS,
        ),
    );
  });
});
