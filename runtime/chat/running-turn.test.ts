import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import { DESERTED_MS, RunningTurn } from './running-turn.ts';

const delta = (text: string): ChatEvent => ({ type: 'delta', text });
beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const never = new AbortController().signal;

async function texts(events: AsyncIterable<ChatEvent>): Promise<string> {
  let all = '';
  for await (const event of events) all += event.type === 'delta' ? event.text : '';
  return all;
}

test('gives each reader all events from the first on, whenever it comes', async () => {
  const turn = new RunningTurn();
  const first = texts(turn.read(never));
  turn.push(delta('a'));
  await Promise.resolve();
  const second = texts(turn.read(never));
  turn.push(delta('b'));
  turn.end();
  expect(await Promise.all([first, second, texts(turn.read(never))])).toEqual(['ab', 'ab', 'ab']);
  expect(turn.signal.aborted).toBe(false);
});

test('stops when the last reader has left for a while, not before', async () => {
  const turn = new RunningTurn();
  const leaving = new AbortController();
  const stayingOne = new AbortController();
  turn.read(stayingOne.signal);
  const left = texts(turn.read(leaving.signal));
  leaving.abort();
  expect(await left).toBe('');
  vi.advanceTimersByTime(DESERTED_MS);
  expect(turn.signal.aborted).toBe(false);
  stayingOne.abort();
  vi.advanceTimersByTime(DESERTED_MS - 1);
  expect(turn.signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(turn.signal.aborted).toBe(true);
});

test('goes on for a reader that comes back in time, and waits as long again when that one leaves', async () => {
  const turn = new RunningTurn();
  const first = new AbortController();
  turn.read(first.signal);
  turn.push(delta('a'));
  first.abort();
  vi.advanceTimersByTime(DESERTED_MS - 1);
  const second = new AbortController();
  const events = turn.read(second.signal);
  vi.advanceTimersByTime(DESERTED_MS);
  expect(turn.signal.aborted).toBe(false);
  expect(await events.next()).toEqual({ done: false, value: delta('a') });
  second.abort();
  vi.advanceTimersByTime(DESERTED_MS - 1);
  expect(turn.signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(turn.signal.aborted).toBe(true);
});

test('leaves no timer behind when it ends deserted', () => {
  const turn = new RunningTurn();
  turn.read(AbortSignal.abort());
  expect(vi.getTimerCount()).toBe(1);
  turn.end();
  expect(vi.getTimerCount()).toBe(0);
});

test('a reader that has left before it began stops the turn too', () => {
  const turn = new RunningTurn();
  turn.read(AbortSignal.abort());
  vi.advanceTimersByTime(DESERTED_MS);
  expect(turn.signal.aborted).toBe(true);
});

test('a turn that has ended is not stopped by readers that leave', async () => {
  const turn = new RunningTurn();
  const reader = new AbortController();
  const events = turn.read(reader.signal);
  turn.end();
  reader.abort();
  expect(await texts(events)).toBe('');
  expect(turn.signal.aborted).toBe(false);
});
