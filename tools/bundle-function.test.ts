import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { secretsManagerService } from '#core/aws/fixtures/secrets-manager-server.ts';
import { SITE_OUTPUTS } from '#core/aws/fixtures/site-outputs.ts';
import { openWireAccount } from '#core/aws/fixtures/wire-account.ts';
import { recorded, SECRET } from '../runtime/lambda/fixtures/recorded.ts';
import { type Bundle, bundleFunction, FUNCTION_NAMES, type FunctionName } from './bundle-function.ts';

type Call = { readonly event: unknown; readonly streams?: boolean };
type Answer = { readonly statusCode: number; readonly body: string };

const folder = mkdtempSync(path.join(tmpdir(), 'threadwell-bundles-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const bundles = new Map<FunctionName, Bundle>();
beforeAll(async () => {
  for (const name of FUNCTION_NAMES) bundles.set(name, await bundleFunction(name, folder));
});

/** Calls a bundle in a process of its own, which has nothing but Node and these variables. */
async function run(name: FunctionName, calls: readonly Call[], env: Record<string, string> = {}) {
  const script = path.join(folder, 'call-function.ts');
  const [asked, answered] = [path.join(folder, `${name}.calls.json`), path.join(folder, `${name}.results.json`)];
  copyFileSync(path.join(import.meta.dirname, 'fixtures', 'call-function.ts'), script);
  writeFileSync(asked, JSON.stringify(calls));
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [script, path.join(folder, name, 'index.mjs'), asked, answered], {
    cwd: folder,
    env,
    timeout: 50_000,
  });
  const results = JSON.parse(readFileSync(answered, 'utf8')) as { readonly exported: string; readonly answers: readonly unknown[] };
  return { ...results, printed: stdout + stderr };
}

describe.each(FUNCTION_NAMES)('the bundle of %s', (name) => {
  test('loads in a bare Node, without a word, and exports its handler', async () => {
    const { exported, printed } = await run(name, []);
    expect(exported).toBe('function');
    expect(printed).toBe('');
  });

  test('has no crawler, no database of one machine, no browser and no compiler', () => {
    const { inputs = [] } = bundles.get(name) ?? {};
    const foreign =
      /node_modules\/(crawlee|@crawlee|playwright-core|esbuild|@hono\/node-server|aws-local-stepfunctions)\/|^core\/local\/(?!system\.ts|progress\.ts)/;
    expect(inputs.filter((file) => foreign.test(file))).toEqual([]);
    expect(inputs.length).toBeGreaterThan(1);
  });
});

/** A deployed stack on stand-ins of the services, and the environment of its functions. */
async function deployed() {
  const secrets = secretsManagerService();
  secrets.values.set('acme/test/origin', SECRET);
  const account = await openWireAccount({ services: [secrets.service] });
  onTestFinished(() => account.close());
  const sideOf = ({ knowledgeBaseId, dataSources }: typeof account.sides.blue) => ({ id: knowledgeBaseId, data_sources: dataSources });
  const { url, accessKeyId, secretAccessKey } = account.wire.endpoint;
  const stack = {
    region: 'eu-central-1',
    bucket: account.s3.bucket,
    table: account.dynamo.table,
    knowledge_bases: { blue: sideOf(account.sides.blue), green: sideOf(account.sides.green) },
    site: { ...SITE_OUTPUTS, origin: 'https://help.ferrywork.example', secrets_prefix: 'acme/test/', environment: 'test' },
  };
  const config = {
    brand: { name: 'Ferrywork', fallbackEmail: 'help@ferrywork.example' },
    tickets: { zendesk: { baseUrl: 'https://ferrywork.zendesk.example', email: 'help@ferrywork.example' } },
  };
  const file = path.join(folder, 'threadwell.config.json');
  writeFileSync(file, JSON.stringify(config));
  const env = {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_ENDPOINT_URL: url,
    THREADWELL_STACK: JSON.stringify(stack),
    THREADWELL_CONFIG: file,
  };
  const serve = () =>
    account.serving.promote({ version: 1, side: 'blue', contentHash: 'h', articles: 0, promotedAt: '2026-11-21T10:00:00.000Z' });
  return { account, env, serve };
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
  const { env, serve } = await deployed();
  await serve();
  const [lex] = (await run('lex-fulfillment', [{ event: recorded('lex-ask-question') }], env)).answers;
  expect(lex).toMatchObject({ sessionState: { dialogAction: { type: 'Close' }, intent: { name: 'AskQuestion', state: 'Fulfilled' } } });
  const event = recorded('action-group-ticket', { 'CONFIRMATION-ID': 'f'.repeat(32) });
  const [ticket] = (await run('zendesk-create-ticket', [{ event }], env)).answers;
  expect(ticket).toMatchObject({ response: { httpStatusCode: 404, actionGroup: 'support_tickets' } });
  expect((await run('file-due-tickets', [{ event: {} }], env)).answers).toEqual([{ filed: 0 }]);
});

test('a function without its settings says everything that it lacks', async () => {
  const { env } = await deployed();
  const { THREADWELL_STACK: _, THREADWELL_CONFIG: __, ...rest } = env;
  const failure = await run('chat', [{ event: http('GET', '/health', '') }], rest).catch((error: Error) => error);
  expect(String(failure)).toMatch(/THREADWELL_STACK is no JSON/);
  expect(String(failure)).toMatch(/threadwell\.config\.json cannot be read/);
});
