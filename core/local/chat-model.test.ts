import { expect, onTestFinished, test } from 'vitest';
import { type ChatScene, chatRequest, describeChatModel, read } from '#core/ports/chat-model.contract.ts';
import { openAiChatModel } from './chat-model.ts';
import { chatStreamServer } from './fixtures/chat-stream-server.ts';

async function onWire({ fault, ...reply }: ChatScene, options?: { readonly isPlain: boolean }) {
  const server = await chatStreamServer(() => reply, options);
  onTestFinished(() => server.close());
  if (fault) server.fail(fault);
  const model = openAiChatModel({ baseUrl: `${server.baseUrl}/`, model: 'test', apiKey: 'sk-test', firstPauseMs: 5 });
  return { model, server, requests: () => server.seen };
}
const ask = (model: ReturnType<typeof openAiChatModel>) => read(model.stream(chatRequest, AbortSignal.timeout(20_000)));

describeChatModel('An OpenAI-compatible server', onWire);

test('asks with its key for a stream and its tokens', async () => {
  const { model, server } = await onWire({ text: ['Yes.'] });
  await ask(model);
  expect(server.seen[0]?.authorization).toBe('Bearer sk-test');
  expect(JSON.parse(server.seen[0]!.body)).toMatchObject({ stream: true, stream_options: { include_usage: true }, temperature: 0 });
});

test('leaves out what a server does not know, and remembers', async () => {
  const { model, server } = await onWire({ text: ['Yes.'] }, { isPlain: true });
  for (const count of [2, 3]) {
    expect((await ask(model)).events).toEqual([
      { type: 'text', text: 'Yes.' },
      { type: 'end', reason: 'end', inputTokens: 0, outputTokens: 0 },
    ]);
    expect(server.seen).toHaveLength(count);
  }
});
