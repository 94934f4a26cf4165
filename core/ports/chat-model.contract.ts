import { describe, expect, test, vi } from 'vitest';
import type { ChatModel, ChatRequest, ModelEvent } from './chat-model.ts';

/** What a model says: words in these pieces, then perhaps a call of the tool with this JSON, in pieces too. */
export type ChatScene = {
  readonly pieces: readonly string[];
  readonly tool?: { readonly name: string; readonly input: readonly string[] };
  readonly ends?: 'end' | 'tool' | 'length' | 'filtered';
};

export const CHAT_FAULTS = ['exception frame', 'reset', 'destroy', 'stall', 'truncated frame', 'bad CRC', '429', '503', 'empty'] as const;
export type ChatFault = (typeof CHAT_FAULTS)[number];

export type ChatModelOnWire = {
  readonly model: ChatModel;
  /** The bodies that went over the wire. */
  readonly bodies: () => string[];
  /** What goes wrong with each of the next `times` requests, or with all, after so many pieces. */
  readonly fail: (does: ChatFault | 'endless', after: number, times?: number) => void;
  /** Answers whose reader went away. */
  readonly dropped: () => number;
};

const REQUEST: ChatRequest = {
  system: 'You answer from passages.',
  messages: [
    {
      role: 'user',
      content: [
        { text: 'Passage: Ms Secretname set the proxy.', untrusted: true },
        { text: 'Question: how?', untrusted: true },
      ],
    },
  ],
  maxTokens: 321,
};
const TOOL: ChatRequest['tool'] = {
  name: 'create_support_ticket',
  description: 'Offers a ticket.',
  schema: { type: 'object', properties: { subject: { type: 'string' } }, required: ['subject'] },
};

