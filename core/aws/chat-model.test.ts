import { expect, onTestFinished, test } from 'vitest';
import { type ChatScene, chatRequest, describeChatModel, read } from '#core/ports/chat-model.contract.ts';
import { bedrockChatModel } from './chat-model.ts';
import { converseService } from './fixtures/converse-stream-server.ts';
import { wireServer } from './fixtures/wire-server.ts';
import type { Guardrail } from './guardrail.ts';

async function onWire({ fault, ...reply }: ChatScene, guardrail?: Guardrail) {
  const wire = await wireServer([converseService(() => reply)]);
  onTestFinished(() => wire.close());
  if (fault) wire.fail({ action: 'ConverseStream', ...fault });
  const model = bedrockChatModel({
    model: 'us.amazon.nova-2-lite-v1:0',
    region: 'eu-west-1',
    endpoint: wire.endpoint,
    firstPauseMs: 5,
    ...(guardrail ? { guardrail } : {}),
  });
  return { model, wire, requests: () => wire.seen.map(({ body, ended }) => ({ body: body.toString(), ended })) };
}
const ask = (model: ReturnType<typeof bedrockChatModel>) => read(model.stream(chatRequest, AbortSignal.timeout(20_000)));

describeChatModel('Bedrock', onWire);

test('calls ConverseStream of its model', async () => {
  const { model, wire } = await onWire({ text: ['Yes.'] });
  await ask(model);
  expect(wire.actions()).toEqual(['ConverseStream /model/us.amazon.nova-2-lite-v1:0/converse-stream']);
  expect(Object.keys(JSON.parse(wire.seen[0]!.body.toString())).sort()).toEqual(['inferenceConfig', 'messages', 'system']);
});

test('marks what was written outside for the guardrail, which looks at the answer before it is let out', async () => {
  const { model, wire } = await onWire({ text: ['Yes.'] }, { id: 'gr0001', version: '3' });
  await ask(model);
  const body = JSON.parse(wire.seen[0]!.body.toString());
  expect(body.guardrailConfig).toEqual({
    guardrailIdentifier: 'gr0001',
    guardrailVersion: '3',
    trace: 'disabled',
    streamProcessingMode: 'sync',
  });
  expect(body.messages.map(({ content }: { content: object }) => content)).toEqual([
    [{ guardContent: { text: { text: 'Hello.' } } }],
    [{ text: 'Good morning.' }],
    [{ text: 'Answer the question.' }, { guardContent: { text: { text: 'What did Ms Secretname ask?' } } }],
  ]);
});
