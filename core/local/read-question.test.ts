import { describe, expect, test } from 'vitest';
import { inverseFrequency, readQuestion, type Vocabulary } from './read-question.ts';
import { parseSynonyms } from './synonyms.ts';

const FREQUENCIES: Readonly<Record<string, number>> = {
  queue: 10, capac: 3, 'queue.capacity': 2, proxi: 5, gatewai: 1, truststor: 2, sign: 4, in: 90, log: 40, '4.6': 6, fw: 20, flush: 3, interv: 4, code: 9, studio: 2, 'fw-2001': 1,
}; // biome-ignore format: a table
const vocabulary: Vocabulary = {
  articles: 100,
  frequency: (term) => FREQUENCIES[term] ?? 0,
  corrections: (word) =>
    word === 'quueue' ? [{ word: 'queue', certainty: 0.9 }] : word === 'fw-2002' ? [{ word: 'fw-2001', certainty: 0.6 }] : [],
  isEveryday: (term) => term === 'wise',
};
const synonyms = parseSynonyms('proxy, gateway\nlog in, sign in\nlimit, capacity\nhow large, capacity\nhow slow, speed\n~ bucket, queue\n');
const read = (question: string) => readQuestion(question, vocabulary, synonyms);
const shape = (question: string) =>
  read(question).map(({ phrases }) => phrases.map(({ phrase, certainty }) => `${phrase.join(' ')} ${certainty}`));

test.each([
  ['How big is the queue?', [[], ['queue 1']]],
  ['queue.capacity', [['queue.capacity 1', 'queue capac 0.6']]],
  ['proxy', [['proxi 1', 'gatewai 0.7']]],
  ['the quueue', [['queue 0.9']]],
  ['trust store', [['truststor 0.9'], ['truststor 0.9']]],
  ['flushinterval', [['flush interv 0.9']]],
  ['4.6.2', [['4.6 1']]],
  ['FW-9999', [[]]],
  ['fw2001', [['fw-2001 1', 'fw 2001 0.6']]],
  ['FW-2002', [[]]],
  ['IPsec', [[]]],
  ['how large is the queue', [['queue 1'], ['how larg 1', 'capac 0.7']]],
  ['how slow is the queue', [[], ['queue 1']]],
  ['a bucket', [['queue 0.55']]],
  ['what is the limit', [['capac 0.7']]],
  ['log in', [['log in 1', 'sign in 0.7']]],
  ['the and of', []],
])('%s', (question, phrases) => {
  expect(shape(question)).toEqual(phrases);
});

describe('what weighs how much', () => {
  const weight = (question: string) => read(question)[0]!.weight;

  test('a rare term more than a common one, and an exact code most', () => {
    expect(weight('gateway')).toBeGreaterThan(weight('queue'));
    expect(weight('queue.capacity')).toBeGreaterThan(weight('capacity'));
  });

  test('a word that no article has more than any, unless it is ordinary talk or inside of a class name', () => {
    expect(weight('kafka')).toBeGreaterThan(weight('gateway'));
    expect(weight('wise')).toBeLessThan(weight('gateway'));
    expect(weight('com.example')).toBeLessThan(weight('gateway'));
    expect(weight('FW-9999')).toBe(weight('kafka'));
  });
});

test('a name of several words is asked for as one, unless all is written like a headline', () => {
  expect(shape('can I use Code Studio for it')).toContainEqual(['code studio 1']);
  expect(shape('Can Studio Code do it. Studio')).not.toContainEqual(['code studio 1']);
  expect(shape('CODE STUDIO')).not.toContainEqual(['code studio 1']);
});

test('of a pasted log only the weightiest forty things are asked', () => {
  const log = Array.from({ length: 500 }, (_, index) => `word${index}`).join(' ');
  expect(read(`${log} queue`)).toHaveLength(40);
});

test('rarity falls with frequency and is never negative', () => {
  const values = [0, 1, 50, 99, 100].map((frequency) => inverseFrequency(frequency, 100));
  expect(values).toEqual(values.toSorted((a, b) => b - a));
  expect(values.at(-1)).toBeGreaterThan(0);
});
