import { describe, expect, test } from 'vitest';
import type { Passage } from '#core/domain/passage.ts';
import { read } from './chat-model.contract.ts';
import type { AgentAsked, AgentStep } from './fixtures/scripted-agent.ts';
import type { AgentEvent, AgentRequest, SupportAgent } from './support-agent.ts';

/** What the service does with one turn. */
export type AgentScene = {
  readonly steps?: readonly AgentStep[];
  /** What goes wrong; after so many of the protocol's frames. */
  readonly fault?: {
    readonly does: 'throttled' | 'unavailable' | 'denied' | 'stall' | 'destroy' | 'empty' | 'exception';
    /** As the service's protocol calls it. */
    readonly exception?: string;
    readonly after?: number;
    readonly times?: number;
  };
};

export type SupportAgentOnWire = {
  readonly agent: SupportAgent;
  /** What the service understood of each request, and how its answer ended. */
  readonly requests: () => readonly { readonly asked: AgentAsked | null; readonly ended: Promise<string> }[];
};

export const agentRequest: AgentRequest = {
  sessionId: 'session-1:a.b_c',
  text: 'What did Ms Secretname ask?',
  attributes: { confirmationId: 'c0ffee' },
};
const passage: Passage = {
  title: 'Proxy › Send through a proxy',
  url: 'https://docs.harbor.example/proxy#settings',
  text: '# Proxy\n\nSet `proxy.host`.',
  tags: ['version:2.4'],
  source: 'web_docs',
  score: 0,
  confidence: 0,
  updatedAt: null,
  crawledAt: null,
  ingestedAt: null,
};
const wish = {
  invocationId: '79e0feaa-0000-4000-8000-000000000000',
  action: 'zendesk POST /support/tickets',
  arguments: { subject: 'Proxy', tags: '["proxy", "tls"]' },
};
const SOON_MS = 1_000;

/** What every SupportAgent keeps to. `make` gives one whose service does what the scene says. */
export function describeSupportAgent(name: string, make: (scene: AgentScene) => Promise<SupportAgentOnWire>): void {
  const ask = (agent: SupportAgent, request = agentRequest) => read(agent.invoke(request, AbortSignal.timeout(20_000)));
  const answer: AgentScene = { steps: [{ text: 'Yes.' }] };

  describe(`${name} keeps the promises of SupportAgent`, () => {
    test('gives the text as it is written, what it is taken from, and one end', async () => {
      const text = 'Set `proxy.host`.';
      const { agent, requests } = await make({
        steps: [{ text: 'Set ' }, { text: '`proxy.host`.', from: [{ text, passages: [passage] }] }],
      });
      expect(await ask(agent)).toEqual({
        events: [
          { type: 'text', text: 'Set ' },
          { type: 'text', text: '`proxy.host`.' },
          { type: 'attribution', text, passages: [passage] },
          { type: 'end' },
        ],
      });
      expect(requests()[0]?.asked).toEqual({ ...agentRequest, decision: null });
    });

    test('keeps a character whole that comes in two pieces', async () => {
      const bytes = Buffer.from('Good 👍 morning ä');
      const { agent } = await make({ steps: [bytes.subarray(0, 7), bytes.subarray(7, -1), bytes.subarray(-1)].map((text) => ({ text })) });
      const { events } = await ask(agent);
      expect(events.map((event) => (event.type === 'text' ? event.text : event.type))).toEqual(['Good ', '👍 morning ', 'ä', 'end']);
    });

    test('gives nothing of what it thinks', async () => {
      const rationale = { rationale: { text: 'Ms Secretname asks for her ticket', traceId: 't1' } };
      const { agent } = await make({ steps: [{ trace: { orchestrationTrace: rationale } }, { text: 'Yes.' }] });
      expect((await ask(agent)).events).toEqual([{ type: 'text', text: 'Yes.' }, { type: 'end' }]);
    });

    test('tells what it wants to do, and takes the word of the visitor back', async () => {
      const { agent, requests } = await make({ steps: [{ action: wish }] });
      expect((await ask(agent)).events).toEqual([{ type: 'action', ...wish }, { type: 'end' }]);
      for (const accepted of [true, false]) {
        const decision = { invocationId: wish.invocationId, action: wish.action, accepted };
        expect(await ask(agent, { ...agentRequest, decision })).not.toHaveProperty('error');
        expect(requests().at(-1)?.asked).toEqual({ ...agentRequest, text: '', decision });
      }
    });

    test.each(['throttled', 'unavailable', 'destroy', 'empty'] as const)(
      'tries again where it was %s before the first event',
      async (does) => {
        const { agent, requests } = await make({ ...answer, fault: { does, times: 2 } });
        expect((await ask(agent)).events).toEqual([{ type: 'text', text: 'Yes.' }, { type: 'end' }]);
        expect(requests()).toHaveLength(3);
      },
    );

    test.each([
      ['throttled', 4, { name: 'LimitReached', code: 'rate_limited' }],
      ['unavailable', 4, { name: 'UpstreamFailed', retryable: true }],
      ['denied', 1, { name: 'UpstreamFailed', retryable: false }],
    ] as const)('ends as %s after %i requests, and says nothing of the question', async (does, count, expected) => {
      const { agent, requests } = await make({ ...answer, fault: { does } });
      const { events, error } = await ask(agent);
      expect(events).toEqual([]);
      expect(error).toMatchObject(expected);
      expect((error as Error).message).not.toContain('Secretname');
      expect(requests()).toHaveLength(count);
    });

    test('an abort throws its reason and ends the call at the service', async () => {
      const { agent, requests } = await make({ steps: [{ text: 'One' }, { text: 'two' }], fault: { does: 'stall', after: 1 } });
      const controller = new AbortController();
      const reason = new Error('the visitor has left');
      const events: AgentEvent[] = [];
      const reading = async () => {
        for await (const event of agent.invoke(agentRequest, controller.signal)) {
          events.push(event);
          controller.abort(reason);
        }
      };
      await expect(reading()).rejects.toBe(reason);
      expect(events).toEqual([{ type: 'text', text: 'One' }]);
      const tooLate = new Promise((resolve) => setTimeout(resolve, SOON_MS, 'still open').unref());
      expect(await Promise.race([requests()[0]!.ended, tooLate])).toBe('left');
    });
  });
}
