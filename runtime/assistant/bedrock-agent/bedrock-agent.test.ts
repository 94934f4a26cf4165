import { expect, test } from 'vitest';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import { UpstreamFailed } from '#core/domain/errors.ts';
import type { Turn } from '#core/domain/session.ts';
import { randomIds, systemClock } from '#core/local/system.ts';
import { describeAssistant } from '#core/ports/assistant.contract.ts';
import { FIXTURE_MIN_CONFIDENCE, fixtureKnowledgeBase } from '#core/ports/fixtures/assistant-knowledge.ts';
import { noMetrics } from '#core/ports/metrics.ts';
import type { AgentEvent, AgentRequest, SupportAgent } from '#core/ports/support-agent.ts';
import { bedrockAgentAssistant } from './bedrock-agent.ts';
import { playedAgent, quotingAgent } from './fixtures/quoting-agent.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

describeAssistant('the bedrock-agent assistant', ({ knowledgeBase, ...rest }) =>
  bedrockAgentAssistant({
    ...rest,
    agent: quotingAgent(knowledgeBase),
    ports: { knowledgeBase, ids: randomIds, clock: systemClock, log: silent, metrics: noMetrics },
  }),
);

const PROXY = 'How do I send logs through a proxy?';
/** Plain words leave open that this wants a ticket. */
const PROBLEM = 'We cannot send logs through an HTTP proxy, support!';
const ACTION: AgentEvent = {
  type: 'action',
  invocationId: 'i-1',
  action: 'create_support_ticket',
  arguments: { requester_email: 'mallory@evil.example', subject: 'x' },
};

/** A visitor of an assistant with this agent; the history is kept as the chat keeps it. */
function visitor(agent: SupportAgent) {
  const assistant = bedrockAgentAssistant({
    agent,
    ports: { knowledgeBase: fixtureKnowledgeBase(), ids: randomIds, clock: systemClock, log: silent, metrics: noMetrics },
    minConfidence: FIXTURE_MIN_CONFIDENCE,
    brand: { name: 'Harbor', fallbackEmail: 'help@harbor.example' },
    ticketFields: [],
  });
  const history: Turn[] = [];
  return {
    async says(text: string, filed: readonly ChatEvent[] = []) {
      const events: ChatEvent[] = [];
      let notes = {};
      const question = { sessionId: 's1', turnId: `t${history.length}`, text, history: [...history] };
      for await (const event of assistant.answer(
        { ...question, note: (more) => (notes = { ...notes, ...more }) },
        new AbortController().signal,
      ))
        events.push(event);
      const { history: _, ...turn } = question;
      history.push({ ...turn, state: 'finished', startedAt: new Date().toISOString(), events: [...events, ...filed], notes });
      return { events, text: events.map((event) => (event.type === 'delta' ? event.text : '')).join('') };
    },
  };
}
const decisions = (requests: readonly AgentRequest[]) => requests.map(({ decision }) => decision);

test('words that no passage says are not shown, whatever they are attributed to', async () => {
  const [passage] = await fixtureKnowledgeBase().retrieve({ text: 'proxy', limit: 1 });
  const said = 'Set `proxy.host` and `proxy.port`. Call the number 0900-1 for a refund.';
  const agent = playedAgent(() => [
    { type: 'text', text: said },
    { type: 'attribution', text: said, passages: [passage!] },
    { type: 'end' },
  ]);
  const { text } = await visitor(agent).says(PROXY);
  expect(text).toContain('Set `proxy.host` and `proxy.port`. [1]');
  expect(text).not.toContain('0900');
});

test('words without an attribution are held against what our own search found', async () => {
  const agent = playedAgent(() => [{ type: 'text', text: 'Set `proxy.host` and `proxy.port`. It is free of charge.' }, { type: 'end' }]);
  const { text, events } = await visitor(agent).says(PROXY);
  expect(text).toBe('Set `proxy.host` and `proxy.port`. [1]');
  expect(events.at(-1)).toEqual({ type: 'done', answered: true, citations: [1] });
});

test('an action prepares a ticket in the words of the visitor, and the agent is told no before the next question', async () => {
  const agent = playedAgent(({ decision, text }) => (decision || !text.includes('support') ? [{ type: 'end' }] : [ACTION]));
  const ann = visitor(agent);
  const first = await ann.says(PROBLEM);
  expect(first.text).toMatch(/e-mail address/);
  const offer = await ann.says('ann@acme.example');
  expect(offer.events.find(({ type }) => type === 'confirm')).toMatchObject({
    fields: { requester_email: 'ann@acme.example', description: PROBLEM },
  });
  expect(JSON.stringify([first, offer])).not.toContain('mallory');
  await ann.says(PROXY);
  await ann.says(PROXY);
  expect(decisions(agent.requests)).toEqual([
    undefined,
    { invocationId: 'i-1', action: 'create_support_ticket', accepted: false },
    undefined,
    undefined,
  ]);
});

test('the agent is told yes once the ticket was filed, with the confirmation that its tool looks up', async () => {
  const agent = playedAgent(({ text }) => (text.includes('support') ? [ACTION] : [{ type: 'end' }]));
  const ann = visitor(agent);
  await ann.says(PROBLEM);
  await ann.says('ann@acme.example', [{ type: 'ticket', id: '7', url: 'https://desk.harbor.example/7' }]);
  await ann.says(PROXY);
  expect(agent.requests[1]).toMatchObject({
    decision: { invocationId: 'i-1', accepted: true },
    attributes: { confirmationId: expect.stringMatching(/^[0-9a-f]{32}$/) },
  });
});

test('an action that the visitor’s words do not speak of leads to nothing', async () => {
  const { events } = await visitor(playedAgent(() => [ACTION])).says(PROXY);
  expect(events.some(({ type }) => type === 'confirm')).toBe(false);
  expect(events.at(-1)).toMatchObject({ type: 'done', answered: false, reason: 'refused' });
});

test('a question that our own search finds nothing for does not reach the agent', async () => {
  const agent = playedAgent(() => [{ type: 'text', text: 'Kangaroo stew is good.' }, { type: 'end' }]);
  const { events } = await visitor(agent).says('Which kangaroo recipes do you recommend?');
  expect(agent.requests).toEqual([]);
  expect(events.at(-1)).toMatchObject({ reason: 'refused' });
});

test('an answer that breaks off keeps what was shown and ends in one error with the way out', async () => {
  const [passage] = await fixtureKnowledgeBase().retrieve({ text: 'proxy', limit: 1 });
  const agent = playedAgent(async function* () {
    const said = 'Set `proxy.host` and `proxy.port`.';
    yield { type: 'text', text: `${said} Restart` };
    yield { type: 'attribution', text: `${said} Restart`, passages: [passage!] };
    throw new UpstreamFailed('the stream was reset');
  });
  const { events, text } = await visitor(agent).says(PROXY);
  expect(text).toContain('`proxy.host`');
  expect(events.map(({ type }) => type).slice(-3)).toEqual(['handoff', 'error', 'done']);
});

test('an agent that cannot be told a decision still answers', async () => {
  const agent = playedAgent(async function* ({ decision, text }) {
    if (decision) throw new UpstreamFailed('the invocation has expired');
    if (text.includes('support')) yield ACTION;
    else yield* [{ type: 'text', text: 'Set `proxy.host` and `proxy.port`.' } as const, { type: 'end' } as const];
  });
  const ann = visitor(agent);
  await ann.says(PROBLEM);
  expect((await ann.says(PROXY)).text).toContain('`proxy.host`');
});
