import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWireAccount } from '#core/aws/fixtures/wire-account.ts';
import type { Article } from '#core/domain/article.ts';
import { formatArticles } from '#core/domain/article-csv.ts';
import { noProgress } from '#core/ports/progress.ts';
import { someArticles } from './fixtures/open-ports.ts';
import { ingest } from './ingest.ts';
import type { IngestPorts } from './steps.ts';

/** The refresh on our AWS adapters, which speak to stand-ins of the services over HTTP: what goes wrong goes wrong on the wire. */
let account: Awaited<ReturnType<typeof openWireAccount>>;
let ports: IngestPorts;
const write = (articles: readonly Article[]) => account.files.write('web_docs.csv', formatArticles(articles));
const FAST = { pollMs: 0, retryMs: 0 };
/** Long enough that text which counts as filterable metadata is too much of it. */
const REFRESHED = someArticles().with(3, {
  ...someArticles()[3]!,
  body: `${someArticles()[3]!.body}\n\n${'One sentence more. '.repeat(98)}`,
});
const GREEN_AS_IT_WAS = {
  dataSourceConfiguration: {
    type: 'S3',
    s3Configuration: { bucketArn: 'arn:aws:s3:::acme-kb', inclusionPrefixes: ['kb/green/web_docs/'] },
  },
};
const GREEN = /\/acme-kb\/kb\/green\//;

beforeEach(async () => {
  account = await openWireAccount({ maxAttempts: 2, silenceMs: 1_500 });
  ports = { ...account, progress: noProgress };
  await write(someArticles());
  expect(await ingest({}, ports, FAST)).toMatchObject({ status: 'promoted', version: 1 });
  await write(REFRESHED);
});
afterEach(() => account.close());

type Fault = {
  readonly fault: string;
  readonly arrange: () => unknown;
  readonly mend?: () => unknown;
  readonly reason: RegExp;
};
const FAULTS: readonly Fault[] = [
  {
    fault: 'S3 throttles on and on',
    arrange: () => account.wire.fail({ action: 'PutObject', path: GREEN, does: 'throttled' }),
    reason: /S3 asks to wait with s3:PutObject on the bucket acme-kb \(SlowDown\); run it again later/,
  },
  {
    fault: 'S3 denies the upload',
    arrange: () => account.wire.fail({ action: 'PutObject', path: GREEN, does: 'denied' }),
    reason: /S3 refuses the credentials \(AccessDenied\); check that they are there and may call s3:PutObject on the bucket acme-kb/,
  },
  {
    fault: 'the upload of a shard is cut half-way, each time',
    arrange: () => account.wire.fail({ action: 'PutObject', path: /kb\/green\/web_docs\/\d\d\.csv$/, does: 'cut upload' }),
    reason: /S3 gives no answer to s3:PutObject on the bucket acme-kb/,
  },
  {
    fault: 'Bedrock throttles on and on',
    arrange: () => account.wire.fail({ action: 'StartIngestionJob', does: 'throttled' }),
    reason: /Bedrock asks to wait with bedrock:StartIngestionJob on the knowledge base KBGREEN000/,
  },
  {
    fault: 'Bedrock does not let the job be followed',
    arrange: () => account.wire.fail({ action: 'GetIngestionJob', does: 'denied' }),
    // The job goes on by itself; by the time somebody has given the right it has ended.
    mend: () => account.agent.finish(),
    reason: /may call bedrock:GetIngestionJob on the knowledge base KBGREEN000/,
  },
  {
    fault: 'a job is COMPLETE with a failed file: the index was made without its non-filterable keys',
    arrange: () => Object.assign(account.bases.green, { nonFilterableKeys: [] }),
    mend: () => Object.assign(account.bases.green, { nonFilterableKeys: account.bases.blue.nonFilterableKeys }),
    reason:
      /reading web_docs into the green side: 1 of \d+ files failed: .*Filterable metadata must have at most 2048 bytes.*web_docs\/\d\d\.csv/,
  },
  {
    fault: 'a data source has another prefix: a job of it would complete with nothing scanned',
    arrange: () => Object.assign(account.bases.green.dataSources[0]!, { prefix: 'kb/gren/web_docs/' }),
    mend: () => Object.assign(account.bases.green.dataSources[0]!, { prefix: 'kb/green/web_docs/' }),
    reason: /the data source DSGREEN000 of green web_docs reads below `kb\/gren\/web_docs\/`, not below `kb\/green\/web_docs\/`/,
  },
  {
    fault: 'a job is COMPLETE and scanned nothing: the prefix is changed after the check',
    arrange() {
      const wrong = { ...account.bases.green.dataSources[0]!, prefix: 'kb/gren/web_docs/', settings: GREEN_AS_IT_WAS };
      Object.assign(account.bases.green.dataSources[0]!, wrong);
    },
    mend: () => Object.assign(account.bases.green.dataSources[0]!, { prefix: 'kb/green/web_docs/', settings: {} }),
    reason: /reading web_docs into the green side: the job completed, but found no file/,
  },
  {
    fault: 'a job is FAILED: its role may not read the bucket',
    arrange: () => Object.assign(account.bases.green, { mayRead: false }),
    mend: () => Object.assign(account.bases.green, { mayRead: true }),
    reason: /job green\/web_docs\/JOB\d{7} ended FAILED: Encountered error: The knowledge base role may not read s3:\/\/acme-kb/,
  },
  {
    fault: 'a job is stuck',
    arrange: () => Object.assign(account.bases.green, { isStuck: true }),
    mend: stopJobs,
    reason: /job green\/web_docs\/JOB\d{7} did not end within two hours; look at it there, stop it, and run ingest again/,
  },
  {
    fault: 'another job of the side is running',
    async arrange() {
      Object.assign(account.bases.green, { isStuck: true });
      await account.knowledgeBase.startIngestion('green', 'curated_articles');
    },
    mend: stopJobs,
    reason:
      /job JOB\d{7} of the data source DSGREEN001 of green curated_articles is (STARTING|IN_PROGRESS); wait until it ends, or stop it/,
  },
  {
    fault: 'Retrieve is denied',
    arrange: () => account.wire.fail({ action: 'Retrieve', path: /KBGREEN/, does: 'denied' }),
    reason: /may call bedrock:Retrieve on the knowledge base KBGREEN000/,
  },
  {
    fault: 'the promotion cannot be written',
    arrange: () => account.wire.fail({ action: 'PutItem', does: 'throttled' }),
    reason: /DynamoDB asks to wait with dynamodb:PutItem on the table acme/,
  },
];

