import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { describeModel, type ModelScene } from '#core/ports/model.contract.ts';
import { chatServer } from './fixtures/chat-server.ts';
import { openAiModel } from './model.ts';

const request = { system: 'Spell.', prompt: 'Which word?', schema: { type: 'object' }, maxTokens: 50 };

describeModel('An OpenAI-compatible server', async (scenes: readonly ModelScene[], timeoutMs?: number) => {
  const server = scenes.length ? await chatServer(scenes) : null;
  const baseUrl = `${server?.url ?? 'http://127.0.0.1:1'}/v1/`;
  const model = openAiModel({ baseUrl, model: 'test', apiKey: 'sk-test', ...(timeoutMs ? { timeoutMs } : {}) });
  return { model, bodies: () => server?.seen.map(({ body }) => body) ?? [], left: () => server?.seen[0]?.ended };
});

/** A server that answers as it is told, and what it was asked. */
async function answering(...answers: readonly { status: number; headers?: Record<string, string>; body: string }[]) {
  const seen: { url: string | undefined; authorization: string | undefined }[] = [];
  const server = createServer((incoming, response) => {
    const { status, headers, body } = answers[Math.min(seen.length, answers.length - 1)]!;
    seen.push({ url: incoming.url, authorization: incoming.headers.authorization });
    incoming.resume().on('end', () => response.writeHead(status, headers).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { model: openAiModel({ baseUrl: `${origin}/v1`, model: 'test', apiKey: 'sk-test', timeoutMs: 5_000 }), seen };
}
const completion = (content: string) => JSON.stringify({ choices: [{ finish_reason: 'stop', message: { content } }] });

test('asks at its address with its key, and without one where there is none', async () => {
  const { model, seen } = await answering({ status: 200, body: completion('{}') });
  expect(await model.generate(request)).toEqual({ output: {}, inputTokens: 0, outputTokens: 0 });
  expect(seen).toEqual([{ url: '/v1/chat/completions', authorization: 'Bearer sk-test' }]);
});

test('waits as long as the server asks, if that is within its time', async () => {
  const { model, seen } = await answering(
    { status: 429, headers: { 'retry-after': '1' }, body: '{}' },
    { status: 200, body: completion('{}') },
  );
  const start = performance.now();
  await model.generate(request);
  expect(performance.now() - start).toBeGreaterThanOrEqual(990);
  expect(seen).toHaveLength(2);
  const late = await answering({ status: 429, headers: { 'retry-after': '600' }, body: '{}' });
  await expect(late.model.generate(request)).rejects.toMatchObject({ name: 'LimitReached', code: 'rate_limited', retryAfterSeconds: 600 });
  expect(late.seen).toHaveLength(1);
});

test('an abort ends a wait that the server asked for', async () => {
  const { model, seen } = await answering({ status: 429, headers: { 'retry-after': '4' }, body: '{}' });
  const controller = new AbortController();
  const reason = new Error('the visitor has left');
  const failure = model.generate(request, controller.signal).catch((error: unknown) => error);
  while (!seen.length) await sleep(5);
  await sleep(100);
  controller.abort(reason);
  expect(await Promise.race([failure, sleep(1_000, 'still waiting', { ref: false })])).toBe(reason);
});

test('does not wait for a spent account', async () => {
  const { model, seen } = await answering({ status: 429, body: '{"error":{"code":"insufficient_quota","type":"insufficient_quota"}}' });
  await expect(model.generate(request)).rejects.toMatchObject({ name: 'LimitReached', code: 'budget_spent' });
  expect(seen).toHaveLength(1);
});

test('carries neither key nor mail along a redirect', async () => {
  const { model, seen } = await answering({ status: 307, headers: { location: '/elsewhere' }, body: '' });
  await expect(model.generate(request)).rejects.toMatchObject({ name: 'UpstreamFailed', retryable: false });
  expect(seen.map(({ url }) => url)).toEqual(['/v1/chat/completions']);
});

test.each([
  ['HTML', '<h1>Welcome</h1>', true],
  ['JSON of another kind', '{"choices":[]}', false],
  ['an answer of many megabytes', completion('x'.repeat(5_000_000)), undefined],
])('survives %s', async (_, body, retryable) => {
  const { model } = await answering({ status: 200, body });
  await expect(model.generate(request)).rejects.toMatchObject(
    retryable === undefined ? { code: 'too_large' } : { name: 'UpstreamFailed', retryable },
  );
});

test.each([
  [404, /no `test` or no such address/],
  [403, /check MODEL_API_KEY/],
  [418, /status 418/],
])('names what is wrong with status %i', async (status, message) => {
  const { model } = await answering({ status, body: 'not JSON' });
  await expect(model.generate(request)).rejects.toThrow(message);
});
