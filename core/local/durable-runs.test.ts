import { fork } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DurableContext, withDurableExecution } from '@aws/durable-execution-sdk-js';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Log } from '#core/ports/log.ts';
import { openDatabase } from './database.ts';
import { driveDurableRuns, localDurableRuns } from './durable-runs.ts';
import { temporaryFolder } from './fixtures/temporary.ts';
import { randomIds, systemClock } from './system.ts';

const quiet: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** A backend on its own database, with a handler that works on its runs. */
function backend(handler: (input: never, context: DurableContext) => Promise<unknown>, folder = temporaryFolder()) {
  const database = openDatabase(folder);
  let ahead = 0;
  const clock = { now: () => new Date(systemClock.now().getTime() + ahead) };
  const runs = localDurableRuns(database, clock, randomIds);
  const results: unknown[] = [];
  const traced = async (input: never, context: DurableContext) => {
    const result = await handler(input, context);
    results.push(result);
    return result;
  };
  const drive = () => {
    const driver = driveDurableRuns({
      database,
      clock,
      ids: randomIds,
      log: quiet,
      handler: (client) => withDurableExecution(traced, { durableExecutionClient: client }),
    });
    onTestFinished(() => driver.close());
    return driver;
  };
  return {
    runs,
    results,
    drive,
    folder,
    database,
    advance: (ms: number) => {
      ahead += ms;
    },
  };
}

const until = (condition: () => unknown) => vi.waitFor(() => expect(condition()).toBeTruthy(), { timeout: 8_000, interval: 20 });

test('runs each step once over several calls, with a callback between them', async () => {
  const called: string[] = [];
  let callbackId = '';
  const { runs, results, drive } = backend(async (input: { topic: string }, context) => {
    const found = await context.step('research', async () => {
      called.push('research');
      return `${input.topic}: found`;
    });
    const decision = await context.waitForCallback('approval', async (id) => {
      called.push('asked');
      callbackId = id;
    });
    return context.step('publish', async () => {
      called.push('publish');
      return `${found}, ${JSON.parse(decision as string).by}`;
    });
  });
  await runs.start('wf-1', { topic: 'proxy' });
  await runs.start('wf-1', { topic: 'another' });
  drive();
  await until(() => callbackId);
  expect(await runs.complete(callbackId, { by: 'ann' })).toBe(true);
  expect(await runs.complete(callbackId, { by: 'bob' })).toBe(false);
  expect(await runs.complete('never given', {})).toBe(false);
  await until(() => results.length);
  expect(results).toEqual(['proxy: found, ann']);
  expect(called).toEqual(['research', 'asked', 'publish']);
});

test('a callback that nobody answers in time throws in the run, and is answered no more', async () => {
  let callbackId = '';
  const keepId = async (id: string) => {
    callbackId = id;
  };
  const { runs, results, drive, advance } = backend(async (_: unknown, context) => {
    try {
      return await context.waitForCallback('approval', keepId, { timeout: { hours: 24 } });
    } catch (error) {
      return (error as Error).name;
    }
  });
  await runs.start('wf-1', {});
  drive();
  await until(() => callbackId);
  await sleep(50);
  advance(24 * 3_600_000 + 1);
  expect(await runs.complete(callbackId, {})).toBe(false);
  await until(() => results.length);
  expect(results).toEqual(['CallbackTimeoutError']);
});

test('tries a failing step again when its time has come', async () => {
  let attempts = 0;
  const { runs, results, drive } = backend((_: unknown, context) =>
    context.step(
      'flaky',
      async () => {
        attempts += 1;
        if (attempts < 3) throw new Error(`attempt ${attempts}`);
        return attempts;
      },
      { retryStrategy: () => ({ shouldRetry: true, delay: { seconds: 1 } }) },
    ),
  );
  await runs.start('wf-1', {});
  drive();
  await until(() => results.length);
  expect(results).toEqual([3]);
});

test('runs side by side, and each child of a parallel once', async () => {
  const { runs, results, drive } = backend(async (input: { n: number }, context) => {
    const squares = await context.map(
      'squares',
      [1, 2, 3],
      (child, value) => child.step(`square ${value}`, async () => value * value * input.n),
      {
        maxConcurrency: 2,
      },
    );
    return squares.getResults();
  });
  await runs.start('wf-1', { n: 1 });
  await runs.start('wf-2', { n: 10 });
  drive();
  await until(() => results.length === 2);
  expect(results).toEqual(
    expect.arrayContaining([
      [1, 4, 9],
      [10, 40, 90],
    ]),
  );
});

test('a killed process loses only the step that it was in', async () => {
  const folder = temporaryFolder();
  const journal = path.join(folder, 'journal');
  writeFileSync(journal, '');
  const { runs } = backend(async () => null, folder);
  await runs.start('wf-1', { journal });
  const script = path.join(import.meta.dirname, 'fixtures/durable-process.ts');
  for (const wanted of ['first', 'second', 'third']) {
    const process = fork(script, [folder]);
    onTestFinished(() => void process.kill('SIGKILL'));
    await until(() => readFileSync(journal, 'utf8').includes(`${wanted} begins`));
    process.kill('SIGKILL');
    await once(process, 'exit');
  }
  appendFileSync(journal, 'go\n');
  const last = fork(script, [folder]);
  onTestFinished(() => void last.kill('SIGKILL'));
  await until(() => readFileSync(journal, 'utf8').includes('all done'));
  const ended = readFileSync(journal, 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('ends'));
  expect(ended).toEqual(['first ends', 'second ends', 'third ends']);
});
