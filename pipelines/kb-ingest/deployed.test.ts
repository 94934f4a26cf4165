import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { STATE_MACHINE_ARN, stepFunctionsService } from '#core/aws/fixtures/step-functions-server.ts';
import { openWireAccount } from '#core/aws/fixtures/wire-account.ts';
import { wireServer } from '#core/aws/fixtures/wire-server.ts';
import { parseStack } from '#core/aws/stack.ts';
import { openAwsIngestPorts } from '#core/aws-ingest-ports.ts';
import type { Article } from '#core/domain/article.ts';
import { formatArticles } from '#core/domain/article-csv.ts';
import { deployedRefresh } from './fixtures/deployed-refresh.ts';
import { someArticles } from './fixtures/open-ports.ts';
import { ingestCommand, rollbackCommand } from './main.ts';

/** The whole road on AWS: command line → Step Functions → refresh.asl.json → our function → S3, Bedrock and DynamoDB, each over HTTP. */
let account: Awaited<ReturnType<typeof openWireAccount>>;
let states: Awaited<ReturnType<typeof wireServer>>;
let sfn: ReturnType<typeof stepFunctionsService>;
let handler: typeof import('./lambda.ts').handler;
let notices: readonly Record<string, string>[];
let shown: string[];
const write = (articles: readonly Article[]) => account.files.write('web_docs.csv', formatArticles(articles));
const changeOne = (edition: string) => someArticles().with(7, { ...someArticles()[7]!, body: `${someArticles()[7]!.body} ${edition}` });

const stackJson = () => {
  const sideOf = ({ id, dataSources }: typeof account.bases.blue) => ({
    id,
    data_sources: { web_docs: dataSources[0]!.id, curated_articles: dataSources[1]!.id },
  });
  return JSON.stringify({
    region: 'eu-central-1',
    bucket: 'acme-kb',
    table: 'acme',
    knowledge_bases: { blue: sideOf(account.bases.blue), green: sideOf(account.bases.green) },
    agent: { id: 'AGENT00001', alias_id: 'ALIAS00001' },
    refresh_state_machine_arn: STATE_MACHINE_ARN,
  });
};

/** A terminal beside the stack: Step Functions has an address of its own here. */
const terminal = () => {
  const progress = {
    step: (name: string) => void shown.push(name),
    at() {},
    end: (result: string) => void shown.push(`  ${result}`),
  };
  const stack = parseStack(stackJson(), 'outputs.json');
  const ports = openAwsIngestPorts({ stack, log: account.log, progress, connection: account.aws, pollMs: 0 });
  const { machine } = openAwsIngestPorts({ stack, log: account.log, connection: { ...account.aws, endpoint: states.endpoint }, pollMs: 0 });
  return { ...ports, machine: machine! };
};
const ingest = (flags = {}) => ingestCommand(flags, terminal());

/** A function of its own for each test, with the stack as it is then. */
async function coldStart() {
  vi.stubEnv('THREADWELL_STACK', stackJson());
  vi.resetModules();
  ({ handler } = await import('./lambda.ts'));
}

beforeEach(async () => {
  account = await openWireAccount({ maxAttempts: 2 });
  shown = [];
  vi.stubEnv('AWS_ENDPOINT_URL', account.wire.endpoint.url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', account.wire.endpoint.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', account.wire.endpoint.secretAccessKey);
  vi.stubEnv('AWS_MAX_ATTEMPTS', '2');
  await coldStart();
  const deployed = deployedRefresh({ aws: account.aws, handler: (call) => handler(call) });
  notices = deployed.notices;
  sfn = stepFunctionsService(deployed);
  states = await wireServer([sfn.service]);
  await write(someArticles());
  expect((await ingest()).report).toMatchObject({ status: 'promoted', version: 1, added: 50 });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await sfn.settled();
  await states.close();
  await account.close();
});

