import { BedrockAgentClient, StartIngestionJobCommand } from '@aws-sdk/client-bedrock-agent';
import {
  BedrockAgentRuntimeClient,
  type KnowledgeBaseVectorSearchConfiguration,
  RetrieveCommand,
} from '@aws-sdk/client-bedrock-agent-runtime';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientSettings } from './connection.ts';
import { openWireAccount } from './fixtures/wire-account.ts';

/** The stand-ins refuse what the services refuse, in their words: else a test on them proves nothing. */
let account: Awaited<ReturnType<typeof openWireAccount>>;
let settings: Awaited<ReturnType<typeof clientSettings>>;
beforeAll(async () => {
  account = await openWireAccount();
  settings = await clientSettings({ ...account.aws, maxAttempts: 1 });
  await account.files.write('there', 'x');
});
afterAll(() => account.close());

describe('a request that is not signed', () => {
  const dynamo = {
    method: 'POST',
    headers: { 'x-amz-target': 'DynamoDB_20120810.GetItem', 'content-type': 'application/x-amz-json-1.0' },
    body: '{}',
  };
  test.each([
    ['S3', '/acme-kb/there', {}, 403, /^<\?xml.*\n<Error><Code>AccessDenied<\/Code>/],
    ['Bedrock', '/knowledgebases/KBBLUE0000/retrieve', { method: 'POST', body: '{}' }, 403, /^\{"message":/],
    ['DynamoDB', '/', dynamo, 400, /"__type":"com.amazonaws.dynamodb.v20120810#MissingAuthenticationTokenException"/],
  ])('to %s', async (_service, path, init, status, body) => {
    const response = await fetch(account.wire.endpoint.url + path, init);
    expect(response.status).toBe(status);
    expect(await response.text()).toMatch(body);
    if (path.endsWith('retrieve')) expect(response.headers.get('x-amzn-errortype')).toMatch(/^MissingAuthenticationTokenException:/);
  });
});

describe('S3', () => {
  const Bucket = 'acme-kb';
  const s3 = () => new S3Client({ ...settings, forcePathStyle: true });
  test.each([
    [
      'to create what is there',
      () => new PutObjectCommand({ Bucket, Key: 'there', Body: 'y', IfNoneMatch: '*' }),
      'PreconditionFailed',
      412,
    ],
    [
      'to replace what is another',
      () => new PutObjectCommand({ Bucket, Key: 'there', Body: 'y', IfMatch: '"0"' }),
      'PreconditionFailed',
      412,
    ],
    ['to replace what is gone', () => new PutObjectCommand({ Bucket, Key: 'gone', Body: 'y', IfMatch: '"0"' }), 'NoSuchKey', 404],
    [
      'bytes that are not what their checksum says',
      () => new PutObjectCommand({ Bucket, Key: 'bad', Body: 'y', ChecksumCRC32: 'AAAAAA==' }),
      'BadDigest',
      400,
    ],
    ['a range behind the end', () => new GetObjectCommand({ Bucket, Key: 'there', Range: 'bytes=1-' }), 'InvalidRange', 416],
    ['another bucket', () => new PutObjectCommand({ Bucket: 'other', Key: 'there', Body: 'y' }), 'NoSuchBucket', 404],
  ])('%s', async (_case, command, name, httpStatusCode) => {
    await expect(s3().send(command() as PutObjectCommand)).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
    expect(await account.files.readText('there')).toBe('x');
  });

  test('parts that are too small, and parts without their checksums', async () => {
    const target = { Bucket, Key: 'parts' };
    const { UploadId } = await s3().send(new CreateMultipartUploadCommand({ ...target, ChecksumAlgorithm: 'CRC32' }));
    const part = async (PartNumber: number) => {
      const { ETag, ChecksumCRC32 } = await s3().send(
        new UploadPartCommand({ ...target, UploadId, PartNumber, Body: Buffer.from('small') }),
      );
      return { PartNumber, ETag, ChecksumCRC32 };
    };
    const Parts = [await part(1), await part(2)];
    const complete = (parts: readonly object[]) =>
      s3().send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts: [...parts] } }));
    await expect(complete(Parts)).rejects.toMatchObject({ name: 'EntityTooSmall' });
    await expect(complete(Parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag })))).rejects.toMatchObject({ name: 'InvalidRequest' });
    await expect(complete(Parts.toReversed())).rejects.toMatchObject({ name: 'InvalidPartOrder' });
    expect(await account.files.read('parts')).toBeNull();
  });
});

describe('Retrieve', () => {
  const source = { equals: { key: 'source', value: 'web_docs' } };
  test.each<[string, KnowledgeBaseVectorSearchConfiguration, string?]>([
    ['more than 100 results', { numberOfResults: 101 }],
    ['no results', { numberOfResults: 0 }],
    ['a list of one filter', { filter: { andAll: [source] } }],
    ['a filter with two operators', { filter: { ...source, notEquals: source.equals } as never }],
    ['a search by words, which S3 Vectors has not', { overrideSearchType: 'HYBRID' }],
    ['an empty question', {}, ' '],
  ])('%s', async (_case, vectorSearchConfiguration, text = 'proxy') => {
    const client = new BedrockAgentRuntimeClient(settings);
    const asked = { knowledgeBaseId: 'KBBLUE0000', retrievalQuery: { text }, retrievalConfiguration: { vectorSearchConfiguration } };
    const sent = client.send(new RetrieveCommand(asked));
    await expect(sent).rejects.toMatchObject({ name: 'ValidationException', $metadata: { httpStatusCode: 400 } });
  });
});

test.each([
  ['a token that is too short', { clientToken: 'short' }, 'ValidationException'],
  ['a malformed id', { knowledgeBaseId: 'KB-1' }, 'ValidationException'],
  ['a data source of another knowledge base', { dataSourceId: 'DSGREEN000' }, 'ResourceNotFoundException'],
])('StartIngestionJob: %s', async (_case, part, name) => {
  const asked = { knowledgeBaseId: 'KBBLUE0000', dataSourceId: 'DSBLUE0000', ...part };
  await expect(new BedrockAgentClient(settings).send(new StartIngestionJobCommand(asked))).rejects.toMatchObject({ name });
});

test.each([
  ['a row without its keys', { Item: { pk: { S: 'x' } } }],
  ['a placeholder that is not declared', { Item: { pk: { S: 'x' }, sk: { S: 'y' } }, ConditionExpression: '#a = :b' }],
])('DynamoDB: %s', async (_case, part) => {
  const sent = new DynamoDBClient(settings).send(new PutItemCommand({ TableName: 'acme', ...part }));
  await expect(sent).rejects.toMatchObject({ name: 'ValidationException', $metadata: { httpStatusCode: 400 } });
});
