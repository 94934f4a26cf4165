import { describe, expect, onTestFinished, test } from 'vitest';
import { bedrockChatModel } from '#core/aws/chat-model.ts';
import { converseService } from '#core/aws/fixtures/converse-stream-server.ts';
import { invokeAgentService } from '#core/aws/fixtures/invoke-agent-server.ts';
import { openWireAccount } from '#core/aws/fixtures/wire-account.ts';
import { wireServer } from '#core/aws/fixtures/wire-server.ts';
import { bedrockSupportAgent } from '#core/aws/support-agent.ts';
import { openAiChatModel } from '#core/local/chat-model.ts';
import { chatStreamServer } from '#core/local/fixtures/chat-stream-server.ts';
import { chatRequest, read } from '#core/ports/chat-model.contract.ts';
import { agentRequest } from '#core/ports/support-agent.contract.ts';

/** Everything that can happen to a stream, on each of the three wires: what was said before is given, then one error is thrown in time. */
type Does = 'exception' | 'reset' | 'destroy' | 'stall' | 'truncated' | 'corrupt' | 'empty' | 'throttled' | 'unavailable';
type Fault = { readonly does: Does; readonly exception?: string; readonly after?: number; readonly times?: number };
type Wire = {
  readonly stream: (signal: AbortSignal) => AsyncIterable<{ readonly type: string }>;
  readonly fail: (fault: Fault) => void;
  readonly requests: () => number;
};

const TEXT = ['One', 'two', 'three', 'four'];
/** The first call of a process takes long on a busy machine: a silence that is shorter than that would be its own. */
const limits = { silenceMs: 1_000, totalMs: 10_000, firstPauseMs: 5 };

async function converseStream(): Promise<Wire> {
  const wire = await wireServer([converseService(() => ({ text: TEXT }))]);
  onTestFinished(() => wire.close());
  const model = bedrockChatModel({ ...limits, model: 'us.amazon.nova-2-lite-v1:0', region: 'eu-west-1', endpoint: wire.endpoint });
  return {
    stream: (signal) => model.stream(chatRequest, signal),
    fail: (fault) => wire.fail({ action: 'ConverseStream', ...fault }),
    requests: () => wire.seen.length,
  };
}

async function invokeAgent(): Promise<Wire> {
  const support = { agentId: 'AGENT12345', agentAliasId: 'ALIAS12345' };
  const account = await openWireAccount({ services: [invokeAgentService(support, () => TEXT.map((text) => ({ text })))] });
  onTestFinished(() => account.close());
  const agent = bedrockSupportAgent({ ...account, ...account.aws, ...limits, ...support });
  return {
    stream: (signal) => agent.invoke(agentRequest, signal),
    fail: (fault) => account.wire.fail({ action: 'InvokeAgent', ...fault }),
    requests: () => account.wire.actions(/^InvokeAgent/).length,
  };
}

async function chatCompletions(): Promise<Wire> {
  const server = await chatStreamServer(() => ({ text: TEXT }));
  onTestFinished(() => server.close());
  const model = openAiChatModel({ ...limits, baseUrl: server.baseUrl, model: 'test' });
  return { stream: (signal) => model.stream(chatRequest, signal), fail: server.fail, requests: () => server.seen.length };
}

const passing = { name: 'UpstreamFailed', retryable: true };
const throttled = { name: 'LimitReached', code: 'rate_limited' };
const lasting = { name: 'UpstreamFailed', retryable: false };

const faults: readonly (readonly [title: string, fault: Fault, expected: object])[] = [
  ['a reset', { does: 'reset' }, passing],
  ['a closed connection', { does: 'destroy' }, passing],
  ['silence', { does: 'stall' }, passing],
  ['half a frame', { does: 'truncated' }, passing],
  ['a corrupt frame', { does: 'corrupt' }, passing],
];
const exceptions = {
  aws: [
    ['an exception that passes', { does: 'exception', exception: 'internalServerException' }, passing],
    ['throttling', { does: 'exception', exception: 'throttlingException' }, throttled],
    ['an exception that stays', { does: 'exception', exception: 'validationException' }, lasting],
  ],
  converse: [['a broken model', { does: 'exception', exception: 'modelStreamErrorException' }, passing]],
  openAi: [
    ['an error that passes', { does: 'exception', exception: 'server_error' }, passing],
    ['throttling', { does: 'exception', exception: 'rate_limit_exceeded' }, throttled],
    ['an error that stays', { does: 'exception', exception: 'invalid_api_key' }, lasting],
  ],
  /** What has a last frame sees that it is missing. */
  unfinished: [['an end too early', { does: 'empty' }, passing]],
} as const satisfies Record<string, typeof faults>;
const refusals: typeof faults = [
  ['status 429', { does: 'throttled' }, throttled],
  ['status 503', { does: 'unavailable' }, passing],
];

/** `lead` frames come before the first that is an event for us. */
describe.each([
  ['ConverseStream', converseStream, 1, [...exceptions.aws, ...exceptions.converse, ...exceptions.unfinished]],
  ['InvokeAgent', invokeAgent, 0, exceptions.aws],
  ['chat/completions', chatCompletions, 1, [...exceptions.openAi, ...exceptions.unfinished]],
] as const)('%s', (_service, open, lead, special) => {
  const all = [...faults, ...special];
  const ask = (wire: Wire) => read(wire.stream(AbortSignal.timeout(20_000)));

  test.each([...all, ...refusals, ...exceptions.unfinished])(
    '%s before the first event is tried again where that may help, then thrown',
    async (_title, fault, expected) => {
      const wire = await open();
      wire.fail(fault);
      const { events, error } = await ask(wire);
      expect(events).toEqual([]);
      expect(error).toMatchObject(expected);
      expect(wire.requests()).toBe(fault.does === 'stall' || expected === lasting ? 1 : 4);
    },
  );

  test.each(all.filter(([, { does }, expected]) => does !== 'stall' && expected !== lasting))(
    '%s once is not noticed',
    async (_title, fault) => {
      const wire = await open();
      wire.fail({ ...fault, times: 1 });
      const { events, error } = await ask(wire);
      expect(error).toBeUndefined();
      expect(events.map(({ type }) => type)).toEqual([...TEXT.map(() => 'text'), 'end']);
      expect(wire.requests()).toBe(2);
    },
  );

  test.each(all)('%s in the middle gives what came before, then throws, and is not tried again', async (_title, fault, expected) => {
    const wire = await open();
    wire.fail({ ...fault, after: lead + 2 });
    const { events, error } = await ask(wire);
    expect(events).toEqual([
      { type: 'text', text: 'One' },
      { type: 'text', text: 'two' },
    ]);
    expect(error).toMatchObject(expected);
    expect((error as Error).message).not.toContain('Secretname');
    expect(wire.requests()).toBe(1);
  });
});
