import { describe, expect, test } from 'vitest';
import type { ChatModel, ChatRequest, ModelEvent } from './chat-model.ts';

/** What a service answers to one request. */
export type ChatScene = {
  readonly text?: readonly string[];
  readonly tool?: { readonly name: string; readonly input: readonly string[] };
  readonly reason?: 'end' | 'tool' | 'length' | 'filtered' | 'broken';
  /** What goes wrong; after so many of the protocol's frames. */
  readonly fault?: {
    readonly does: 'throttled' | 'unavailable' | 'denied' | 'stall' | 'destroy' | 'empty';
    readonly after?: number;
    readonly times?: number;
  };
};

export type ChatModelOnWire = {
  readonly model: ChatModel;
  /** The requests that went over the wire, and how their answers ended. */
  readonly requests: () => readonly { readonly body: string; readonly ended: Promise<string> }[];
};

const tool = {
  name: 'create_support_ticket',
  description: 'Offers a ticket.',
  schema: { type: 'object', properties: { subject: { type: 'string' } }, required: ['subject'], additionalProperties: false },
};
export const chatRequest: ChatRequest = {
  system: 'You answer from passages.',
  messages: [
    { role: 'user', content: [{ text: 'Hello.', untrusted: true }] },
    { role: 'assistant', content: [{ text: 'Good morning.', untrusted: false }] },
    {
      role: 'user',
      content: [
        { text: 'Answer the question.', untrusted: false },
        { text: 'What did Ms Secretname ask?', untrusted: true },
      ],
    },
  ],
  maxTokens: 321,
};
/** An abort has reached the service, or a wait was too long. */
const SOON_MS = 1_000;