test('one changed article: one shard, both sources read, proven, promoted, told', async () => {
  await write(changeOne('First.'));
  await ingest();
  await write(changeOne('Second.'));
  account.wire.seen.splice(0);
  shown = [];
  const result = await ingest();
  expect(result).toMatchObject({ ok: true, report: { status: 'promoted', version: 3, changed: 1, unchanged: 49, shards: 1 } });
  expect(account.wire.actions(/^PutObject .*kb\/blue\/(web_docs|curated_articles)/)).toHaveLength(1);
  expect(account.wire.actions(/^StartIngestionJob/)).toHaveLength(2);
  expect(shown).toEqual([
    ...['Check', '  web_docs 50, curated_articles 0', 'Plan', '  0 added, 1 changed, 0 removed, 49 unchanged', 'Upload', '  1 files'],
    ...['Sync web_docs', expect.stringMatching(/^ {2}\d+ files$/), 'Sync curated_articles', '  0 files'],
    ...['Canary', '  20 of 20 found', 'Promote', '  version 3, 50 articles'],
  ]);
  expect(notices.at(-1)).toMatchObject({
    Subject: 'Threadwell: knowledge base refreshed',
    Message: expect.stringMatching(/^version 3 serves/),
  });
  expect(account.supportAgent.answersFrom()).toEqual(['KBBLUE0000']);
});

test('no change: nothing is uploaded, started or told', async () => {
  account.wire.seen.splice(0);
  expect(await ingest()).toMatchObject({ ok: true, report: { status: 'unchanged', version: 1, shards: 0 } });
  expect(account.wire.actions(/^(Put|Delete|Start|Update)/)).toEqual([]);
  expect(notices).toHaveLength(1);
});

test('a dry run stops after the plan', async () => {
  await write(changeOne('First.'));
  account.wire.seen.splice(0);
  expect((await ingest({ dryRun: true })).report).toMatchObject({ status: 'planned', version: 1, changed: 1 });
  expect(account.wire.actions(/^(Put|Delete|Start|Update)/)).toEqual([]);
});

test('a failure leaves the serving side untouched, and its report is the same here as there', async () => {
  await write(changeOne('First.'));
  account.bases.green.mayRead = false;
  const blue = [...account.bases.blue.known];
  const result = await ingest();
  expect(result).toMatchObject({ ok: false, report: { status: 'failed', version: 1, changed: 1 } });
  expect(result.report.reason).toMatch(
    /reading web_docs into the green side: job JOB\d{7} ended FAILED: .*The knowledge base role may not read/,
  );
  const kept = (await Array.fromAsync(account.files.list('files/reports'))).at(-1)!;
  const { at: _, ...report } = JSON.parse((await account.files.readText(kept.path))!);
  expect(result.report).toEqual(report);
  expect(notices.at(-1)).toMatchObject({ Subject: 'Threadwell: knowledge base refresh stopped', Message: result.text });
  expect(await account.serving.current()).toMatchObject({ version: 1, side: 'blue' });
  expect([...account.bases.blue.known]).toEqual(blue);
  account.bases.green.mayRead = true;
  expect((await ingest()).report).toMatchObject({ status: 'promoted', version: 2 });
});

test('a guard stops it, and a reason passes over', async () => {
  await write(someArticles(10));
  expect((await ingest()).report.reason).toMatch(/40 fewer than the 50 that serve/);
  expect((await ingest({ force: 'the product lost its modules' })).report).toMatchObject({
    status: 'promoted',
    removed: 40,
    forced: { reason: 'the product lost its modules' },
  });
});

