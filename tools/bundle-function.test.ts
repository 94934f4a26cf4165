import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { dynamoDrafts } from '#core/aws/drafts.ts';
import { lambdaDurableRuns } from '#core/aws/durable-runs.ts';
import { type DurableCall, durableLambdaService } from '#core/aws/fixtures/durable-lambda-server.ts';
import { eventBridgeService } from '#core/aws/fixtures/eventbridge-server.ts';
import { lambdaService } from '#core/aws/fixtures/lambda-server.ts';
import { secretsManagerService } from '#core/aws/fixtures/secrets-manager-server.ts';
import { SITE_OUTPUTS } from '#core/aws/fixtures/site-outputs.ts';
import { snsService } from '#core/aws/fixtures/sns-server.ts';
import { sqsService } from '#core/aws/fixtures/sqs-server.ts';
import { STATE_MACHINE_ARN, stepFunctionsService } from '#core/aws/fixtures/step-functions-server.ts';
import { openWireAccount } from '#core/aws/fixtures/wire-account.ts';
import type { WireService } from '#core/aws/fixtures/wire-server.ts';
import { dynamoTable } from '#core/aws/table.ts';
import { dynamoWorkflows } from '#core/aws/workflows.ts';
import { loadConfig } from '#core/config.ts';
import { systemClock } from '#core/local/system.ts';
import { approveDraft } from '../runtime/curation/review-draft.ts';
import { sampleDraft } from '../runtime/http/fixtures/test-app.ts';
import { recorded, SECRET } from '../runtime/lambda/fixtures/recorded.ts';
import { DESK, startDesk } from '../runtime/stand-ins/fixtures/desk-server.ts';
import { signWebhook } from '../runtime/tickets/webhook/verify-signature.ts';
import type { WorkflowInput } from '../runtime/workflow/article-workflow.ts';
import { type BuiltFunction, buildFunctions } from './build-functions.ts';
import { FUNCTION_NAMES, type FunctionName, START_BUDGETS_KB } from './bundle-function.ts';
import { deployedConfig } from './deployed-config.ts';
import { readZip } from './zip.ts';

type Call = { readonly event: unknown; readonly streams?: boolean };
type Answer = { readonly statusCode: number; readonly body: string };

