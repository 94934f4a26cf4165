import { setImmediate as nextRound } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { answerQueue } from './answer-queue.ts';

test('hears questions that come one in each round of the event loop before the first answer begins, then answers one in a round', async () => {
  const { enter } = answerQueue();
  const heard: string[] = [];
  const begun: Promise<void>[] = [];
  for (let n = 0; n < 10; n += 1) {
    heard.push(`question ${n}`);
    begun.push(enter().then(() => void heard.push(`answer ${n}`)));
    await nextRound();
  }
  await begun[0];
  let rounds = 0;
  const counting = new AbortController();
  const count = async () => {
    for (; !counting.signal.aborted; rounds += 1) await nextRound();
  };
  const counted = count();
  await Promise.all(begun);
  counting.abort();
  await counted;
  expect(heard.map((word) => word.split(' ')[0])).toEqual([...Array(10).fill('question'), ...Array(10).fill('answer')]);
  expect(heard.at(-1)).toBe('answer 9');
  expect(rounds).toBeGreaterThanOrEqual(9);
});

test('begins answers even when questions never stop coming', async () => {
  const { enter } = answerQueue();
  let hasBegun = false;
  enter().then(() => {
    hasBegun = true;
  });
  for (let round = 0; round < 1_000 && !hasBegun; round += 1) {
    void enter();
    await nextRound();
  }
  expect(hasBegun).toBe(true);
});
