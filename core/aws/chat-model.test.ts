import { expect, onTestFinished, test } from 'vitest';
import { type ChatScene, describeChatModel } from '#core/ports/chat-model.contract.ts';
import { bedrockChatModel } from './chat-model.ts';
import { converseStreamService } from './fixtures/converse-stream-service.ts';
import { streamServer } from './fixtures/stream-server.ts';

const SILENCE_MS = 400;

async function onWire(scene: ChatScene, more: Partial<Parameters<typeof bedrockChatModel>[0]> = {}) {
  const server = await streamServer([converseStreamService(() => scene)]);
  onTestFinished(server.close);
  const model = bedrockChatModel({
    model: 'us.amazon.nova-2-lite-v1:0',
    region: 'us-east-1',
    endpoint: server.endpoint,
    silenceMs: SILENCE_MS,
    ...more,
  });
  return {
    model,
    server,
    bodies: () => server.seen.map(({ body }) => JSON.stringify(body)),
    // The first event says who speaks.
    fail: (does: Parameters<typeof server.fail>[0]['does'], after: number, times?: number) =>
      server.fail({ does, after: after === 0 ? 0 : after + 1, ...(times ? { times } : {}) }),
    dropped: server.dropped,
  };
}

describeChatModel('Bedrock’s ConverseStream', onWire);

const ask = {
  system: 'Answer.',
  messages: [
    {
      role: 'user' as const,
      content: [
        { text: 'ours', untrusted: false },
        { text: 'theirs', untrusted: true },
      ],
    },
  ],
  maxTokens: 9,
};
const never = new AbortController().signal;

test('asks over HTTP/1.1, where a cut is no end', async () => {
  const { model, server } = await onWire({ pieces: ['yes'] });
  await Array.fromAsync(model.stream(ask, never));
  expect(server.seen.map(({ version, path }) => [version, path])).toEqual([['1.1', '/model/us.amazon.nova-2-lite-v1%3A0/converse-stream']]);
});

test('marks for the guardrail what was written outside, and nothing else', async () => {
  const { model, server } = await onWire({ pieces: ['yes'] }, { guardrail: { id: 'gr123', version: '3' } });
  await Array.fromAsync(model.stream(ask, never));
  expect(server.seen[0]?.body).toMatchObject({
    messages: [{ content: [{ text: 'ours' }, { guardContent: { text: { text: 'theirs', qualifiers: ['guard_content'] } } }] }],
    guardrailConfig: { guardrailIdentifier: 'gr123', guardrailVersion: '3', streamProcessingMode: 'sync', trace: 'disabled' },
  });
});

test('a throttling exception in the stream is told as one, also after the first words', async () => {
  const { model, server } = await onWire({ pieces: ['one', 'two'] });
  server.fail({ does: 'exception frame', after: 2, exception: { type: 'throttlingException' } });
  await expect(Array.fromAsync(model.stream(ask, never))).rejects.toMatchObject({ name: 'LimitReached', code: 'rate_limited' });
});

test('a refusal of the request is not repeated', async () => {
  const { model, server } = await onWire({ pieces: ['yes'] });
  const bad = model.stream({ ...ask, messages: [{ role: 'user', content: [{ text: '', untrusted: false }] }] }, never);
  await expect(Array.fromAsync(bad)).rejects.toMatchObject({ name: 'UpstreamFailed', retryable: false });
  expect(server.seen).toHaveLength(1);
});