const folder = mkdtempSync(path.join(tmpdir(), 'threadwell-bundles-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
/** Where each zip was unpacked, which is all that Lambda does to it. */
const unpacked = path.join(folder, 'unpacked');
const bundles = new Map<FunctionName, BuiltFunction>();
beforeAll(async () => {
  const config = loadConfig('data/samples/threadwell.config.json');
  const { built } = await buildFunctions(folder, deployedConfig(config));
  for (const bundle of built) {
    bundles.set(bundle.name, bundle);
    mkdirSync(path.join(unpacked, bundle.name), { recursive: true });
    for (const [file, content] of readZip(readFileSync(path.join(folder, 'lambda', `${bundle.name}.zip`))))
      writeFileSync(path.join(unpacked, bundle.name, file), content);
  }
});

/** Calls a bundle in a process of its own, which has nothing but Node and these variables. */
async function run(name: FunctionName, calls: readonly Call[], env: Record<string, string> = {}) {
  const script = path.join(folder, 'call-function.ts');
  const [asked, answered] = [path.join(folder, `${name}.calls.json`), path.join(folder, `${name}.results.json`)];
  copyFileSync(path.join(import.meta.dirname, 'call-function.ts'), script);
  writeFileSync(asked, JSON.stringify(calls));
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [script, path.join(unpacked, name, 'index.mjs'), asked, answered],
    {
      cwd: folder,
      env,
      timeout: 50_000,
    },
  );
  const results = JSON.parse(readFileSync(answered, 'utf8')) as { readonly exported: string; readonly answers: readonly unknown[] };
  return { ...results, printed: stdout + stderr };
}

describe.each(FUNCTION_NAMES)('the zip of %s', (name) => {
  test('loads in a bare Node, without a word, and exports its handler', async () => {
    const { exported, printed } = await run(name, []);
    expect(exported).toBe('function');
    expect(printed).toBe('');
  });

  test('reads at its start no more than its budget', () => {
    expect((bundles.get(name)?.startBytes ?? Number.POSITIVE_INFINITY) / 1_000).toBeLessThanOrEqual(START_BUDGETS_KB[name]);
  });

  test('has no crawler, no database of one machine, no browser and no compiler', () => {
    const { inputs = [] } = bundles.get(name) ?? {};
    const foreign =
      /node_modules\/(crawlee|@crawlee|playwright-core|esbuild|@hono\/node-server|aws-local-stepfunctions)\/|^core\/local\/(?!system\.ts|progress\.ts)/;
    expect(inputs.filter((file) => foreign.test(file))).toEqual([]);
    expect(inputs.length).toBeGreaterThan(1);
  });
});

const WEBHOOK_SECRET = 'c2lnbnMtd2hhdC16ZW5kZXNrLXRlbGxz';

/** A deployed stack on stand-ins of the services, and the environment of its functions. */
async function deployed(services: readonly WireService[] = []) {
  const desk = await startDesk();
  const secrets = secretsManagerService();
  secrets.values.set('acme/test/origin', SECRET);
  secrets.values.set('acme/test/zendesk-api-token', DESK.apiToken);
  secrets.values.set('acme/test/zendesk-webhook-secret', WEBHOOK_SECRET);
  const ticketEvents = sqsService({ maxReceives: 5, now: Date.now });
  const account = await openWireAccount({ services: [secrets.service, ticketEvents.service, ...services] });
  onTestFinished(() => account.close());
  const sideOf = ({ knowledgeBaseId, dataSources }: typeof account.sides.blue) => ({ id: knowledgeBaseId, data_sources: dataSources });
  const { url, accessKeyId, secretAccessKey } = account.wire.endpoint;
  /** The SDK goes to the host in the address of a queue. */
  const here = (address: string) => url + new URL(address).pathname;
  const stack = {
    refresh_state_machine_arn: STATE_MACHINE_ARN,
    region: 'eu-central-1',
    bucket: account.s3.bucket,
    table: account.dynamo.table,
    knowledge_bases: { blue: sideOf(account.sides.blue), green: sideOf(account.sides.green) },
    site: {
      ...SITE_OUTPUTS,
      origin: 'https://help.ferrywork.example',
      secrets_prefix: 'acme/test/',
      environment: 'test',
      queue: { url: here(ticketEvents.queueUrl), dead_letter_url: here(ticketEvents.deadLetterUrl) },
      ticket_events: { url: here(ticketEvents.queueUrl), dead_letter_url: here(ticketEvents.deadLetterUrl) },
    },
  };
  const config = {
    brand: { name: 'Ferrywork', fallbackEmail: 'help@ferrywork.example' },
    tickets: { zendesk: { baseUrl: desk.baseUrl, email: DESK.email } },
    mail: {
      supportDomains: ['ferrywork.example'],
      rewrite: { provider: 'openai', model: 'small', baseUrl: 'http://127.0.0.1:9/v1' },
    },
  };
  const file = path.join(folder, 'threadwell.config.json');
  writeFileSync(file, JSON.stringify(config));
  const env = {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_ENDPOINT_URL: url,
    // Lambda sets it.
    AWS_REGION: 'eu-central-1',
    THREADWELL_STACK: JSON.stringify(stack),
    THREADWELL_CONFIG: file,
  };
  const serve = () =>
    account.serving.promote({ version: 1, side: 'blue', contentHash: 'h', articles: 0, promotedAt: '2026-11-21T10:00:00.000Z' });
  return { account, desk, env, serve };
}

const http = (method: string, rawPath: string, token: string, body?: object): APIGatewayProxyEventV2 => {
  const event = recorded<APIGatewayProxyEventV2>('http-chat', { 'ORIGIN-SECRET': SECRET, 'SESSION-TOKEN': token });
  event.requestContext.http.method = method;
  const { body: _, ...rest } = event;
  return { ...rest, rawPath, ...(body ? { body: JSON.stringify(body) } : {}) };
};

test('the chat answers over real wires: sessions, secrets and turns in the account, and tells when nothing serves yet', async () => {
  const { env, serve } = await deployed();
  const [health, started] = (await run('chat', [{ event: http('GET', '/health', '') }, { event: http('POST', '/session', '', {}) }], env))
    .answers as Answer[];
  expect([health?.statusCode, started?.statusCode]).toEqual([503, 200]);
  await serve();
  const { token } = JSON.parse(started?.body ?? '{}') as { token: string };
  const question = { turnId: 't-1', text: 'How do I tame a Xanthippe-marker@acme.example wombat?' };
  const { answers, printed } = await run(
    'chat',
    [
      { event: http('GET', '/health', '') },
      { event: http('POST', '/chat', token, question) },
      { event: http('GET', '/session/turns', token) },
      { event: http('POST', '/chat', 'f'.repeat(64), question) },
    ],
    env,
  );
  const [ready, chat, turns, stranger] = answers as Answer[];
  expect(JSON.parse(ready?.body ?? '')).toMatchObject({ status: 'ready', environment: 'test', version: '0.1.0', knowledgeBaseVersion: 1 });
  const { events } = JSON.parse(chat?.body ?? '') as { events: { type: string; reason?: string }[] };
  expect(events.at(-1)).toMatchObject({ type: 'done', reason: 'refused' });
  expect(JSON.parse(turns?.body ?? '')).toMatchObject({ turns: [{ turnId: 't-1', state: 'finished', events }] });
  expect(stranger?.statusCode).toBe(401);

  const stream = { ...http('POST', '/chat/stream', token, { ...question, turnId: 't-2' }) };
  const streamed = await run('chat-stream', [{ event: stream, streams: true }], env);
  expect(streamed.answers[0]).toMatchObject({ head: { statusCode: 200 } });
  expect((streamed.answers[0] as Answer).body).toMatch(/event: done\n.*"refused".*\n\n$/);

  for (const lines of [printed, streamed.printed]) {
    expect(lines).toContain('"Namespace":"Threadwell"');
    expect(lines).toContain('"Refused"');
    expect(lines).toContain('"FirstEvent"');
    for (const word of ['Xanthippe', 'acme.example', 'wombat', token, SECRET]) expect(lines).not.toContain(word);
  }
});

test('the other functions answer their callers over the same account', async () => {
  const lambda = lambdaService('acme-article-workflow:live');
  const sns = snsService({ topics: Object.values(SITE_OUTPUTS.topics) });
  const bus = eventBridgeService({ buses: [SITE_OUTPUTS.bus] });
  const { account, env, serve } = await deployed([lambda.service, sns.service, bus.service]);
  await serve();
  const [lex] = (await run('lex-fulfillment', [{ event: recorded('lex-ask-question') }], env)).answers;
  expect(lex).toMatchObject({ sessionState: { dialogAction: { type: 'Close' }, intent: { name: 'AskQuestion', state: 'Fulfilled' } } });
  const event = recorded('action-group-ticket', { 'CONFIRMATION-ID': 'f'.repeat(32) });
  const [ticket] = (await run('zendesk-create-ticket', [{ event }], env)).answers;
  expect(ticket).toMatchObject({ response: { httpStatusCode: 404, actionGroup: 'support_tickets' } });
  const table = dynamoTable({ region: 'eu-central-1', endpoint: account.wire.endpoint, table: account.dynamo.table, clock: systemClock });
  const at = new Date().toISOString();
  const orphan = { workflowId: 'wf-orphan', topic: 'wombats', parameters: { questions: ['How tall?'], external: [], waitHours: 24 } };
  const begun = {
    ...orphan,
    version: 1,
    status: 'PENDING',
    awaiting: null,
    timeline: [],
    waits: [],
    createdAt: at,
    updatedAt: at,
  } as const;
  const workflows = dynamoWorkflows(table);
  await workflows.put(begun);
  // Its run is gone: Lambda would have ended its wait two hours ago.
  const twoHoursAgo = new Date(Date.now() - 2 * 3_600_000).toISOString();
  const wait = { step: 'approval', callbackId: 'c-1', until: twoHoursAgo };
  await workflows.put({ ...begun, workflowId: 'wf-lost', status: 'WAITING_APPROVAL', awaiting: 'approval', waits: [wait] });
  expect((await run('due-work', [{ event: recorded('schedule') }], env)).answers).toEqual([{ filed: 0, requeued: 0, parked: 0, ended: 1 }]);
  expect([...lambda.started]).toEqual([['wf-orphan', JSON.stringify(orphan)]]);
  expect(await workflows.get('wf-lost')).toMatchObject({
    status: 'FAILED',
    awaiting: null,
    reason: expect.stringContaining('start it again'),
  });
  expect((await run('prove-gaps', [{ event: recorded('schedule') }], env)).answers).toEqual([{ replayed: 1, closed: 0, left: 0 }]);
});

test('a call of the webhook waits in its queue, and the worker makes a draft of the solved ticket, once', async () => {
  const { account, desk, env } = await deployed();
  const requester = { name: 'Ann', email: 'ann@acme.example' };
  const question =
    'The forwarder of plugin 4.6.3 drops log events with FW-2002 queue full. How do I keep the events when the queue is full?';
  const answer = 'FW-2002 means that the queue of the forwarder is full.\n\nRaise queue.capacity to 20000 and restart the runtime.';
  await desk.call('POST', '/tickets', {
    ticket: { subject: 'Forwarder drops events when the queue is full', comment: { body: question }, requester },
  });
  desk.advance(60_000);
  await desk.call('PUT', '/tickets/1', { ticket: { status: 'solved', comment: { body: answer } } });
  await desk.call('POST', '/tickets', { ticket: { subject: 'Queue full', comment: { body: question }, requester } });

  const body = JSON.stringify({ ticket_id: '1', status: 'Solved' });
  const timestamp = new Date().toISOString();
  const call = (signature: string) => {
    const event = http('POST', '/webhooks/zendesk', '');
    return {
      ...event,
      body,
      headers: { ...event.headers, 'x-zendesk-webhook-signature': signature, 'x-zendesk-webhook-signature-timestamp': timestamp },
    };
  };
  const signed = call(signWebhook(WEBHOOK_SECRET, timestamp, body));
  const taken = await run('chat', [{ event: call('forged') }, { event: signed }, { event: signed }], env);
  expect((taken.answers as Answer[]).map(({ statusCode, body: said }) => [statusCode, JSON.parse(said).outcome])).toEqual([
    [401, undefined],
    [200, 'queued'],
    [200, 'known'],
  ]);
  expect(account.wire.actions(/SendMessage/)).toHaveLength(1);

  const event = recorded('sqs-ticket-events');
  const { answers, printed } = await run('work-ticket-events', [{ event }, { event }], env);
  const failed = { batchItemFailures: [{ itemIdentifier: '7b270e59-b47f-4cb2-9df7-4c6f8b1e3a55' }] };
  expect(answers).toEqual([failed, failed]);
  expect([...account.s3.objects.keys()].filter((key) => key.startsWith('raw-tickets/'))).toEqual([
    'raw-tickets/year=2026/month=11/day=21/ticket-1.json',
    'raw-tickets/year=2026/month=11/day=21/ticket-2.json',
  ]);
  const table = dynamoTable({ region: 'eu-central-1', endpoint: account.wire.endpoint, table: account.dynamo.table, clock: systemClock });
  const drafts = await dynamoDrafts(table).list('proposed');
  expect(drafts.map(({ steps }) => steps.map(({ text }) => text).join(' '))).toEqual([expect.stringContaining('queue.capacity')]);
  const [, note, ...others] = (await desk.call('GET', '/tickets/2/comments.json')).json.comments as { public: boolean }[];
  expect([note?.public, others]).toEqual([false, []]);
  expect(printed).toContain('"Namespace":"Threadwell/Pipeline","Dimensions":[["service","environment"]]');
  expect(printed).toContain('EndToEndLatency');
  expect(printed.match(/drafts of solved tickets are not reworded/g)).toHaveLength(1);
  for (const word of ['ann@acme', 'forwarder', 'ferryctl', 'not ours']) expect(printed).not.toContain(word);
});

test('a file goes past the function, straight to S3, and comes with the request that names it', async () => {
  const sns = snsService({ topics: Object.values(SITE_OUTPUTS.topics) });
  const { account, desk, env, serve } = await deployed([sns.service]);
  await serve();
  const [started] = (await run('chat', [{ event: http('POST', '/session', '', {}) }], env)).answers as Answer[];
  const { token } = JSON.parse(started?.body ?? '{}') as { token: string };
  const content = Buffer.from('the log of today');
  const file = { name: 'agent.log', type: 'text/plain' };
  const offers = [file, { ...file, bytes: content.length }].map((body) => ({
    event: http('POST', '/support-request/uploads', token, body),
  }));
  const [untold, offered] = (await run('chat', offers, env)).answers as Answer[];
  expect([untold?.statusCode, untold?.body]).toEqual([400, expect.stringContaining('tell how long the file is')]);
  const place = JSON.parse(offered?.body ?? '') as { uploadId: string; method: string; url: string; headers: Record<string, string> };
  expect((await fetch(place.url, { method: place.method, body: content, headers: place.headers })).status).toBe(200);
  const request = { content: 'See the log.', attachments: [place.uploadId] };
  const [taken] = (await run('chat', [{ event: http('POST', '/support-request', token, request) }], env)).answers as Answer[];
  expect(taken?.statusCode).toBe(202);
  const { ticketId } = JSON.parse(taken?.body ?? '') as { ticketId: string };
  const [shown] = (await run('chat', [{ event: http('GET', `/support-request/${ticketId}`, token) }], env)).answers as Answer[];
  expect(JSON.parse(shown?.body ?? '')).toMatchObject({ state: 'queued', attachments: [{ ...file, bytes: content.length }] });
  expect([...account.s3.objects.keys()]).toEqual([expect.stringMatching(/^uploads\/\w+\/\w+$/)]);

  const event = recorded('sqs-support-requests', { 'REQUEST-ID': ticketId });
  const { answers, printed } = await run('triage-requests', [{ event }, { event }], env);
  const failed = { batchItemFailures: [{ itemIdentifier: '9e8d7c6b-5a49-4838-a726-1504f3e2d1c0' }] };
  expect(answers).toEqual([failed, failed]);
  const [done] = (await run('chat', [{ event: http('GET', `/support-request/${ticketId}`, token) }], env)).answers as Answer[];
  expect(JSON.parse(done?.body ?? '')).toMatchObject({ state: 'done', ticket: { id: '1', status: 'new' } });
  const { comments } = (await desk.call('GET', '/tickets/1/comments.json')).json as {
    comments: { public: boolean; attachments: { file_name: string }[] }[];
  };
  expect(comments.map((comment) => [comment.public, comment.attachments.map(({ file_name }) => file_name)])).toEqual([
    [true, ['agent.log']],
    [false, []],
  ]);
  expect(sns.published.map(({ topic }) => topic)).toEqual([SITE_OUTPUTS.topics.success]);
  for (const word of ['See the log', 'not ours']) expect(printed).not.toContain(word);
});

test('the workflow sleeps through approval and refresh, keeps its state with Lambda, and proves its article', async () => {
  let promote = () => {};
  const promoted = new Promise<object>((resolve) => {
    promote = () => resolve({ version: 2 });
  });
  const sfn = stepFunctionsService({ execute: () => promoted });
  const begin = recorded<DurableCall>('durable-workflow', { 'WORKFLOW-ID': 'wf-1' });
  const lambda = durableLambdaService(begin);
  const { account, env, serve } = await deployed([sfn.service, lambda.service, eventBridgeService({ buses: ['acme'] }).service]);
  await serve();
  const aws = { region: 'eu-central-1', endpoint: account.wire.endpoint };
  const table = dynamoTable({ ...aws, table: account.dynamo.table, clock: systemClock });
  const runs = lambdaDurableRuns({ ...aws, functionName: 'acme-article-workflow:live' });
  const ports = { ...account, drafts: dynamoDrafts(table), workflows: dynamoWorkflows(table), durableRuns: runs, clock: systemClock };
  await ports.drafts.put(sampleDraft());
  const input = JSON.parse(begin.InitialExecutionState.Operations[0]?.ExecutionDetails?.InputPayload ?? '') as WorkflowInput;
  const at = new Date().toISOString();
  await ports.workflows.put({
    ...input,
    version: 1,
    status: 'PENDING',
    awaiting: null,
    timeline: [],
    waits: [],
    createdAt: at,
    updatedAt: at,
  });
  const invoke = async () => (await run('article-workflow', [{ event: lambda.call() }], env)).answers[0];
  const workflow = async () => (await ports.workflows.get('wf-1'))!;

  expect(await invoke()).toMatchObject({ Status: 'PENDING' });
  expect(await workflow()).toMatchObject({ status: 'WAITING_APPROVAL' });
  await approveDraft((await workflow()).draftId!, { who: 'mira' }, ports, 'https://help.ferrywork.example/articles');
  expect(await invoke()).toMatchObject({ Status: 'PENDING' });
  expect([...sfn.executions.values()].map(({ name }) => name)).toEqual(['workflow-wf-1']);
  promote();
  await sfn.settled();
  lambda.pass(15);
  expect(await invoke()).toMatchObject({ Status: 'PENDING' });
  lambda.pass(31);
  expect(await invoke()).toEqual({ Status: 'SUCCEEDED', Result: '"COMPLETED"' });
  expect(await workflow()).toMatchObject({ status: 'COMPLETED', proof: [{ before: { answered: false } }] });
  expect(account.s3.objects.get('curated_articles.csv')?.content.toString()).toContain('Password of the proxy');
});

test('a function without its settings says everything that it lacks', async () => {
  const { env } = await deployed();
  const { THREADWELL_STACK: _, ...rest } = env;
  const lost = { ...rest, THREADWELL_CONFIG: path.join(folder, 'nowhere', 'threadwell.config.json') };
  const failure = await run('chat', [{ event: http('GET', '/health', '') }], lost).catch((error: Error) => error);
  expect(String(failure)).toMatch(/THREADWELL_STACK is no JSON/);
  expect(String(failure)).toMatch(/threadwell\.config\.json cannot be read/);
});
