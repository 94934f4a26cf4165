import { onTestFinished } from 'vitest';
import { invokeAgentService } from '#core/aws/fixtures/invoke-agent-server.ts';
import { wireServer } from '#core/aws/fixtures/wire-server.ts';
import { bedrockSupportAgent } from '#core/aws/support-agent.ts';
import { localFiles } from '#core/local/files.ts';
import { temporaryFolder } from '#core/local/fixtures/temporary.ts';
import { randomIds, systemClock } from '#core/local/system.ts';
import { describeAssistant } from '#core/ports/assistant.contract.ts';
import type { AgentStep } from '#core/ports/fixtures/scripted-agent.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';
import { noMetrics } from '#core/ports/metrics.ts';
import { bedrockAgentAssistant } from './bedrock-agent.ts';
import { quotingAgent } from './fixtures/quoting-agent.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const ids = { agentId: 'AGENT12345', agentAliasId: 'ALIAS12345' };
const nothingServes = { current: async () => null, history: async () => [], promote: async () => {} };

/** The quoting agent as a service on the network. */
async function quotingService(knowledgeBase: KnowledgeBase) {
  const agent = quotingAgent(knowledgeBase);
  const wire = await wireServer([
    invokeAgentService(ids, async ({ sessionId, text, attributes }) => {
      const steps: AgentStep[] = [];
      for await (const event of agent.invoke({ sessionId, text, attributes }, new AbortController().signal)) {
        if (event.type === 'text') steps.push({ text: event.text });
        const last = steps.at(-1);
        if (event.type === 'attribution' && last && 'text' in last) steps[steps.length - 1] = { ...last, from: [event] };
      }
      return steps;
    }),
  ]);
  onTestFinished(() => wire.close());
  return wire;
}

describeAssistant('the bedrock-agent assistant over InvokeAgent', async ({ knowledgeBase, ...rest }) => {
  const { endpoint } = await quotingService(knowledgeBase);
  const files = localFiles(temporaryFolder());
  const agent = bedrockSupportAgent({
    ...ids,
    region: 'eu-west-1',
    endpoint,
    files,
    serving: nothingServes,
    clock: systemClock,
    log: silent,
  });
  return bedrockAgentAssistant({
    ...rest,
    agent,
    ports: { knowledgeBase, ids: randomIds, clock: systemClock, log: silent, metrics: noMetrics },
  });
});
