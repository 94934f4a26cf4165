import { describe, expect, test } from 'vitest';
import { threadMs } from '../../tests/fixtures/thread-time.ts';
import { isSupportedBy } from './evidence.ts';
import { PARAPHRASES, type Paraphrases } from './fixtures/paraphrases.ts';
import { REVIEW_EDITS } from './fixtures/review-edits.ts';

const cases = (table: readonly Paraphrases[], kind: 'honest' | 'dishonest') =>
  table.flatMap(({ quotes, [kind]: texts }) => texts.map((text) => ({ text, quotes })));
const share = (list: readonly { text: string; quotes: readonly string[] }[]) =>
  list.filter(({ text, quotes }) => isSupportedBy(text, quotes)).length / list.length;

describe('a sentence in other words', () => {
  test.each(cases(PARAPHRASES, 'honest'))('is supported: $text', ({ text, quotes }) => {
    expect(isSupportedBy(text, quotes)).toBe(true);
  });

  test.each([...cases(PARAPHRASES, 'dishonest'), ...cases(REVIEW_EDITS, 'dishonest')])('is not supported: $text', ({ text, quotes }) => {
    expect(isSupportedBy(text, quotes)).toBe(false);
  });

  test('is seldom refused for nothing', () => {
    expect(cases(PARAPHRASES, 'honest').length).toBeGreaterThanOrEqual(30);
    expect(cases(PARAPHRASES, 'dishonest').length).toBeGreaterThanOrEqual(40);
    expect(share(cases(REVIEW_EDITS, 'honest'))).toBeGreaterThanOrEqual(0.8);
  });
});

describe('a supported sentence stops being so', () => {
  const sentences = [...PARAPHRASES, ...REVIEW_EDITS].flatMap(({ quotes }) => quotes.map((text) => ({ text, quotes })));
  const every = (change: (text: string) => string[]) =>
    sentences.flatMap(({ text, quotes }) => change(text).flatMap((changed) => (changed === text ? [] : [{ text: changed, quotes }])));
  const accepted = (list: ReturnType<typeof every>) =>
    list.filter(({ text, quotes }) => isSupportedBy(text, quotes)).map(({ text }) => text);
  /** A word put in at each place between two words. */
  const insert = (word: string) => (text: string) => {
    const words = text.split(' ');
    return words.slice(1).map((_, index) => words.toSpliced(index + 1, 0, word).join(' '));
  };

  test('with any number changed', () => {
    const changed = every((text) =>
      [...text.matchAll(/\d+/g)].flatMap(({ 0: number, index }) =>
        [Number(number) + 1, `${number}0`].map((other) => text.slice(0, index) + other + text.slice(index + number.length)),
      ),
    );
    expect(changed.length).toBeGreaterThan(50);
    expect(accepted(changed)).toEqual([]);
  });

  test('with its negation dropped', () => {
    const changed = every((text) =>
      [...text.matchAll(/\b(?:not|no|nicht) /gi)].map(({ 0: word, index }) => text.slice(0, index) + text.slice(index + word.length)),
    );
    expect(changed.length).toBeGreaterThan(5);
    expect(accepted(changed)).toEqual([]);
  });

  test.each(['not', 'never', 'only', 'always', 'all', 'perhaps', 'unless', 'remotely', 'FW-9999', '7', 'https://evil.example/x'])(
    'with %j put in anywhere',
    (word) => {
      const changed = every(insert(word));
      expect(changed.length).toBeGreaterThan(250);
      // `You can also set it only with …`, put beside the word itself, is the sentence again.
      expect(accepted(changed).filter((text) => !text.includes(`${word} ${word}`))).toEqual([]);
    },
  );

  test('with one of its names in another letter case', () => {
    expect(isSupportedBy('Set Team:Payments.', ['Set team:payments.'])).toBe(false);
    expect(isSupportedBy('Set Proxy.Host in wrapper.conf.', ['Set proxy.host in wrapper.conf.'])).toBe(false);
  });

  test('with any two of its names exchanged', () => {
    const text = 'Set a.first to 5 and b.second to 10, then put c.third into d.conf.';
    const names = ['a.first', 'b.second', 'c.third', 'd.conf', '5', '10'];
    for (const one of names)
      for (const other of names.filter((name) => name !== one)) {
        const changed = text.replaceAll(one, '\u0001').replaceAll(other, one).replaceAll('\u0001', other);
        expect(isSupportedBy(changed, [text]), changed).toBe(false);
      }
  });

  test('with a sign that shows nothing in it', () => {
    for (const sign of ['\u200b', '\u202e', '\u00ad', '\u0007'])
      expect(isSupportedBy(`Restart the${sign} agent.`, ['Restart the agent.'])).toBe(false);
  });
});

describe('code', () => {
  const quotes = ['Use this:', '  <Appender name="FW">\n    <Buffer size="512"/>\n  </Appender>'];
  test('is supported line by line, whatever its indent', () => {
    expect(isSupportedBy('```\n<Appender name="FW">\n  <Buffer size="512"/>\n</Appender>\n```', quotes)).toBe(true);
    expect(isSupportedBy('```xml\n<Buffer size="512"/>\n```', quotes)).toBe(true);
  });
  test.each([
    ['a changed value', '```\n<Buffer size="513"/>\n```'],
    ['a line more', '```\n<Buffer size="512"/>\nrm -rf /\n```'],
    ['a line left out in between', '```\n<Appender name="FW">\n</Appender>\n```'],
    ['another order', '```\n<Buffer size="512"/>\n<Appender name="FW">\n```'],
    ['prose of its own beside it', 'It is safe:\n\n```\n<Buffer size="512"/>\n```'],
    ['nothing in its fence', '```\n```'],
  ])('is not with %s', (_, text) => {
    expect(isSupportedBy(text, quotes)).toBe(false);
  });
  test('in a sentence, and quoted names, are literally so', () => {
    expect(isSupportedBy('Set `proxy.host`.', ['Set proxy.host.'])).toBe(true);
    expect(isSupportedBy('Switch `log replay` off.', ['Switch the replay of the log off.'])).toBe(false);
  });
});

test('log lines count without their time and thread, as drafts carry them', () => {
  const line = '2026-03-01 10:11:12,345 ERROR [worker-7] FW-2001 connect timed out';
  expect(isSupportedBy('ERROR FW-2001 connect timed out', [line])).toBe(true);
  expect(isSupportedBy('ERROR FW-2002 connect timed out', [line])).toBe(false);
});

test('no text at all is supported by nothing', () => {
  expect(isSupportedBy('', ['Restart the agent.'])).toBe(false);
  expect(isSupportedBy('Restart the agent.', [])).toBe(false);
  expect(isSupportedBy('…', ['…'])).toBe(false);
});

test.each([
  ['spaces', ' '.repeat(100_000)],
  ['newlines', '\n'.repeat(100_000)],
  ['full stops', '.'.repeat(100_000)],
  ['hyphens', '-'.repeat(100_000)],
  ['quotation marks', '"'.repeat(100_000)],
  ['backticks', '`'.repeat(100_000)],
  ['brackets', '['.repeat(100_000)],
  ['quote marks', '> '.repeat(50_000)],
  ['commas', 'a, '.repeat(33_000)],
  ['one word again and again', 'agent '.repeat(16_000)],
  ['short sentences', 'Stop it. '.repeat(11_000)],
])('ends on 100 KB of %s in the mail', async (_, quote) => {
  const text = 'Stop the agent, then start the broker, and if it fails, delete a.conf. '.repeat(20);
  expect(await threadMs(() => isSupportedBy(text, [quote]))).toBeLessThan(5_000);
});
