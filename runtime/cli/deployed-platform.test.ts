import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dynamoApiKeys } from '#core/aws/api-keys.ts';
import { dynamoDrafts } from '#core/aws/drafts.ts';
import { AGENT_ID, ALIAS_ID } from '#core/aws/fixtures/agent-server.ts';
import { dynamoGaps } from '#core/aws/gaps.ts';
import { dynamoSupportRequests } from '#core/aws/support-requests.ts';
import { dynamoWorkflows } from '#core/aws/workflows.ts';
import { formatArticles } from '#core/domain/article-csv.ts';
import { noProgress } from '#core/ports/progress.ts';
import { someArticles } from '../../pipelines/kb-ingest/fixtures/open-ports.ts';
import { ingest } from '../../pipelines/kb-ingest/ingest.ts';
import { sampleDraft } from '../http/fixtures/test-app.ts';
import { CONFIG, openDeployedStack, operator } from './fixtures/deployed-stack.ts';

// Every command is a process of its own, and speaks HTTP with stand-ins of the services of a whole account.
let stack: Awaited<ReturnType<typeof openDeployedStack>>;
beforeAll(async () => {
  stack = await openDeployedStack();
  await stack.files.write('web_docs.csv', formatArticles(someArticles()));
  const { status } = await ingest({}, { ...stack, progress: noProgress }, { pollMs: 0, retryMs: 0 });
  expect(status).toBe('promoted');
});
afterAll(() => stack.close());

test('drafts are listed, shown, rejected, exported and imported in the deployed store', async () => {
  const drafts = dynamoDrafts(stack.table);
  await drafts.put(sampleDraft({ id: 'first' }));
  await drafts.put(sampleDraft({ id: 'second', title: 'Another one' }));
  expect((await stack.threadwell('drafts')).stdout).toMatch(/first.*Proxy asks for a password[\s\S]*second.*Another one/);
  expect(await stack.report('drafts', 'show', 'first')).toMatchObject({ drafts: [{ id: 'first', version: 1 }] });

  await stack.threadwell('drafts', 'reject', 'second', '--reason', 'says nothing');
  expect(await drafts.get('second')).toMatchObject({ state: 'rejected', version: 2, audit: [{ note: 'says nothing' }] });
  expect(await stack.report('drafts', '--state', 'proposed')).toMatchObject({ drafts: [{ id: 'first' }] });

  const file = path.join(stack.folder, 'drafts.csv');
  await stack.threadwell('drafts', 'export', file);
  writeFileSync(file, readFileSync(file, 'utf8').replace('Proxy asks for a password', 'The proxy wants a login'));
  expect((await stack.threadwell('drafts', 'import', file)).code).toBe(0);
  expect(await drafts.get('first')).toMatchObject({ title: 'The proxy wants a login', version: 2 });
});

test('an approved draft goes into the CSV of the stack, and only under an address that visitors can open', async () => {
  await dynamoDrafts(stack.table).put(sampleDraft({ id: 'approved-one' }));
  stack.write('here.json', { ...CONFIG, articlesBaseUrl: undefined });
  const refused = await stack.threadwell('drafts', 'approve', 'approved-one', '--config', 'here.json');
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(
    /`articlesBaseUrl` is http:\/\/localhost:8787\/articles, which no visitor can open; name the configuration/,
  );
  expect(await stack.files.readText('curated_articles.csv')).toBeNull();

  expect(await stack.threadwell('drafts', 'approve', 'approved-one')).toMatchObject({ code: 0, stderr: '' });
  expect(await stack.files.readText('curated_articles.csv')).toContain('https://help.acme.example/articles/');
});

test('mail is read here, and its drafts are kept in the stack', async () => {
  const { added } = await stack.report('distill', path.resolve('data/samples/mailbox'));
  expect(added).toBeGreaterThan(0);
  expect((await dynamoDrafts(stack.table).list('proposed')).length).toBeGreaterThanOrEqual(added);
  expect(await stack.report('distill', path.resolve('data/samples/mailbox'))).toMatchObject({ added: 0 });
});

test('a model that is not Bedrock’s is not passed over in silence', async () => {
  const rewrite = { provider: 'openai', model: 'small', baseUrl: 'https://models.example/v1' };
  stack.write('rewrite.json', { ...CONFIG, mail: { rewrite } });
  const { code, stderr } = await stack.threadwell('distill', path.resolve('data/samples/mailbox'), '--config', 'rewrite.json');
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('name one in `mail.rewrite`') });
});

