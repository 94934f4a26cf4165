import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { InvalidInput, LimitReached, UpstreamFailed } from './errors.ts';
import { type LiveLimits, liveStream } from './live-stream.ts';

/** A stream of numbers; each attempt is one of these, in turn, the last again and again. */
async function read(attempts: readonly ((signal: AbortSignal) => AsyncIterable<readonly number[]>)[], limits: LiveLimits = {}) {
  const signals: AbortSignal[] = [];
  const open = (signal: AbortSignal) => {
    signals.push(signal);
    return attempts[Math.min(signals.length, attempts.length) - 1]!(signal);
  };
  const given: number[] = [];
  const call = { firstPauseMs: 1, ...limits, service: 'the test', open, toError: (error: unknown) => error as Error };
  try {
    for await (const event of liveStream(call, AbortSignal.timeout(10_000))) given.push(event);
    return { given, signals };
  } catch (error) {
    return { given, signals, error };
  }
}
async function* whole() {
  yield [1, 2];
}
const failing = (error: Error) =>
  async function* (): AsyncGenerator<readonly number[]> {
    yield [];
    throw error;
  };

test('a sign of life is no event: what fails behind it is tried again', async () => {
  const { given, signals } = await read([failing(new UpstreamFailed('broken')), whole]);
  expect(given).toEqual([1, 2]);
  expect(signals).toHaveLength(2);
});

test('every attempt is ended, however it went', async () => {
  const { signals } = await read([failing(new UpstreamFailed('broken')), whole]);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
});

test.each([
  ['a failure that stays', new UpstreamFailed('wrong', { retryable: false })],
  ['a question that is too long', new LimitReached('too long', 'too_large')],
  ['wrong use', new InvalidInput('wrong')],
])('%s is not tried again', async (_case, thrown) => {
  const { error, signals } = await read([failing(thrown)]);
  expect(error).toBe(thrown);
  expect(signals).toHaveLength(1);
});

test('who asks to wait for longer than there is time is not asked again', async () => {
  const thrown = new LimitReached('wait', 'rate_limited', 60);
  const { error, signals } = await read([failing(thrown)], { totalMs: 5_000 });
  expect(error).toBe(thrown);
  expect(signals).toHaveLength(1);
});

test('signs of life do not keep a stream for ever', async () => {
  async function* endless(signal: AbortSignal) {
    while (!signal.aborted) {
      yield [];
      await sleep(20);
    }
  }
  const { error } = await read([endless], { totalMs: 200, silenceMs: 10_000 });
  expect(error).toMatchObject({
    name: 'UpstreamFailed',
    retryable: true,
    message: 'the test has not finished after 0.2 s; run it again later',
  });
});

test('a reader that takes its time is no silence', async () => {
  async function* quick() {
    yield [1];
    yield [2];
  }
  const call = { service: 'the test', open: quick, toError: (error: unknown) => error as Error, silenceMs: 50 };
  const given: number[] = [];
  for await (const event of liveStream(call, AbortSignal.timeout(10_000))) {
    await sleep(120);
    given.push(event);
  }
  expect(given).toEqual([1, 2]);
});
