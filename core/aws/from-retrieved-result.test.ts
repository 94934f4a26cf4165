import { expect, test } from 'vitest';
import { NO_FRESHNESS } from '#core/domain/freshness.ts';
import { fromRetrievedResult } from './from-retrieved-result.ts';

const uri = 's3://acme-kb/kb/blue/web_docs/03.csv';
const result = {
  content: { type: 'TEXT' as const, text: '# Rotate tokens\n\nPress the button.' },
  score: 0.62,
  location: { type: 'S3' as const, s3Location: { uri } },
  metadata: {
    'x-amz-bedrock-kb-source-uri': uri,
    'x-amz-bedrock-kb-chunk-id': '1%3A0%3Ab',
    'x-amz-bedrock-kb-data-source-id': 'DS12345678',
    url: 'https://docs.example.com/a#b',
    title: 'Rotate tokens',
    tags: 'topic:auth;product:x',
    source: 'web_docs',
  },
};
const dates = {
  ingested: '2026-11-21T00:00:00.000Z',
  changed: new Map([['https://docs.example.com/a#b', '2026-11-20T00:00:00.000Z']]),
  crawled: new Map([['https://docs.example.com/a', '2026-11-22T00:00:00.000Z']]),
};
const withMetadata = (part: object) => ({ ...result, metadata: { ...result.metadata, ...part } });

test('cites the article of the row, not the CSV that it lies in', () => {
  expect(fromRetrievedResult(result, dates)).toEqual({
    title: 'Rotate tokens',
    url: 'https://docs.example.com/a#b',
    text: '# Rotate tokens\n\nPress the button.',
    tags: ['product:x', 'topic:auth'],
    source: 'web_docs',
    score: 0.62,
    confidence: 0.62,
    updatedAt: '2026-11-20T00:00:00.000Z',
    crawledAt: '2026-11-22T00:00:00.000Z',
    ingestedAt: '2026-11-21T00:00:00.000Z',
  });
});

test.each([undefined, ''])('tags that are %j are none, and a date nobody knows is null', (tags) => {
  expect(fromRetrievedResult(withMetadata({ tags }), NO_FRESHNESS)).toMatchObject({
    tags: [],
    updatedAt: null,
    crawledAt: null,
    ingestedAt: null,
  });
});

test.each([
  [1.2, 1],
  [-0.3, 0],
])('a score of %d is a confidence of %d', (score, confidence) => {
  expect(fromRetrievedResult({ ...result, score }, dates)).toMatchObject({ score, confidence });
});

test.each([
  ['no url', withMetadata({ url: undefined })],
  ['an address that is no page', withMetadata({ url: uri })],
  ['no title', withMetadata({ title: '' })],
  ['an unknown source', withMetadata({ source: 'elsewhere' })],
  ['no text', { ...result, content: { text: '' } }],
  ['no metadata', { content: result.content, score: 0.5 }],
])('a result with %s cannot be cited', (_case, broken) => {
  expect(fromRetrievedResult(broken, dates)).toBeNull();
});
