import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, DeleteBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, DeleteSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateTopicCommand, DeleteTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, DeleteQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Conflict } from '#core/domain/errors.ts';
import { SOURCES, type Source } from '#core/domain/passage.ts';
import { heldClock } from '#core/local/fixtures/temporary.ts';
import { localServing } from '#core/local/serving.ts';
import { systemClock } from '#core/local/system.ts';
import { describeFiles } from '#core/ports/files.contract.ts';
import type { Files } from '#core/ports/files.ts';
import { describeKnowledgeBase, uploadArticles } from '#core/ports/knowledge-base.contract.ts';
import { type KnowledgeBase, SIDES, type Side } from '#core/ports/knowledge-base.ts';
import { describeQueue } from '#core/ports/queue.contract.ts';
import { MAX_ATTEMPTS } from '#core/ports/queue.ts';
import { describeSecrets } from '#core/ports/secrets.contract.ts';
import { type AwsConnection, clientSettings } from './connection.ts';
import { s3Files } from './files.ts';
import { holdStores } from './fixtures/hold-stores.ts';
import { emptyTable, tableSettings } from './fixtures/other-table.ts';
import { type GivenKnowledgeBases, givenKnowledgeBases, otherWires } from './fixtures/other-wires.ts';
import { bedrockKnowledgeBase } from './knowledge-base.ts';
import { snsNotices } from './notices.ts';
import { sqsQueue } from './queue.ts';
import { managedSecrets } from './secrets.ts';
import { type DynamoTable, dynamoTable } from './table.ts';
import { s3UploadPlaces } from './upload-places.ts';

const { wires, close } = await otherWires();
afterAll(close);

describe.each(wires)('$name', ({ aws }) => {
  describe.skipIf(!aws)('is held to', () => {
    const connection = aws as AwsConnection;
    holdFiles(connection);
    holdTable(connection);
    holdQueue(connection);
    holdNotices(connection);
    holdSecrets(connection);
  });
});

const given = givenKnowledgeBases();
describe.skipIf(!given)(given ? 'knowledge bases of WIRE_KNOWLEDGE_BASES' : 'knowledge bases: WIRE_KNOWLEDGE_BASES is not set', () => {
  const aws = wires[0]?.aws ?? {};
  const { bucket, sides } = given ?? { bucket: '', sides: {} as GivenKnowledgeBases['sides'] };
  describeKnowledgeBase('Bedrock', async () => {
    const files = s3Files({ ...aws, bucket });
    const ids = { random: () => randomUUID() };
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const serving = localServing(new DatabaseSync(':memory:'));
    const knowledgeBase = bedrockKnowledgeBase({ ...aws, sides, files, serving, clock: systemClock, ids, log });
    for (const side of SIDES) for (const source of SOURCES) await emptySource(knowledgeBase, files, side, source);
    return { knowledgeBase, files, serving };
  });
});

async function emptySource(knowledgeBase: KnowledgeBase, files: Files, side: Side, source: Source): Promise<void> {
  await uploadArticles(files, side, source, []);
  const start = async (): Promise<string> => {
    try {
      return await knowledgeBase.startIngestion(side, source);
    } catch (error) {
      // The test before may have left a job.
      if (!(error instanceof Conflict)) throw error;
      await setTimeout(200);
      return await start();
    }
  };
  const jobId = await start();
  while (['STARTING', 'IN_PROGRESS'].includes((await knowledgeBase.ingestion(jobId)).status)) await setTimeout(100);
}

function holdFiles(aws: AwsConnection): void {
  const bucket = `threadwell-${randomUUID()}`;
  const files = s3Files({ ...aws, bucket });
  const empty = async () => {
    for (const { path } of await Array.fromAsync(files.list(''))) await files.remove(path);
    return files;
  };
  const open = async () => new S3Client({ ...(await clientSettings(aws)), forcePathStyle: true });
  describe('files', () => {
    beforeAll(async () => void (await (await open()).send(new CreateBucketCommand({ Bucket: bucket }))));
    afterAll(async () => {
      await empty();
      await (await open()).send(new DeleteBucketCommand({ Bucket: bucket }));
    });
    describeFiles('S3', empty);
    test('an address of S3 takes one file, once', async () => {
      await empty();
      const expiresAt = new Date(Date.now() + 600_000).toISOString();
      const file = { path: 'incoming/u1', type: 'text/plain', bytes: 3, expiresAt } as const;
      const { url, headers } = await s3UploadPlaces({ ...aws, bucket, clock: systemClock }).open(file);
      const put = async (body: string) => (await fetch(url, { method: 'PUT', body, headers })).status;
      expect([await put('one'), await put('two'), await files.readText('incoming/u1')]).toEqual([200, 412, 'one']);
    });
  });
}