/** What every ChatModel keeps to. `faults` are those that its protocol knows; `silenceMs` of the model must be short. */
export function describeChatModel(
  name: string,
  make: (scene: ChatScene) => Promise<ChatModelOnWire>,
  faults: readonly ChatFault[] = CHAT_FAULTS,
): void {
  const words: ChatScene = { pieces: ['Set `proxy.host`', ' to the host', ' of the proxy – naïvely. [1]'] };
  const never = new AbortController().signal;

  describe(`${name} keeps the promises of ChatModel`, () => {
    test('gives the words as they come and the tokens at the end', async () => {
      const { model } = await make(words);
      const events = await Array.fromAsync(model.stream(REQUEST, never));
      expect(events).toEqual([
        ...words.pieces.map((text) => ({ type: 'text', text })),
        { type: 'end', reason: 'end', inputTokens: 11, outputTokens: 7 },
      ]);
    });

    test('sends task, messages and limit, and no tools where none is offered', async () => {
      const { model, bodies } = await make(words);
      await Array.fromAsync(model.stream(REQUEST, never));
      const [body = ''] = bodies();
      for (const part of [REQUEST.system, 'Ms Secretname set the proxy.', 'Question: how?', '321']) expect(body).toContain(part);
      expect(body).not.toMatch(/tool/i);
    });

    test('joins the pieces of a tool call and reads them once', async () => {
      const { model, bodies } = await make({
        pieces: ['I will offer one.'],
        tool: { name: 'create_support_ticket', input: ['{"sub', 'ject": "No lo', 'gs: é"}'] },
        ends: 'tool',
      });
      const events = await Array.fromAsync(model.stream({ ...REQUEST, tool: TOOL! }, never));
      expect(events.slice(1)).toEqual([
        { type: 'tool', name: 'create_support_ticket', input: { subject: 'No logs: é' } },
        { type: 'end', reason: 'tool', inputTokens: 11, outputTokens: 7 },
      ]);
      expect(bodies()[0]).toContain('Offers a ticket.');
    });

    test('reads a tool call without input as an empty object, and throws at one that is no JSON', async () => {
      const empty = await make({ pieces: [], tool: { name: 'create_support_ticket', input: [] }, ends: 'tool' });
      expect(await Array.fromAsync(empty.model.stream({ ...REQUEST, tool: TOOL! }, never))).toContainEqual({
        type: 'tool',
        name: 'create_support_ticket',
        input: {},
      });
      const broken = await make({ pieces: [], tool: { name: 'create_support_ticket', input: ['{"subject": '] }, ends: 'tool' });
      await expect(Array.fromAsync(broken.model.stream({ ...REQUEST, tool: TOOL! }, never))).rejects.toMatchObject({
        name: 'UpstreamFailed',
      });
    });

    test.each(['length', 'filtered'] as const)('says that an answer ended as %s', async (ends) => {
      const { model } = await make({ ...words, ends });
      expect((await Array.fromAsync(model.stream(REQUEST, never))).at(-1)).toMatchObject({ type: 'end', reason: ends });
    });

    test.each(faults)('%s after the first words: those came, then it throws, and is not asked again', async (fault) => {
      if (fault === '429' || fault === '503' || fault === 'empty') return;
      const { model, bodies, fail } = await make(words);
      fail(fault, 2);
      const { events, error } = await drain(model.stream(REQUEST, never));
      expect(events.map((event) => event.type)).not.toContain('end');
      expect(events[0]).toEqual({ type: 'text', text: words.pieces[0] });
      expect(error).toMatchObject({ name: expect.stringMatching(/^(UpstreamFailed|LimitReached)$/) });
      expect(String(error)).not.toContain('Secretname');
      expect(bodies()).toHaveLength(1);
    });

    test.each(faults)('%s before the first word once: it is asked again', async (fault) => {
      const { model, bodies, fail } = await make(words);
      fail(fault, 0, 1);
      const { events, error } = await drain(model.stream(REQUEST, never));
      expect(error).toBeNull();
      expect(events.at(-1)).toMatchObject({ type: 'end', reason: 'end' });
      expect(bodies()).toHaveLength(2);
    });

    test.each(faults)('%s all along: it throws once, within a bound of requests', async (fault) => {
      const { model, bodies, fail } = await make(words);
      fail(fault, 0);
      const { events, error } = await drain(model.stream(REQUEST, never));
      expect(events).toEqual([]);
      expect(error).toMatchObject(
        fault === '429'
          ? { name: 'LimitReached', code: 'rate_limited' }
          : { name: expect.stringMatching(/^(UpstreamFailed|LimitReached)$/) },
      );
      expect(bodies().length).toBeGreaterThan(1);
      expect(bodies().length).toBeLessThanOrEqual(6);
    });

    test('stops within a second when the reader goes, upstream too, and throws the reason', async () => {
      const { model, fail, dropped } = await make(words);
      fail('endless', 1);
      const leaving = new AbortController();
      const started = performance.now();
      const events: ModelEvent[] = [];
      const read = async () => {
        for await (const event of model.stream(REQUEST, leaving.signal)) {
          events.push(event);
          leaving.abort(new Error('gone'));
        }
      };
      await expect(read()).rejects.toThrow('gone');
      await vi.waitFor(() => expect(dropped()).toBe(1), { timeout: 1_000 });
      expect(performance.now() - started).toBeLessThan(5_000);
      expect(events).toHaveLength(1);
    });

    test('stops upstream when the reader breaks off without a signal', async () => {
      const { model, fail, dropped } = await make(words);
      fail('endless', 1);
      for await (const _ of model.stream(REQUEST, never)) break;
      await vi.waitFor(() => expect(dropped()).toBe(1), { timeout: 1_000 });
    });

    test('asks nobody when it was stopped before', async () => {
      const { model, bodies } = await make(words);
      await expect(Array.fromAsync(model.stream(REQUEST, AbortSignal.abort(new Error('gone'))))).rejects.toThrow('gone');
      expect(bodies()).toEqual([]);
    });
  });
}

async function drain(stream: AsyncIterable<ModelEvent>): Promise<{ events: ModelEvent[]; error: unknown }> {
  const events: ModelEvent[] = [];
  try {
    for await (const event of stream) events.push(event);
    return { events, error: null };
  } catch (error) {
    return { events, error };
  }
}
