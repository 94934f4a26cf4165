import { describe, expect, test } from 'vitest';
import { eventStream } from './event-stream.ts';
import { recording } from './fixtures/contract-server.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (...chunks: Uint8Array[]) => {
  const parser = eventStream();
  return chunks.flatMap((chunk) => parser.feed(chunk));
};

const odd =
  '\uFEFF: hello\nevent: delta\ndata: {"text":"größer 🧵"}\nid: 7\nretry: 10\n\ndata:one\ndata: two\ndata\n\nevent: gone\n\n: ping\n\nevent:done\ndata: {}\n\n';
const oddEvents = [
  { event: 'delta', data: '{"text":"größer 🧵"}' },
  { event: 'message', data: 'one\ntwo\n' },
  { event: 'done', data: '{}' },
];

describe('the events of a stream', () => {
  test('are read with comments, names, several data lines and a byte order mark', () => {
    expect(read(bytes(odd))).toEqual(oddEvents);
  });

  test.each([
    ['LF', (text: string) => text],
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['CR', (text: string) => text.replaceAll('\n', '\r')],
  ])('are the same for a split at every byte, with %s', (_, lines) => {
    for (const [text, expected] of [
      [odd, oddEvents],
      [recording('answer'), read(bytes(recording('answer')))],
    ] as const) {
      const whole = bytes(lines(text));
      for (let at = 0; at <= whole.length; at += 1) expect(read(whole.slice(0, at), whole.slice(at)), `split at ${at}`).toEqual(expected);
      expect(read(...Array.from(whole, (byte) => Uint8Array.of(byte)))).toEqual(expected);
    }
  });

  test('without the empty line at their end are not given out', () => {
    expect(read(bytes('data: whole\n\ndata: half\n'))).toEqual([{ event: 'message', data: 'whole' }]);
  });

  test('with invalid UTF-8 come with replacement characters', () => {
    expect(read(bytes('data: a'), Uint8Array.of(0xff, 0xc3), bytes('b\n\n'))).toEqual([{ event: 'message', data: 'a\uFFFD\uFFFDb' }]);
  });

  test('keep what follows the first colon and drop one space only', () => {
    expect(read(bytes('data:  a: b\n\n'))).toEqual([{ event: 'message', data: ' a: b' }]);
  });
});

test('a frame that never ends is refused, in one line or in many', () => {
  expect(() => eventStream(100).feed(bytes('x'.repeat(101)))).toThrow(RangeError);
  const parser = eventStream(100);
  expect(() => {
    for (let line = 0; line < 30; line += 1) parser.feed(bytes('data: abc\n'));
  }).toThrow('too long');
});

test('many frames in one chunk may be longer together', () => {
  expect(eventStream(100).feed(bytes('data: abc\n\n'.repeat(50)))).toHaveLength(50);
});