function stopJobs(): void {
  account.bases.green.isStuck = false;
  for (const job of account.agent.jobs) job.status = 'STOPPED';
}

describe.each(FAULTS)('$fault', ({ arrange, mend, reason }) => {
  test('fails, says why, and what served goes on serving; mended, the next run promotes', async () => {
    await arrange();
    const report = await ingest({}, ports, FAST);
    expect(report).toMatchObject({ status: 'failed', version: 1 });
    expect(report.reason).toMatch(reason);
    expect(await account.serving.current()).toMatchObject({ version: 1, side: 'blue' });
    const [found] = await account.knowledgeBase.retrieve({ text: 'proxy on a server', limit: 1 });
    expect(found?.url).toBe('https://docs.example.com/proxy#server');
    const kept = (await Array.fromAsync(account.files.list('files/reports'))).at(-1)!;
    expect(JSON.parse((await account.files.readText(kept.path))!)).toMatchObject({ status: 'failed', version: 1, reason: report.reason });

    account.wire.mend();
    mend?.();
    expect(await ingest({}, ports, FAST)).toMatchObject({ status: 'promoted', version: 2, changed: 1, unchanged: 49 });
  });
});

test.each([
  ['S3 throttles for a while', { action: 'PutObject', path: GREEN, does: 'throttled', times: 1 }],
  ['an upload is cut once', { action: 'PutObject', path: GREEN, does: 'cut upload', times: 1 }],
  ['Bedrock throttles for a while', { action: 'StartIngestionJob', does: 'throttled', times: 5 }],
  ['the answer to a start is lost', { action: 'StartIngestionJob', does: 'cut answer', times: 1 }],
  ['a look at a job breaks off', { action: 'GetIngestionJob', does: 'cut answer', times: 1 }],
  ['every answer is slow', { action: /Job$|Retrieve/, does: 'slow', times: 10 }],
] as const)('%s: the refresh goes through', async (_case, fault) => {
  account.wire.fail(fault);
  expect(await ingest({}, ports, FAST)).toMatchObject({ status: 'promoted', version: 2 });
});
