import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, DeleteBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { Conflict } from '#core/domain/errors.ts';
import { SOURCES, type Source } from '#core/domain/passage.ts';
import { localServing } from '#core/local/serving.ts';
import { describeFiles } from '#core/ports/files.contract.ts';
import type { Files } from '#core/ports/files.ts';
import { describeKnowledgeBase, uploadArticles } from '#core/ports/knowledge-base.contract.ts';
import { type KnowledgeBase, SIDES, type Side } from '#core/ports/knowledge-base.ts';
import { describeServing } from '#core/ports/serving.contract.ts';
import { type AwsConnection, clientSettings } from './connection.ts';
import { s3Files } from './files.ts';
import { type GivenKnowledgeBases, givenKnowledgeBases, otherWires } from './fixtures/other-wires.ts';
import { bedrockKnowledgeBase } from './knowledge-base.ts';
import { dynamoServing } from './serving.ts';

const { wires, close } = await otherWires();
afterAll(close);

describe.each(wires)('$name', ({ aws }) => {
  describe.skipIf(!aws)('is held to', () => {
    const connection = aws as AwsConnection;
    holdFiles(connection);
    holdServing(connection);
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
    const knowledgeBase = bedrockKnowledgeBase({ ...aws, sides, files, serving, ids, log });
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
  });
}

function holdServing(aws: AwsConnection): void {
  const open = async () => new DynamoDBClient(await clientSettings(aws));
  const tables: string[] = [];
  afterEach(async () => {
    for (const TableName of tables.splice(0)) await (await open()).send(new DeleteTableCommand({ TableName }));
  });
  describeServing('DynamoDB', async () => {
    const client = await open();
    const TableName = `threadwell-${randomUUID()}`;
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      }),
    );
    tables.push(TableName);
    await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1 }, { TableName });
    return dynamoServing({ ...aws, table: TableName, clock: { now: () => new Date() } });
  });
}
