import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWireAccount } from '#core/aws/fixtures/wire-account.ts';
import { formatArticles } from '#core/domain/article-csv.ts';
import { noProgress } from '#core/ports/progress.ts';
import { someArticles } from './fixtures/open-ports.ts';
import { ingest } from './ingest.ts';
import { rollback } from './rollback.ts';
import type { IngestPorts } from './steps.ts';

/** A managed agent, which does not read the row that says what serves. */
let account: Awaited<ReturnType<typeof openWireAccount>>;
let ports: IngestPorts;
const FAST = { pollMs: 0, retryMs: 0 };
const refresh = () => ingest({}, ports, FAST);
const write = (edition: string) =>
  account.files.write('web_docs.csv', formatArticles(someArticles().map((one) => ({ ...one, body: `${one.body} ${edition}` }))));
/** What serves, and what the agent answers from. */
const sides = async () => [(await account.serving.current())?.side, ...account.supportAgent.answersFrom()];

beforeEach(async () => {
  account = await openWireAccount({ maxAttempts: 2 });
  ports = { ...account, progress: noProgress };
  await write('first');
  await refresh();
  await write('second');
});
afterEach(() => account.close());

test('moves with each promotion, and back with a rollback', async () => {
  expect(await sides()).toEqual(['blue', 'KBBLUE0000']);
  expect(await refresh()).toMatchObject({ status: 'promoted', version: 2 });
  expect(await sides()).toEqual(['green', 'KBGREEN000']);
  expect(await rollback(undefined, ports)).toMatchObject({ version: 3, how: 'flipped' });
  expect(await sides()).toEqual(['blue', 'KBBLUE0000']);
});

test('that cannot move keeps the version from being promoted; mended, the next run promotes', async () => {
  account.wire.fail({ action: 'UpdateAgentAlias', does: 'denied' });
  const report = await refresh();
  expect(report).toMatchObject({ status: 'failed', version: 1 });
  expect(report.reason).toMatch(/may call bedrock:UpdateAgentAlias on the agent AGENT00001/);
  expect(await sides()).toEqual(['blue', 'KBBLUE0000']);
  account.wire.mend();
  expect(await refresh()).toMatchObject({ status: 'promoted', version: 2 });
  expect(await sides()).toEqual(['green', 'KBGREEN000']);
});

test('goes back when the row cannot be written', async () => {
  account.wire.fail({ action: 'PutItem', does: 'denied' });
  expect(await refresh()).toMatchObject({ status: 'failed', version: 1 });
  expect(await sides()).toEqual(['blue', 'KBBLUE0000']);
});

test('that a killed promotion left on the idle side goes back before that side is written to', async () => {
  await account.agentSwitch.serveFrom('green');
  account.wire.seen.splice(0);
  expect(await refresh()).toMatchObject({ status: 'promoted', version: 2 });
  const order = account.wire.actions(/^UpdateAgentAlias|^PutObject \/acme-kb\/kb\/green\/web_docs\/00.csv$/);
  expect(order.map((text) => text.split(' ')[0])).toEqual(['UpdateAgentAlias', 'PutObject', 'UpdateAgentAlias']);
  expect(await sides()).toEqual(['green', 'KBGREEN000']);
});

test('stays with the row when that was written and its answer lost', async () => {
  const { promote } = account.serving;
  const serving = {
    ...account.serving,
    promote: async (next: Parameters<typeof promote>[0]) => {
      await promote(next);
      throw new Error('the line is cut');
    },
  };
  await expect(ingest({}, { ...ports, serving }, FAST)).rejects.toThrow('the line is cut');
  expect(await sides()).toEqual(['green', 'KBGREEN000']);
});