test('gaps are listed, and an article about one is begun by the deployed workflow', async () => {
  const gap = { question: 'How do I set a sail?', why: 'unanswered', at: '2026-11-21T10:00:00.000Z', nearest: [] } as const;
  await dynamoGaps(stack.table).add({ ...gap, id: 'g1', sessionId: 's1', turnId: 't1' });
  const { gaps } = await stack.report('gaps');
  expect(gaps).toMatchObject([{ questions: ['How do I set a sail?'], count: 1 }]);
  const { workflowId } = await stack.report('gaps', 'draft', gaps[0].id);
  expect(stack.started).toMatchObject([{ of: stack.outputs.site.workflow_function }]);
  expect(await dynamoWorkflows(stack.table).get(workflowId)).toMatchObject({ status: 'PENDING', topic: 'How do I set a sail?' });
});

test('a key is made, told once, and revoked', async () => {
  const { key } = await stack.report('keys', 'create', 'web-form', '--per-day', '50');
  expect(key).toMatch(/^tw_[0-9a-f]{12}_[0-9a-f]{64}$/);
  const listed = await stack.threadwell('keys');
  expect(listed.stdout).toMatch(/^web-form +since .*50 a day\n$/);
  const [kept] = await dynamoApiKeys(stack.table).list();
  expect(key).not.toContain(kept!.hash);
  expect(JSON.stringify(await stack.report('keys'))).not.toContain(kept!.hash);
  expect((await stack.threadwell('keys', 'revoke', 'web-form')).code).toBe(0);
  expect((await dynamoApiKeys(stack.table).list())[0]?.revokedAt).not.toBeNull();
});

test('support requests are listed, and one that was given up is put back into the deployed queue', async () => {
  const requests = dynamoSupportRequests(stack.table);
  await requests.create({
    id: 'r1',
    submitter: { kind: 'key', id: 'a1b2c3d4e5f6' },
    customerId: null,
    email: 'ann@acme.example',
    content: 'Nothing arrives since Monday.',
    attachments: [],
    state: 'parked',
    createdAt: '2026-11-21T10:00:00.000Z',
  });
  await stack.deadLetters.send('{"id":"r1"}');
  const listed = await stack.threadwell('requests');
  expect(listed.stdout).toMatch(/^r1 +2026-11-21 10:00 +parked/);
  expect(listed.stdout).not.toMatch(/Monday|ann@/);
  expect(await stack.report('requests', 'dead')).toMatchObject({ deadLetters: [{ requestId: 'r1' }] });
  expect(await stack.report('requests', 'retry', 'r1')).toEqual({ retried: 1 });
  expect(await stack.queue.receive({ max: 10, visibilitySeconds: 30 })).toMatchObject([{ body: '{"id":"r1"}' }]);
  expect(await requests.get('r1')).toMatchObject({ state: 'queued' });
});