/** What every ChatModel keeps to. `make` gives one whose service answers as the scene says. */
export function describeChatModel(name: string, make: (scene: ChatScene) => Promise<ChatModelOnWire>): void {
  const ask = (model: ChatModel, request = chatRequest) => read(model.stream(request, AbortSignal.timeout(20_000)));
  const end = { type: 'end', reason: 'end', inputTokens: 11, outputTokens: 7 };

  describe(`${name} keeps the promises of ChatModel`, () => {
    test('gives the text as it is written, and one end with the tokens that were counted', async () => {
      const { model } = await make({ text: ['Set `proxy.host`', ' and restart [1].'] });
      const { events, error } = await ask(model);
      expect(error).toBeUndefined();
      expect(events).toEqual([{ type: 'text', text: 'Set `proxy.host`' }, { type: 'text', text: ' and restart [1].' }, end]);
    });

    test('sends task, history and limit, and no tools where none is offered', async () => {
      const { model, requests } = await make({ text: ['Yes.'] });
      await ask(model);
      const { body } = requests()[0]!;
      for (const part of ['You answer from passages.', 'Good morning.', 'What did Ms Secretname ask?', '321']) expect(body).toContain(part);
      expect(body).not.toMatch(/tool|function/i);
    });

    test('gives a call of the tool, its input in pieces parsed once', async () => {
      const { model, requests } = await make({
        text: ['One moment.'],
        tool: { name: tool.name, input: ['{"sub', 'ject":"A \\u00e', '9 {', '"}'] },
      });
      const { events } = await ask(model, { ...chatRequest, tool });
      expect(events).toEqual([
        { type: 'text', text: 'One moment.' },
        { type: 'tool', name: tool.name, input: { subject: 'A é {' } },
        { ...end, reason: 'tool' },
      ]);
      for (const part of [tool.name, tool.description, 'additionalProperties']) expect(requests()[0]!.body).toContain(part);
    });

    test('takes a call without input for one with an empty object', async () => {
      const { model } = await make({ tool: { name: tool.name, input: [] } });
      const { events } = await ask(model, { ...chatRequest, tool });
      expect(events[0]).toEqual({ type: 'tool', name: tool.name, input: {} });
    });

    test('throws for a call whose input is no JSON, and gives no end', async () => {
      const { model } = await make({ text: ['One moment.'], tool: { name: tool.name, input: ['{"subject": Ms Secretname'] } });
      const { events, error } = await ask(model, { ...chatRequest, tool });
      expect(events).toEqual([{ type: 'text', text: 'One moment.' }]);
      expect(error).toMatchObject({ name: 'UpstreamFailed' });
      expect((error as Error).message).not.toContain('Secretname');
    });

    test('keeps a character whole that comes in two pieces', async () => {
      const { model } = await make({ text: ['Good \ud83d', '\udc4d morning', ' \u00e4\ud83d'] });
      const { events } = await ask(model);
      const texts = events.flatMap((event) => (event.type === 'text' ? [event.text] : []));
      expect(texts.join('')).toBe('Good \u{1f44d} morning \u00e4');
      for (const text of texts) expect(text.isWellFormed()).toBe(true);
    });

    test.each(['length', 'filtered'] as const)('tells that an answer ends early: %s', async (reason) => {
      const { model } = await make({ text: ['Set the'], reason });
      const { events, error } = await ask(model);
      expect(error).toBeUndefined();
      expect(events).toEqual([
        { type: 'text', text: 'Set the' },
        { ...end, reason },
      ]);
    });

    test('gives no call whose input was cut at the limit', async () => {
      const { model } = await make({ tool: { name: tool.name, input: ['{"subj'] }, reason: 'length' });
      const { events } = await ask(model, { ...chatRequest, tool });
      expect(events).toEqual([{ ...end, reason: 'length' }]);
    });

    test('throws for a way to end that is none', async () => {
      const { model } = await make({ text: ['Set the'], reason: 'broken' });
      const { events, error } = await ask(model);
      expect(events).toEqual([{ type: 'text', text: 'Set the' }]);
      expect(error).toMatchObject({ name: 'UpstreamFailed' });
    });

    test.each(['throttled', 'unavailable', 'destroy', 'empty'] as const)(
      'tries again where it was %s before the first event',
      async (does) => {
        const { model, requests } = await make({ text: ['Yes.'], fault: { does, times: 2 } });
        const { events } = await ask(model);
        expect(events).toEqual([{ type: 'text', text: 'Yes.' }, end]);
        expect(requests()).toHaveLength(3);
      },
    );

    test.each([
      ['throttled', 4, { name: 'LimitReached', code: 'rate_limited' }],
      ['unavailable', 4, { name: 'UpstreamFailed', retryable: true }],
      ['denied', 1, { name: 'UpstreamFailed', retryable: false }],
    ] as const)('ends as %s after %i requests, and says nothing of the question', async (does, count, expected) => {
      const { model, requests } = await make({ fault: { does } });
      const { events, error } = await ask(model);
      expect(events).toEqual([]);
      expect(error).toMatchObject(expected);
      expect((error as Error).message).not.toContain('Secretname');
      expect(requests()).toHaveLength(count);
    });

    test.each(['before', 'after'] as const)(
      'an abort %s the first event throws its reason and ends the call at the service',
      async (when) => {
        const { model, requests } = await make({ text: ['One', 'two'], fault: { does: 'stall', after: when === 'before' ? 0 : 3 } });
        const controller = new AbortController();
        const reason = new Error('the visitor has left');
        const events: ModelEvent[] = [];
        const stop = async () => {
          while (!requests().length) await new Promise((resolve) => setTimeout(resolve, 5));
          controller.abort(reason);
        };
        if (when === 'before') void stop();
        const reading = async () => {
          for await (const event of model.stream(chatRequest, controller.signal)) {
            events.push(event);
            controller.abort(reason);
          }
        };
        await expect(reading()).rejects.toBe(reason);
        expect(events).toHaveLength(when === 'before' ? 0 : 1);
        expect(await Promise.race([requests()[0]!.ended, tooLate()])).toBe('left');
      },
    );

    test('asks nobody when it is aborted before', async () => {
      const { model, requests } = await make({ text: ['Yes.'] });
      const reason = new Error('the visitor has left');
      await expect(read(model.stream(chatRequest, AbortSignal.abort(reason)))).resolves.toEqual({ events: [], error: reason });
      expect(requests()).toHaveLength(0);
    });

    test('a reader who leaves ends the call at the service', async () => {
      const { model, requests } = await make({ text: ['One', 'two'], fault: { does: 'stall', after: 3 } });
      for await (const event of model.stream(chatRequest, AbortSignal.timeout(20_000))) if (event.type === 'text') break;
      expect(await Promise.race([requests()[0]!.ended, tooLate()])).toBe('left');
    });
  });
}

/** The events of a stream, and what it threw in the end. */
export async function read<Event>(stream: AsyncIterable<Event>): Promise<{ events: Event[]; error?: unknown }> {
  const events: Event[] = [];
  try {
    for await (const event of stream) events.push(event);
    return { events };
  } catch (error) {
    return { events, error };
  }
}

function tooLate(): Promise<string> {
  return new Promise((resolve) => setTimeout(resolve, SOON_MS, 'still open').unref());
}
