import { describe, expect, test } from 'vitest';
import type { Model, ModelRequest } from './model.ts';

/** What a service does with one request. */
export type ModelScene =
  | { readonly answer: unknown }
  | { readonly text: string }
  /** Refuses requests that are bound to a schema, and answers `{"word":"in words"}` to others. */
  | 'no-schema'
  | 'throttled'
  | 'broken'
  /** Half an answer, then nothing. */
  | 'cut'
  | 'silent'
  | 'too-long'
  | 'refused'
  | 'denied'
  | 'question-too-long';

export type ModelOnWire = {
  readonly model: Model;
  /** The bodies that went over the wire. */
  readonly bodies: () => string[];
  /** Fulfilled when the client has left the first request. */
  readonly left: () => Promise<string> | undefined;
};

const request: ModelRequest = {
  system: 'You spell words.',
  prompt: 'Spell the word that Ms Secretname asked for.',
  schema: { type: 'object', properties: { word: { type: 'string' } }, required: ['word'], additionalProperties: false },
  maxTokens: 321,
};

/** What every Model keeps to. `make` gives one whose service plays the scenes, one a request, the last again and again. */
export function describeModel(name: string, make: (scenes: readonly ModelScene[], timeoutMs?: number) => Promise<ModelOnWire>): void {
  const answer: ModelScene = { answer: { word: 'yes' } };

  describe(`${name} keeps the promises of Model`, () => {
    test('gives the JSON that the model wrote, and counts tokens', async () => {
      const { model } = await make([answer]);
      expect(await model.generate(request)).toEqual({ output: { word: 'yes' }, inputTokens: 11, outputTokens: 7 });
    });

    test('sends task, question, schema and limit, and no tools', async () => {
      const { model, bodies } = await make([answer]);
      await model.generate(request);
      const [body = ''] = bodies();
      for (const part of [request.system, request.prompt, 'additionalProperties', '321']) expect(body).toContain(part);
      expect(body).not.toMatch(/tool|function_call/i);
    });

    test.each(['throttled', 'broken', 'cut'] as const)('tries again when it was %s', async (scene) => {
      const { model, bodies } = await make([scene, answer]);
      expect((await model.generate(request)).output).toEqual({ word: 'yes' });
      expect(bodies()).toHaveLength(2);
    });

    test('takes JSON in a fence, and asks once more for what is none', async () => {
      const fenced = await make([{ text: '```json\n{"word":"yes"}\n```' }]);
      expect((await fenced.model.generate(request)).output).toEqual({ word: 'yes' });
      const { model, bodies } = await make([{ text: 'Sure! The word is yes.' }, answer]);
      expect(await model.generate(request)).toEqual({ output: { word: 'yes' }, inputTokens: 22, outputTokens: 14 });
      expect(bodies()[1]).toContain('Sure! The word is yes.');
    });

    test('gives up when that is no JSON either', async () => {
      const { model, bodies } = await make([{ text: '{"word": "ye' }]);
      await expect(model.generate(request)).rejects.toMatchObject({ name: 'UpstreamFailed' });
      expect(bodies()).toHaveLength(2);
    });

    test('says the schema in words to a model that cannot be bound to one, and remembers', async () => {
      const { model, bodies } = await make(['no-schema']);
      expect((await model.generate(request)).output).toEqual({ word: 'in words' });
      expect((await model.generate(request)).output).toEqual({ word: 'in words' });
      expect(bodies()).toHaveLength(3);
      expect(bodies()[2]).toContain('additionalProperties');
    });

    test.each([
      ['throttled', { name: 'LimitReached', code: 'rate_limited' }],
      ['broken', { name: 'UpstreamFailed', retryable: true }],
      ['too-long', { name: 'LimitReached', code: 'too_large' }],
      ['question-too-long', { name: 'LimitReached', code: 'too_large' }],
      ['refused', { name: 'UpstreamFailed', retryable: false }],
      ['denied', { name: 'UpstreamFailed', retryable: false }],
    ] as const)('ends as %s, and says nothing of the prompt', async (scene, error) => {
      const { model, bodies } = await make([scene]);
      const failure = await model.generate(request).then(
        () => null,
        (thrown: Error) => thrown,
      );
      expect(failure).toMatchObject(error);
      expect(failure?.message).not.toContain('Secretname');
      // What asking again does not change is asked at most once more: without the schema.
      if (scene !== 'throttled' && scene !== 'broken') expect(bodies().length).toBeLessThanOrEqual(2);
    });

    test('ends within its time when no answer comes', async () => {
      const { model } = await make(['silent'], 400);
      const start = performance.now();
      await expect(model.generate(request)).rejects.toMatchObject({ name: 'UpstreamFailed', retryable: true });
      expect(performance.now() - start).toBeLessThan(3_000);
    });

    test('ends within its time when it is throttled all along', async () => {
      const { model } = await make(['throttled'], 300);
      const start = performance.now();
      await expect(model.generate(request)).rejects.toMatchObject({ name: expect.stringMatching(/^(LimitReached|UpstreamFailed)$/) });
      expect(performance.now() - start).toBeLessThan(3_000);
    });

    test.each(['silent', 'throttled'] as const)(
      'an abort while it is %s throws its reason and ends the call at the service',
      async (scene) => {
        const { model, bodies, left } = await make([scene]);
        const controller = new AbortController();
        const reason = new Error('the visitor has left');
        const failure = expect(model.generate(request, controller.signal)).rejects.toBe(reason);
        while (!bodies().length) await new Promise((resolve) => setTimeout(resolve, 5));
        controller.abort(reason);
        await failure;
        if (scene === 'silent') expect(await left()).toBe('left');
        expect(bodies()).toHaveLength(1);
      },
    );

    test('asks nobody when it is aborted before', async () => {
      const { model, bodies } = await make([answer]);
      const reason = new Error('the visitor has left');
      await expect(model.generate(request, AbortSignal.abort(reason))).rejects.toBe(reason);
      expect(bodies()).toHaveLength(0);
    });

    test('says when nobody is there', async () => {
      const { model } = await make([], 3_000);
      await expect(model.generate(request)).rejects.toMatchObject({ name: 'UpstreamFailed', retryable: true });
    });
  });
}
