import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWireAccount } from './fixtures/wire-account.ts';

let account: Awaited<ReturnType<typeof openWireAccount>>;
beforeEach(async () => {
  account = await openWireAccount({ maxAttempts: 1 });
});
afterEach(() => account.close());

test('calls a source of a side as Bedrock does', () => {
  expect(account.target.idsOf('green', 'curated_articles')).toEqual({ knowledgeBaseId: 'KBGREEN000', dataSourceId: 'DSGREEN001' });
});

test('finds nothing where all is as it must be, and changes nothing', async () => {
  expect(await account.target.inspect('green')).toEqual([]);
  expect(new Set(account.wire.seen.map(({ action }) => action))).toEqual(
    new Set(['GetKnowledgeBase', 'GetDataSource', 'ListIngestionJobs']),
  );
});

const s3 = (s3Configuration: object) => ({ dataSourceConfiguration: { type: 'S3', s3Configuration } });
const bucketArn = 'arn:aws:s3:::acme-kb';

test.each([
  [
    'a base that is not ready',
    'base',
    { status: 'FAILED', failureReasons: ['no role'] },
    'the green knowledge base KBGREEN000 is FAILED (no role), not ACTIVE',
  ],
  ['a base of another type', 'base', { knowledgeBaseConfiguration: { type: 'KENDRA' } }, 'is of type KENDRA, not VECTOR'],
  [
    'a base that embeds otherwise than the side that serves',
    'base',
    {
      knowledgeBaseConfiguration: {
        type: 'VECTOR',
        vectorKnowledgeBaseConfiguration: {
          embeddingModelArn: 'arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan-embed-text-v2:0',
          embeddingModelConfiguration: { bedrockEmbeddingModelConfiguration: { dimensions: 256 } },
        },
      },
    },
    'embeds with amazon.titan-embed-text-v2:0 in 256 dimensions, the other side with amazon.titan-embed-text-v2:0 in 1024 dimensions',
  ],
  [
    'a source that is not ready',
    'source',
    { status: 'DELETE_UNSUCCESSFUL' },
    'the data source DSGREEN000 of green web_docs is DELETE_UNSUCCESSFUL, not AVAILABLE',
  ],
  [
    'a source of another bucket',
    'source',
    s3({ bucketArn: 'arn:aws:s3:::other', inclusionPrefixes: ['kb/green/web_docs/'] }),
    'reads arn:aws:s3:::other, not the bucket acme-kb',
  ],
  [
    'a source of the serving side',
    'source',
    s3({ bucketArn, inclusionPrefixes: ['kb/blue/web_docs/'] }),
    'reads below `kb/blue/web_docs/`, not below `kb/green/web_docs/`',
  ],
  ['a source of the whole bucket', 'source', s3({ bucketArn }), 'reads below no prefix, not below `kb/green/web_docs/`'],
  [
    'a source that cuts rows',
    'source',
    {
      vectorIngestionConfiguration: {
        chunkingConfiguration: {
          chunkingStrategy: 'FIXED_SIZE',
          fixedSizeChunkingConfiguration: { maxTokens: 300, overlapPercentage: 20 },
        },
      },
    },
    'cuts rows (chunking FIXED_SIZE); it must be NONE',
  ],
  ['a source that was made without a strategy', 'source', { vectorIngestionConfiguration: {} }, 'cuts rows (chunking the default)'],
  [
    'a source that transforms',
    'source',
    {
      vectorIngestionConfiguration: {
        chunkingConfiguration: { chunkingStrategy: 'NONE' },
        customTransformationConfiguration: { intermediateStorage: { s3Location: { uri: 's3://x' } }, transformations: [] },
      },
    },
    'has a custom transformation',
  ],
])('stops at %s', async (_case, where, settings, problem) => {
  const { green } = account.bases;
  Object.assign(where === 'base' ? green : green.dataSources[0]!, { settings });
  expect(await account.target.inspect('green')).toEqual([{ stops: true, problem: expect.stringContaining(problem) }]);
});

test('stops while something is read into the side', async () => {
  await account.knowledgeBase.startIngestion('green', 'curated_articles');
  expect(await account.target.inspect('green')).toEqual([
    {
      stops: true,
      problem: 'job JOB0000001 of the data source DSGREEN001 of green curated_articles is STARTING; wait until it ends, or stop it',
    },
  ]);
  expect(await account.target.inspect('blue')).toEqual([]);
});

test.each([
  ['a source that takes its vectors along', 'source', { dataDeletionPolicy: 'DELETE' }, 'has the deletion policy DELETE'],
  ['vectors elsewhere', 'base', { storageConfiguration: { type: 'OPENSEARCH_SERVERLESS' } }, 'stores vectors in OPENSEARCH_SERVERLESS'],
])('tells of %s, and goes on', async (_case, where, settings, problem) => {
  const { green } = account.bases;
  Object.assign(where === 'base' ? green : green.dataSources[0]!, { settings });
  expect(await account.target.inspect('green')).toEqual([{ stops: false, problem: expect.stringContaining(problem) }]);
});

test.each([
  ['GetKnowledgeBase', 'the knowledge base KBGREEN000'],
  ['GetDataSource', 'the data source DSGREEN000 of the knowledge base KBGREEN000'],
  ['ListIngestionJobs', 'the data source DSGREEN000 of the knowledge base KBGREEN000'],
])('says which right is missing: %s', async (action, on) => {
  account.wire.fail({ action, path: /KBGREEN000($|\/datasources\/DSGREEN000)/, does: 'denied' });
  await expect(account.target.inspect('green')).rejects.toThrow(`may call bedrock:${action} on ${on}`);
});
