import { expect, test } from 'vitest';
import { openDatabase } from '#core/local/database.ts';
import { localFiles } from '#core/local/files.ts';
import { localGaps } from '#core/local/gaps.ts';
import { localServing } from '#core/local/serving.ts';
import { randomIds, systemClock } from '#core/local/system.ts';
import type { Assistant } from '#core/ports/assistant.ts';
import { noLog } from '#core/ports/log.ts';
import { temporaryFolder } from '../../tests/fixtures/threadwell.ts';
import { provePromoted } from './prove-promoted.ts';

/** Three open questions and an assistant that knows them all; `failing` makes it fail. */
async function home() {
  const folder = temporaryFolder();
  const database = openDatabase(folder);
  const asked: string[] = [];
  const state = { failing: false };
  const assistant: Assistant = {
    async *answer({ text }) {
      if (state.failing) throw new Error('the model is away');
      asked.push(text);
      yield { type: 'delta', text: 'So it is done.' };
      yield { type: 'done', answered: true, citations: [] };
    },
  };
  const gaps = localGaps(database);
  const serving = localServing(database);
  const ports = { gaps, serving, files: localFiles(folder), clock: systemClock, ids: randomIds, log: noLog, assistant };
  for (const id of ['one', 'two', 'three'])
    await gaps.add({
      id,
      question: `How is ${id} done?`,
      why: 'unanswered',
      at: '2026-11-20T10:00:00.000Z',
      sessionId: id,
      turnId: id,
      nearest: [],
    });
  const promote = (version: number) =>
    serving.promote({
      version,
      side: version % 2 ? 'blue' : 'green',
      contentHash: `h${version}`,
      articles: 1,
      promotedAt: new Date().toISOString(),
    });
  return { ports, asked, state, promote };
}

test('asks the open questions again once a version, and before the first one nothing', async () => {
  const { ports, asked, promote } = await home();
  expect(await provePromoted(ports)).toBeNull();
  await promote(1);
  expect(await provePromoted(ports)).toEqual({ replayed: 3, closed: 3, left: 0 });
  expect(await provePromoted(ports)).toBeNull();
  await promote(2);
  expect(await provePromoted(ports)).toEqual({ replayed: 0, closed: 0, left: 0 });
  expect(asked).toHaveLength(3);
});

test('goes on where its time was over', async () => {
  const { ports, asked, promote } = await home();
  await promote(1);
  const one = () => asked.length >= 1;
  expect(await provePromoted(ports, one)).toEqual({ replayed: 1, closed: 1, left: 2 });
  expect(await provePromoted(ports)).toEqual({ replayed: 2, closed: 2, left: 0 });
  expect(new Set(asked).size).toBe(3);
  expect(await provePromoted(ports)).toBeNull();
});

test('a failing assistant is told, and asked again by the next call', async () => {
  const { ports, state, promote } = await home();
  await promote(1);
  state.failing = true;
  await expect(provePromoted(ports)).rejects.toThrow('the model is away');
  state.failing = false;
  expect(await provePromoted(ports)).toEqual({ replayed: 3, closed: 3, left: 0 });
});

test('what cannot be read is asked anew', async () => {
  const { ports, promote } = await home();
  await promote(1);
  await ports.files.write('files/gaps-asked-again.json', 'no JSON');
  expect(await provePromoted(ports)).toEqual({ replayed: 3, closed: 3, left: 0 });
});
