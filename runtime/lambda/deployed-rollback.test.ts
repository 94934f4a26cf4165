import { expect, onTestFinished, test } from 'vitest';
import { describeRollback } from '#core/ports/rollback.contract.ts';
import { openPorts, someArticles } from '../../pipelines/kb-ingest/fixtures/open-ports.ts';
import { ingest } from '../../pipelines/kb-ingest/ingest.ts';
import { deployedRollback } from './deployed-rollback.ts';

/** Versions of so many articles each, and a state machine that keeps what it is told. */
async function withVersions(...counts: readonly number[]) {
  const home = openPorts();
  onTestFinished(() => home.close());
  for (const count of counts) {
    await home.write('web_docs', someArticles(count));
    await ingest({}, home.ports);
  }
  const started: object[] = [];
  const machine = {
    start: async (input: object) => {
      started.push(input);
      return 'run-1';
    },
  };
  return {
    ...home,
    started,
    rollback: deployedRollback(machine, () => home.ports),
    withoutMachine: deployedRollback(null, () => home.ports),
  };
}

describeRollback('deployed', () => withVersions(50, 49));

test('what the other side still holds serves at once', async () => {
  const { rollback, serving, started } = await withVersions(50, 49, 48);
  expect(await rollback.to(2, 'Mira')).toEqual({ status: 'promoted', version: 4 });
  expect(await serving.current()).toMatchObject({ version: 4, articles: 49 });
  expect(started).toEqual([]);
});

test('what no side holds any more is made again by the state machine, which goes on by itself', async () => {
  const { rollback, serving, started } = await withVersions(50, 49, 48);
  expect(await rollback.to(1, 'Mira')).toEqual({ status: 'started', version: null });
  expect(started).toEqual([{ scrape: false, fromVersion: 1, force: 'rollback to version 1', by: 'Mira' }]);
  expect((await serving.current())?.version).toBe(3);
});

test('a function without a state machine says so', async () => {
  const { withoutMachine } = await withVersions(50, 49, 48);
  await expect(withoutMachine.to(1, 'Mira')).rejects.toThrow(/refresh_state_machine_arn/);
});
