import { expect, test } from 'vitest';
import { contentTerms, isIdentifier, isStopWord, words } from './words.ts';

const shape = (text: string) => words(text).map(({ term, parts }) => (parts.length ? [term, ...parts] : term));

test.each([
  ['DD_API_KEY', [['dd_api_key', 'dd', 'api', 'kei']]],
  ['queue.capacity', [['queue.capacity', 'queue', 'capac']]],
  ['HTTP:TIMEOUT', [['http:timeout', 'http', 'timeout']]],
  ['FW-2002', [['fw-2002', 'fw', '2002']]],
  ['nonProxyHosts', [['nonproxyhosts', 'non', 'proxi', 'host']]],
  ['4.6.x', [['4.6.x', '4.6']]],
  ['4.6.3', [['4.6.3', '4.6']]],
  ['4.6', ['4.6']],
  ['TLSv1.2', [['tlsv1.2', 'tl', '1.2']]],
  ['<ferrywork:send-metric>', [['ferrywork:send-metric', 'ferrywork', 'send', 'metric']]],
  ['$ {dd.api.key}', [['dd.api.key', 'dd', 'api', 'kei']]],
  ['a sentence. Another: one', ['a', 'sentenc', 'anoth', 'one']],
  ["the customer's key", ['the', 'custom', 'kei']],
  ["don't", ['dont']],
  ['Größe Straße naïve', ['große', 'straße', 'naiv']],
  ['TLS/SSL and/or', ['tl', 'ssl', 'and', 'or']],
  ['', []],
])('%s', (text, expected) => {
  expect(shape(text)).toEqual(expected);
});

test('a word knows its place', () => {
  const text = 'Set `queue.capacity`, then wait';
  expect(words(text).map(({ start, end }) => text.slice(start, end))).toEqual(['Set', 'queue.capacity', 'then', 'wait']);
});

test('identifiers are told from hyphenated words', () => {
  expect(words('FW-2002 DD_API_KEY queue.capacity mule:retry').every(isIdentifier)).toBe(true);
  expect(words('dead-letter plain').some(isIdentifier)).toBe(false);
});

test('a key of a thousand characters is no word', () => {
  expect(words(`key ${'x'.repeat(1000)} end`).map(({ text }) => text)).toEqual(['key', 'end']);
});

test('content terms leave out what says nothing, and doubles', () => {
  expect(contentTerms('How do I set the queue.capacity of my queue?')).toEqual(['set', 'queue.capacity', 'queue', 'capac']);
  expect(['how', 'dont', 'please'].every(isStopWord)).toBe(true);
  expect(isStopWord('queue')).toBe(false);
});

test('reads the same however many other words came before', () => {
  const text = 'Restarting DD_API_KEY and nonProxyHosts in 4.6.3, cafés too';
  const before = words(text);
  // More than are remembered.
  for (let index = 0; index < 51; index++) words(Array.from({ length: 1_000 }, (_, place) => `w${index}x${place}`).join(' '));
  expect(words(text)).toEqual(before);
});