function holdTable(aws: AwsConnection): void {
  const name = `threadwell-${randomUUID()}`;
  const open = async () => new DynamoDBClient(await clientSettings(aws));
  describe('the table', () => {
    beforeAll(async () => {
      const client = await open();
      await client.send(new CreateTableCommand(tableSettings(name)));
      await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1 }, { TableName: name });
    });
    afterAll(async () => void (await (await open()).send(new DeleteTableCommand({ TableName: name }))));
    holdStores('DynamoDB', async () => {
      await emptyTable(await open(), name);
      const clock = heldClock();
      const [table, otherTable] = [1, 2].map(() => dynamoTable({ ...aws, table: name, clock })) as [DynamoTable, DynamoTable];
      return { table, otherTable, clock };
    });
  });
}

async function createQueue(client: SQSClient, Attributes: Record<string, string> = {}) {
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: `threadwell-${randomUUID()}`, Attributes }));
  const created = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  return { url: QueueUrl!, arn: created.Attributes!.QueueArn! };
}

function holdQueue(aws: AwsConnection): void {
  const open = async () => new SQSClient(await clientSettings(aws));
  const urls: string[] = [];
  afterEach(async () => {
    for (const QueueUrl of urls.splice(0)) await (await open()).send(new DeleteQueueCommand({ QueueUrl }));
  });
  describeQueue('SQS', async () => {
    const client = await open();
    const dead = await createQueue(client);
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: MAX_ATTEMPTS });
    const { url } = await createQueue(client, { RedrivePolicy });
    urls.push(url, dead.url);
    return { queue: sqsQueue({ ...aws, queueUrl: url, deadLetterUrl: dead.url }), advance: (ms: number) => setTimeout(ms) };
  });
}

function holdNotices(aws: AwsConnection): void {
  test('a notice of SNS reaches who subscribes to its kind', async () => {
    const sns = new SNSClient(await clientSettings(aws));
    const sqs = new SQSClient(await clientSettings(aws));
    const createTopic = async () => (await sns.send(new CreateTopicCommand({ Name: `threadwell-${randomUUID()}` }))).TopicArn!;
    const topics = { success: await createTopic(), failure: await createTopic() };
    const { url, arn } = await createQueue(sqs);
    try {
      const Attributes = { RawMessageDelivery: 'true' };
      await sns.send(new SubscribeCommand({ TopicArn: topics.failure, Protocol: 'sqs', Endpoint: arn, Attributes }));
      const notices = snsNotices({ ...aws, topics });
      await notices.send({ kind: 'success', subject: 'Refresh 12 done', message: '31 pages' });
      await notices.send({ kind: 'failure', subject: 'Refresh 13 failed', message: 'The site cannot be read.' });
      const heard = await sqsQueue({ ...aws, queueUrl: url, deadLetterUrl: url }).receive({ max: 10, visibilitySeconds: 60 });
      expect(heard.map(({ body }) => body)).toEqual(['The site cannot be read.']);
    } finally {
      for (const TopicArn of Object.values(topics)) await sns.send(new DeleteTopicCommand({ TopicArn }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl: url }));
    }
  });
}

function holdSecrets(aws: AwsConnection): void {
  const open = async () => new SecretsManagerClient(await clientSettings(aws));
  const made: string[] = [];
  afterEach(async () => {
    for (const SecretId of made.splice(0))
      await (await open()).send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
  });
  describeSecrets('Secrets Manager', async () => {
    const client = await open();
    const prefix = `threadwell-${randomUUID()}/`;
    const SecretId = `${prefix}desk-token`;
    await client.send(new CreateSecretCommand({ Name: SecretId, SecretString: 'to be set' }));
    made.push(SecretId);
    return {
      secrets: managedSecrets({ ...aws, prefix, clock: { now: () => new Date() } }),
      set: async (SecretString) => void (await client.send(new PutSecretValueCommand({ SecretId, SecretString }))),
    };
  });
}