describe('questions go to what serves there', () => {
  const question = 'What must I set for the proxy on a server?';
  const { url } = someArticles()[0]!;

  test('search finds its articles', async () => {
    expect((await stack.report('search', question, '--limit', '3')).passages[0]).toMatchObject({ url, source: 'web_docs' });
    expect((await stack.threadwell('search', question)).stdout).toContain(url);
  });

  test('ask is answered by its assistant and its model, and nothing of a visitor is kept', async () => {
    const kinds = () => new Set([...stack.dynamo.items.values()].map(({ pk }) => pk?.S?.split('#')[0]));
    const before = kinds();
    const asked = await stack.threadwell('ask', question);
    expect(asked).toMatchObject({ code: 0, stderr: '' });
    expect(asked.stdout).toContain(`Sources:\n[1] The proxy on a server\n    ${url}`);
    expect(stack.wire.actions(/^ConverseStream/).at(-1)).toContain('us.amazon.nova-lite-v1:0');
    // What its message was read as, and what it cost.
    expect([...kinds()].filter((kind) => !before.has(kind)).toSorted()).toEqual(['intent', 'limit']);
  });

  test('ask takes another assistant, and a model in its place', async () => {
    const before = stack.wire.actions(/^ConverseStream/).length;
    expect(await stack.report('ask', question, '--assistant', 'embedded')).toMatchObject({ answered: true, citations: [{ n: 1, url }] });
    expect(stack.wire.actions(/^ConverseStream/).length).toBe(before);
    await stack.threadwell('ask', question, '--model', 'eu.other-v1:0');
    expect(stack.wire.actions(/^ConverseStream/).at(-1)).toContain('eu.other-v1:0');
    const agent = await stack.threadwell('ask', question, '--assistant', 'bedrock-agent');
    expect(agent).toMatchObject({ code: 1, stderr: expect.stringContaining('the stack has no agent; enable it in Terraform') });
  });

  test('ask goes to the agent where the stack has one', async () => {
    const outputs = { ...stack.outputs, agent: { id: AGENT_ID, alias_id: ALIAS_ID } };
    const here = operator(stack.folder, { ...stack.env, THREADWELL_STACK: JSON.stringify(outputs) });
    const asked = await here('ask', question, '--assistant', 'bedrock-agent', '--platform', 'aws', '--json');
    expect(JSON.parse(asked.stdout)).toMatchObject({ answered: true, citations: [{ n: 1, url }] });
    expect(stack.wire.actions(/^InvokeAgent/)).toHaveLength(1);
  });

  test('eval asks golden questions, and says what another assistant would change', async () => {
    const golden = path.join(stack.folder, 'golden.csv');
    writeFileSync(golden, `question,url,tags\n${question},${url},\nHow do I bake bread?,,\n`);
    const asked = stack.wire.actions(/^ConverseStream/).length;
    const report = await stack.report('eval', golden, '--model', 'eu.other-v1:0');
    const [configured, candidate] = ['converse us.amazon.nova-lite-v1:0', 'converse eu.other-v1:0'];
    expect(report).toMatchObject({ questions: 2, recallAt1: 1, errors: 0, comparison: { configured, candidate } });
    const models = stack.wire
      .actions(/^ConverseStream/)
      .slice(asked)
      .map((action) => action.split('/')[2]);
    expect(new Set(models)).toEqual(new Set(['us.amazon.nova-lite-v1:0', 'eu.other-v1:0']));
  });
});

describe('doctor', () => {
  test('looks at the CSVs of the stack and at the settings of both knowledge bases', async () => {
    expect(await stack.report('doctor')).toMatchObject({ errors: 0 });
    const [source] = stack.bases.green.dataSources;
    source!.settings = { vectorIngestionConfiguration: { chunkingConfiguration: { chunkingStrategy: 'FIXED_SIZE' } } };
    const { code, stderr } = await stack.threadwell('doctor');
    expect(code).toBe(1);
    expect(stderr).toMatch(/error: kb\/green: the data source .* cuts rows \(chunking FIXED_SIZE\).*; a refresh would stop at it/);
  });

  test('does not mix a folder of this machine with it', async () => {
    const { code, stderr } = await stack.threadwell('doctor', '--kb', '.');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'threadwell: doctor --kb looks at a folder of this machine; leave `--platform aws` out\n',
    });
  });
});

describe('what goes wrong is told in one line', () => {
  test('that there are no credentials', async () => {
    const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...env } = stack.env;
    const { code, stderr } = await operator(stack.folder, env)('keys', '--platform', 'aws');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^threadwell: DynamoDB refuses the credentials \(CredentialsProviderError\); check that they are there.*\n$/);
  });

  test('that they may not do it, without a secret', async () => {
    stack.wire.fail({ action: 'Query', does: 'denied' });
    const { code, stdout, stderr } = await stack.threadwell('drafts', '--json');
    stack.wire.mend();
    expect({ code, error: JSON.parse(stdout).error.code }).toEqual({ code: 1, error: 'upstream_failed' });
    expect(stderr).toMatch(/^threadwell: DynamoDB refuses the credentials \(AccessDeniedException\).*dynamodb:Query.*\n$/);
    expect(stdout + stderr).not.toContain(stack.env.AWS_SECRET_ACCESS_KEY);
  });

  test('that the configuration is not the one of the stack, or the outputs are of a stack without a site', async () => {
    stack.write('other.json', { brand: CONFIG.brand });
    const other = await stack.threadwell('keys', '--config', 'other.json');
    expect(other.stderr).toContain('lacks `tickets.zendesk` in the configuration');
    const bare = await operator(stack.folder, { ...stack.env, THREADWELL_STACK: JSON.stringify({ ...stack.outputs, site: null }) })(
      'drafts',
      '--platform',
      'aws',
    );
    expect(bare).toMatchObject({ code: 1, stderr: expect.stringContaining('lacks `site` in THREADWELL_STACK') });
  });
});