test.each(['ABORTED', 'TIMED_OUT'] as const)('a run that is %s tells what serves', async (status) => {
  await write(changeOne('First.'));
  account.bases.green.isStuck = true;
  const running = ingest();
  await vi.waitUntil(
    () => account.agent.jobs.some(({ knowledgeBaseId, status: is }) => knowledgeBaseId === 'KBGREEN000' && is === 'IN_PROGRESS'),
    5_000,
  );
  sfn.end(status);
  const { ok, report, text } = await running;
  expect(ok).toBe(false);
  expect(report).toMatchObject({ status: 'failed', version: 1, changed: 1 });
  expect(text).toMatch(/the execution ended (ABORTED|TIMED_OUT) \(version 1 goes on serving\)/);
  account.bases.green.isStuck = false;
});

test('a step that is called again after its answer was lost promotes once', async () => {
  await write(changeOne('First.'));
  const planned = await handler({ step: 'plan', input: await handler({ step: 'check', input: {} }) });
  const proven = await handler({ step: 'upload', input: planned });
  expect(await handler({ step: 'promote', input: proven })).toMatchObject({ version: 2 });
  expect(await handler({ step: 'promote', input: proven })).toMatchObject({ version: 2 });
  expect(await account.serving.current()).toMatchObject({ version: 2, side: 'green' });
});

test('knowledge bases that Terraform made anew are filled, though no article has changed, and nobody goes back to an empty one', async () => {
  await write(changeOne('First.'));
  await ingest();
  for (const base of Object.values(account.bases)) {
    for (const source of base.dataSources) source.id = source.id.replace('DS', 'NS');
    base.known.clear();
    base.chunks = [];
  }
  await coldStart();
  const { report, text } = await ingest();
  expect(report).toMatchObject({ status: 'promoted', version: 3, changed: 0, unchanged: 50, shards: 1, embed: { rows: 50 } });
  expect(text).toContain(
    'the green side has another index (KBGREEN000/NSGREEN000/NSGREEN001) than the one that was read into (KBGREEN000/DS',
  );
  expect(account.bases.blue.chunks).toHaveLength(50);
  expect(account.bases.green.chunks).toEqual([]);
  expect((await rollbackCommand(1, terminal())).report).toMatchObject({ version: 4, restored: 1, how: 'ingested' });
  expect(account.bases.green.chunks).toHaveLength(50);
  expect((await ingest()).report).toMatchObject({ status: 'promoted', changed: 1 });
  expect((await ingest()).report).toMatchObject({ status: 'unchanged', version: 5 });
});

test('--reembed has the idle side emptied and read again, and what serves serves on', async () => {
  account.wire.seen.splice(0);
  await write(changeOne('First.'));
  await ingest();
  const { report, text } = await ingest({ reembed: true });
  expect(report).toMatchObject({ status: 'promoted', version: 3, changed: 0, embed: { rows: 50 } });
  expect(text).toMatch(/\neverything is embedded anew: as --reembed asks$/);
  const blue = account.agent.jobs.filter(({ knowledgeBaseId }) => knowledgeBaseId === 'KBBLUE0000').slice(-4);
  expect(blue.map(({ statistics }) => statistics)).toMatchObject([
    { numberOfDocumentsScanned: 0, numberOfDocumentsDeleted: report.shards },
    { numberOfDocumentsScanned: 0 },
    { numberOfNewDocumentsIndexed: report.shards },
    { numberOfDocumentsScanned: 0 },
  ]);
  expect(account.bases.blue.chunks).toHaveLength(50);
  expect(await account.serving.current()).toMatchObject({ version: 3, side: 'blue' });
});

test('a rollback flips row and agent, and an older version is made again by the state machine', async () => {
  for (const edition of ['First.', 'Second.']) {
    await write(changeOne(edition));
    await ingest();
  }
  expect((await rollbackCommand(2, terminal())).report).toMatchObject({ version: 4, restored: 2, how: 'flipped' });
  expect(account.supportAgent.answersFrom()).toEqual(['KBGREEN000']);
  const started = sfn.executions.size;
  expect((await rollbackCommand(1, terminal())).report).toMatchObject({ version: 5, restored: 1, how: 'ingested' });
  expect(sfn.executions.size).toBe(started + 1);
});
