import { expect, test } from 'vitest';
import { serverEvents } from './server-events.ts';

async function* inPieces(text: string, size: number) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const read = (text: string, size = 1_000_000) => Array.fromAsync(serverEvents(inPieces(text, size)));

test.each([1, 2, 3, 5, 7, 1_000])('reads the same in pieces of %i bytes', async (size) => {
  const text =
    ': hello\r\n\r\ndata: {"a":"ä👍"}\r\n\r\nevent: message\nid: 7\ndata:no space\n\ndata: two\rdata: lines\r\r\n\ndata: [DONE]\n\n';
  expect(await read(text, size)).toEqual(['{"a":"ä👍"}', 'no space', 'two\nlines', '[DONE]']);
});

test('an event that is cut off is none', async () => {
  expect(await read('data: one\n\ndata: tw')).toEqual(['one']);
  expect(await read('data: one\n\ndata: two\n')).toEqual(['one']);
  expect(await read('')).toEqual([]);
});

test('an event without an end is given up', async () => {
  await expect(read(`data: ${'x'.repeat(1_100_000)}`, 65_536)).rejects.toMatchObject({ name: 'UpstreamFailed', retryable: false });
  await expect(read('data: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n'.repeat(30_000), 65_536)).rejects.toMatchObject({
    name: 'UpstreamFailed',
  });
});

test('so is a stream without one', async () => {
  await expect(read(`data: ${'x'.repeat(900_000)}\n\n`.repeat(40), 65_536)).rejects.toMatchObject({
    name: 'LimitReached',
    code: 'too_large',
  });
});
