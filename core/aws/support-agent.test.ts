import { describe, expect, onTestFinished, test } from 'vitest';
import { freshnessFile } from '#core/domain/freshness.ts';
import { read } from '#core/ports/chat-model.contract.ts';
import type { AgentAsked } from '#core/ports/fixtures/scripted-agent.ts';
import { type AgentScene, agentRequest, describeSupportAgent } from '#core/ports/support-agent.contract.ts';
import { invokeAgentService } from './fixtures/invoke-agent-server.ts';
import { openWireAccount } from './fixtures/wire-account.ts';
import { bedrockSupportAgent } from './support-agent.ts';

const support = { agentId: 'AGENT12345', agentAliasId: 'ALIAS12345' };
const url = 'https://docs.harbor.example/proxy#settings';

async function onWire({ fault, steps = [] }: AgentScene, dates?: Readonly<Record<string, string>>) {
  const understood: AgentAsked[] = [];
  const reply = (asked: AgentAsked) => {
    understood.push(asked);
    return asked.decision ? [{ text: asked.decision.accepted ? 'Done.' : 'Very well.' }, ...steps] : steps;
  };
  const account = await openWireAccount({ services: [invokeAgentService(support, reply)] });
  onTestFinished(() => account.close());
  const { wire, files, serving, clock, log } = account;
  if (dates) {
    await files.write(freshnessFile(1), JSON.stringify(dates));
    await serving.promote({ version: 1, side: 'blue', contentHash: 'x', articles: 1, promotedAt: '2026-11-21T00:00:00.000Z' });
  }
  if (fault) wire.fail({ action: 'InvokeAgent', ...fault });
  const agent = bedrockSupportAgent({
    ...support,
    ...account.aws,
    firstPauseMs: 5,
    files,
    serving,
    clock,
    log,
  });
  const turns = () => wire.seen.filter(({ action }) => action === 'InvokeAgent');
  const requests = () => turns().map(({ ended }, index) => ({ asked: understood[index] ?? null, ended }));
  return { agent, account, turns, requests };
}
const ask = (agent: ReturnType<typeof bedrockSupportAgent>) => read(agent.invoke(agentRequest, AbortSignal.timeout(20_000)));

describeSupportAgent('Bedrock', onWire);

test('calls the alias in its session, streamed, and logs kinds of traces alone', async () => {
  const rationale = { rationale: { text: 'Ms Secretname asks', traceId: 't1' } };
  const { agent, account, turns } = await onWire({ steps: [{ trace: { orchestrationTrace: rationale } }, { text: 'Yes.' }] });
  await ask(agent);
  expect(account.wire.actions(/^InvokeAgent/)).toEqual([
    `InvokeAgent /agents/AGENT12345/agentAliases/ALIAS12345/sessions/${agentRequest.sessionId}/text`,
  ]);
  expect(JSON.parse(turns()[0]!.body.toString()).streamingConfigurations).toEqual({ streamFinalResponse: true });
  expect(account.debugged).toEqual([
    { message: 'the agent works', fields: { sessionId: agentRequest.sessionId, kind: 'orchestrationTrace.rationale' } },
  ]);
});

test('a passage carries the date of its article; one without an address is left out', async () => {
  const passage = { title: 'Proxy', url, text: 'Set it.', tags: [], source: 'web_docs' as const };
  const from = [{ text: 'Set it.', passages: [passage, { ...passage, url: 'javascript:alert(1)' }] }];
  const { agent } = await onWire({ steps: [{ text: 'Set it.', from }] }, { [url]: '2026-10-01T00:00:00.000Z' });
  const { events } = await ask(agent);
  expect(events[1]).toMatchObject({ type: 'attribution', passages: [{ url, updatedAt: '2026-10-01T00:00:00.000Z', tags: [] }] });
  expect(events[1]).toHaveProperty('passages.length', 1);
});

test('an action that is none of an agent is not sent', async () => {
  const { agent, turns } = await onWire({});
  const decision = { invocationId: 'x', action: 'delete everything', accepted: true };
  const { error } = await read(agent.invoke({ ...agentRequest, decision }, AbortSignal.timeout(20_000)));
  expect(error).toMatchObject({ name: 'InvalidInput' });
  expect(turns()).toHaveLength(0);
});

describe.each([0, 1])('after %i pieces', (after) => {
  const passing = { name: 'UpstreamFailed', retryable: true };
  const lasting = { name: 'UpstreamFailed', retryable: false };
  test.each([
    ['accessDeniedException', lasting],
    ['badGatewayException', passing],
    ['conflictException', passing],
    ['dependencyFailedException', passing],
    ['internalServerException', passing],
    ['modelNotReadyException', passing],
    ['resourceNotFoundException', lasting],
    ['serviceQuotaExceededException', { name: 'LimitReached', code: 'rate_limited' }],
    ['throttlingException', { name: 'LimitReached', code: 'rate_limited' }],
    ['validationException', lasting],
  ])('%s is told as ours', async (exception, expected) => {
    const { agent, turns } = await onWire({
      steps: [{ text: 'One' }, { text: 'two' }],
      fault: { does: 'exception', exception, after },
    });
    const { events, error } = await ask(agent);
    expect(events).toHaveLength(after);
    expect(error).toMatchObject(expected);
    expect((error as Error).message).not.toContain('Secretname');
    expect(turns()).toHaveLength(after || expected === lasting ? 1 : 4);
  });
});
