import { expect, test } from 'vitest';
import { splitMessage } from './split-message.ts';

test('a short text is one message, an empty one none', () => {
  expect(splitMessage(' One. ', 10, 3)).toEqual(['One.']);
  expect(splitMessage('  ', 10, 3)).toEqual([]);
});

test('cuts between paragraphs, then sentences, then words', () => {
  expect(splitMessage('One two three.\n\nFour five.', 20, 3)).toEqual(['One two three.', 'Four five.']);
  expect(splitMessage('One two three. Four five.', 20, 3)).toEqual(['One two three.', 'Four five.']);
  expect(splitMessage('One two three four five', 12, 3)).toEqual(['One two', 'three four', 'five']);
});

test('says where something is left out', () => {
  expect(splitMessage('One two three four five six', 10, 2)).toEqual(['One two', 'three …']);
});

test('no message is too long or empty, and no character is halved, whatever the text', () => {
  for (const text of [
    'x'.repeat(5_000),
    '😀'.repeat(3_000),
    `${'word '.repeat(900)}\n\n${'y'.repeat(2_000)}`,
    '.'.repeat(4_000),
    ' a'.repeat(4_000),
  ]) {
    const messages = splitMessage(text, 1_024, 4);
    expect(messages.length).toBeLessThanOrEqual(4);
    for (const message of messages) {
      expect(message.length).toBeGreaterThan(0);
      expect(message.length).toBeLessThanOrEqual(1_024);
      expect(message.isWellFormed()).toBe(true);
    }
  }
});
