import { expect, test } from 'vitest';
import { toRetrieveRequest } from './to-retrieve-request.ts';

const search = (query: Parameters<typeof toRetrieveRequest>[1]) =>
  toRetrieveRequest('KB12345678', query)?.retrievalConfiguration?.vectorSearchConfiguration;

test('asks a knowledge base for so many passages', () => {
  expect(toRetrieveRequest('KB12345678', { text: 'rotate the token', limit: 8 })).toEqual({
    knowledgeBaseId: 'KB12345678',
    retrievalQuery: { text: 'rotate the token' },
    retrievalConfiguration: { vectorSearchConfiguration: { numberOfResults: 8 } },
  });
});

test('filters by source, on its own', () => {
  expect(search({ text: 'token', limit: 5, source: 'web_docs' })?.filter).toEqual({ equals: { key: 'source', value: 'web_docs' } });
});

test('asks for more where tags will take some away, and filters none of them there', () => {
  expect(search({ text: 'token', limit: 5, tags: ['topic:auth'] })).toEqual({ numberOfResults: 100 });
  expect(search({ text: 'token', limit: 5, tags: [] })).toEqual({ numberOfResults: 5 });
});

test.each([
  [0, 1],
  [500, 100],
])('a limit of %i is %i', (limit, asked) => {
  expect(search({ text: 'token', limit })?.numberOfResults).toBe(asked);
});

test('cuts a long question, and no character in half', () => {
  const text = toRetrieveRequest('KB12345678', { text: `${'x'.repeat(999)}🦄 and more`, limit: 5 })?.retrievalQuery?.text;
  expect(text).toHaveLength(1_000);
  expect(text?.isWellFormed()).toBe(true);
});

test.each(['', '   ', '"', '🦄', '\0', "'; --"])('asks nothing for %j', (text) => {
  expect(toRetrieveRequest('KB12345678', { text, limit: 5 })).toBeNull();
});
