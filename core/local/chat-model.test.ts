import { expect, onTestFinished, test } from 'vitest';
import { CHAT_FAULTS, type ChatScene, describeChatModel } from '#core/ports/chat-model.contract.ts';
import { openAiChatModel } from './chat-model.ts';
import { chatStreamServer } from './fixtures/chat-stream-server.ts';
import { readDataLines } from './read-data-lines.ts';

async function onWire(scene: ChatScene) {
  const server = await chatStreamServer(() => scene);
  onTestFinished(server.close);
  return {
    model: openAiChatModel({ baseUrl: server.baseUrl, model: 'qwen3:8b', apiKey: 'key-1', silenceMs: 400 }),
    server,
    bodies: () => server.seen.map(({ body }) => body),
    fail: (does: Parameters<typeof server.fail>[0]['does'], after: number, times?: number) =>
      server.fail({ does, after, ...(times ? { times } : {}) }),
    dropped: server.dropped,
  };
}

describeChatModel(
  'chat/completions',
  onWire,
  CHAT_FAULTS.filter((fault) => fault !== 'bad CRC'),
);

const never = new AbortController().signal;
const ask = {
  system: 'Answer.',
  messages: [
    {
      role: 'user' as const,
      content: [
        { text: 'a', untrusted: true },
        { text: 'b', untrusted: true },
      ],
    },
  ],
  maxTokens: 9,
};

test('asks with the key, and with the pieces of a message in order', async () => {
  const { model, server } = await onWire({ pieces: ['yes'] });
  await Array.fromAsync(model.stream(ask, never));
  expect(server.seen[0]).toMatchObject({ path: '/v1/chat/completions', authorization: 'Bearer key-1' });
  expect(JSON.parse(server.seen[0]!.body)).toMatchObject({
    messages: [{ role: 'system' }, { role: 'user', content: 'a\n\nb' }],
    stream: true,
  });
});

test('says when nobody is there', async () => {
  const model = openAiChatModel({ baseUrl: 'http://127.0.0.1:9/v1', model: 'm' });
  await expect(Array.fromAsync(model.stream(ask, never))).rejects.toMatchObject({ name: 'UpstreamFailed', retryable: true });
});

test('reads the same data however a stream is cut, with each kind of line end', async () => {
  const text = ': ping\r\ndata: {"a":"é–"}\r\n\r\ndata: one\rdata: two\r\revent: x\ndata:three\n\ndata: last';
  const bytes = Buffer.from(text);
  for (let size = 1; size <= bytes.length; size += 1) {
    async function* cut() {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    }
    expect(await Array.fromAsync(readDataLines(cut())), `pieces of ${size}`).toEqual(['{"a":"é–"}', 'one\ntwo', 'three', 'last']);
  }
});

test('stops at a line and at a stream that never end', async () => {
  async function* endless(piece: string) {
    while (true) yield Buffer.from(piece);
  }
  await expect(Array.fromAsync(readDataLines(endless('x'.repeat(10_000))))).rejects.toMatchObject({ code: 'too_large' });
  await expect(Array.fromAsync(readDataLines(endless(`: ${'x'.repeat(10_000)}\n`)))).rejects.toMatchObject({ code: 'too_large' });
});
