import { BedrockAgentRuntimeClient, InvokeAgentCommand, type InvokeAgentCommandInput } from '@aws-sdk/client-bedrock-agent-runtime';
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  type ConverseStreamCommandInput,
  type ConverseStreamOutput,
} from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { read } from '#core/ports/chat-model.contract.ts';
import { streamSettings } from './connection.ts';
import { converseService } from './fixtures/converse-stream-server.ts';
import { invokeAgentService } from './fixtures/invoke-agent-server.ts';
import { wireServer } from './fixtures/wire-server.ts';

/** The stand-ins that stream speak the true protocol, as the SDK reads it over both versions of HTTP, and refuse what the services refuse. */
const support = { agentId: 'AGENT12345', agentAliasId: 'ALIAS12345' };
const question: ConverseStreamCommandInput = {
  modelId: 'amazon.nova-lite-v1:0',
  messages: [{ role: 'user', content: [{ text: 'Hello' }] }],
};
let wire: Awaited<ReturnType<typeof wireServer>>;
let connection: { region: string; endpoint: typeof wire.endpoint };
let http1: Awaited<ReturnType<typeof streamSettings>>;
beforeAll(async () => {
  wire = await wireServer([
    converseService(({ messages, system }) => ({ text: [system, 'You said ', messages.at(-1)!.text].filter(Boolean) })),
    invokeAgentService(support, ({ text }) => [{ text: 'You said ' }, { text }]),
  ]);
  connection = { region: 'eu-west-1', endpoint: wire.endpoint };
  http1 = await streamSettings(connection);
});
beforeEach(() => wire.mend());
afterAll(() => wire.close());

/** What the SDK does when nobody says otherwise. */
const http2 = () => ({ region: 'eu-west-1', endpoint: wire.endpoint.url, credentials: wire.endpoint, maxAttempts: 1 });
const textsOf = (events: readonly ConverseStreamOutput[]) =>
  events.flatMap(({ contentBlockDelta }) => contentBlockDelta?.delta?.text ?? []);
async function converse(settings: object) {
  const { stream } = await new BedrockRuntimeClient(settings).send(new ConverseStreamCommand(question));
  return await read(stream!);
}

test.each([
  ['HTTP/1.1', () => http1],
  ['HTTP/2', http2],
])('a stream is read over %s', async (_version, settings) => {
  const { events, error } = await converse(settings());
  expect(error).toBeUndefined();
  expect(textsOf(events)).toEqual(['You said ', 'Hello']);
  const asked = { ...support, sessionId: 's-1', inputText: 'Hi', streamingConfigurations: { streamFinalResponse: true } };
  const { completion } = await new BedrockAgentRuntimeClient(settings()).send(new InvokeAgentCommand(asked));
  const chunks = await Array.fromAsync(completion!);
  expect(chunks.map(({ chunk }) => Buffer.from(chunk!.bytes!).toString())).toEqual(['You said ', 'Hi']);
});

/** Why `connection.ts` sets HTTP/1.1: when this fails, the SDK may have learnt better. */
test('a connection that is cut is an error over HTTP/1.1, and looks like the end over HTTP/2', async () => {
  wire.fail({ action: 'ConverseStream', does: 'destroy', after: 2 });
  const cut = await converse(http1);
  expect(textsOf(cut.events)).toEqual(['You said ']);
  expect(cut.error).toMatchObject({ code: 'ECONNRESET' });
  expect(await converse(http2())).toEqual({ events: cut.events });
});

test('Converse gives in one piece what ConverseStream gives in many', async () => {
  const { output, stopReason, usage } = await new BedrockRuntimeClient(http1).send(new ConverseCommand(question));
  expect(output?.message?.content).toEqual([{ text: 'You said Hello' }]);
  expect({ stopReason, usage }).toMatchObject({ stopReason: 'end_turn', usage: { inputTokens: 11, outputTokens: 7 } });
});

test('an answer that is not to be streamed comes as one piece', async () => {
  const asked = { ...support, sessionId: 's-1', inputText: 'Hi' };
  const { completion } = await new BedrockAgentRuntimeClient(http1).send(new InvokeAgentCommand(asked));
  expect(await Array.fromAsync(completion!)).toHaveLength(1);
});

describe('ConverseStream refuses', () => {
  const toolSpec = { name: 'create_ticket', description: 'Files.', inputSchema: { json: { type: 'object' } } };
  const withTool = (part: object) => ({ toolConfig: { tools: [{ toolSpec: { ...toolSpec, ...part } }] } });
  test.each<[string, object]>([
    ['a blank text', { messages: [{ role: 'user', content: [{ text: ' ' }] }] }],
    ['a message without content', { messages: [{ role: 'user', content: [] }] }],
    ['an answer before a question', { messages: [{ role: 'assistant', content: [{ text: 'Hi' }] }] }],
    ['two questions after each other', { messages: [...question.messages!, ...question.messages!] }],
    ['a tool whose name is none', withTool({ name: 'create ticket' })],
    ['a tool without a description', withTool({ description: '' })],
    ['a guardrail without a version', { guardrailConfig: { guardrailIdentifier: 'gr1', guardrailVersion: '' } }],
    ['a limit that is no number', { inferenceConfig: { maxTokens: '9' } }],
  ])('%s', async (_case, part) => {
    const command = new ConverseStreamCommand({ ...question, ...part });
    await expect(new BedrockRuntimeClient(http1).send(command)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('a member that it does not know', async () => {
    const command = new ConverseStreamCommand(question);
    command.middlewareStack.add((next) => (args) => next({ ...args, request: withMember(args.request as { body: Uint8Array }) }), {
      step: 'build',
      priority: 'high',
    });
    await expect(new BedrockRuntimeClient(http1).send(command)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('nothing that leaves the limit out', async () => {
    expect(await converse(http1)).not.toHaveProperty('error');
  });

  test('a signature of somebody else', async () => {
    const credentials = { ...wire.endpoint, secretAccessKey: 'other' };
    const client = new BedrockRuntimeClient({ ...http1, credentials });
    await expect(client.send(new ConverseStreamCommand(question))).rejects.toMatchObject({ name: 'InvalidSignatureException' });
  });
});

describe('InvokeAgent refuses', () => {
  const apiResult = { actionGroup: 'zendesk', httpMethod: 'POST', apiPath: '/support/tickets' };
  test.each<[string, Partial<InvokeAgentCommandInput>, string]>([
    ['a session that is no name', { sessionId: 'a b' }, 'ValidationException'],
    ['a session of one character', { sessionId: 'a' }, 'ValidationException'],
    ['another agent', { agentId: 'AGENT99999' }, 'ResourceNotFoundException'],
    ['an alias that is no id', { agentAliasId: 'my-alias-1' }, 'ValidationException'],
    ['an empty question', { inputText: '' }, 'ValidationException'],
    [
      'a word on what it did not ask',
      { sessionState: { invocationId: 'x', returnControlInvocationResults: [{ apiResult }] } },
      'ValidationException',
    ],
  ])('%s', async (_case, part, name) => {
    const command = new InvokeAgentCommand({ ...support, sessionId: 's-1', inputText: 'Hi', ...part });
    await expect(new BedrockAgentRuntimeClient(http1).send(command)).rejects.toMatchObject({ name });
  });
});

function withMember<Request extends { body: Uint8Array }>(request: Request): Request {
  const body = JSON.parse(new TextDecoder().decode(request.body)) as object;
  return { ...request, body: Buffer.from(JSON.stringify({ ...body, maxToken: 5 })) };
}
