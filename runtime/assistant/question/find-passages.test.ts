import { expect, test } from 'vitest';
import type { Article } from '#core/domain/article.ts';
import { fixtureKnowledgeBase } from '#core/ports/fixtures/assistant-knowledge.ts';
import { findPassages } from './find-passages.ts';

const article = (title: string, text: string): Article => ({
  title,
  url: `https://docs.example/${title}`,
  body: `# ${title}\n\n${text}`,
  tags: [],
});
const knowledge = fixtureKnowledgeBase([
  article('HB-1 Refused', 'The line is closed.'),
  article('HB-2003 Full', 'The queue is full.'),
  article('HB-2005 Limited', 'Too many requests.'),
  article('Proxy', 'Send logs through a proxy.'),
]);
const titles = async (text: string, context = '', minConfidence = 0.5) => {
  const { usable, nearest } = await findPassages({ text, context }, knowledge, minConfidence);
  return { usable: usable.map(({ title }) => title), nearest };
};

test('gives the passages above the threshold', async () => {
  expect(await titles('logs through a proxy')).toEqual({ usable: ['Proxy'], nearest: [] });
});

test('finds each of several error codes, although each holds only a part of the question', async () => {
  expect((await titles('the queue is full with HB-2003 and HB-2005')).usable).toEqual(['HB-2003 Full', 'HB-2005 Limited']);
});

test('searches a follow-up alone when what it leans on hides it', async () => {
  expect((await titles('logs through proxy', 'unknown words that nobody wrote anywhere at all')).usable).toEqual(['Proxy']);
});

test('names misses that are near, and no others', async () => {
  expect((await titles('proxy logs kangaroo recipes', '', 0.6)).nearest).toEqual(['Proxy']);
  expect((await titles('proxy kangaroo recipes today cooked', '', 0.6)).nearest).toEqual([]);
});

test('searches for nothing when nothing was asked', async () => {
  expect(await titles('')).toEqual({ usable: [], nearest: [] });
});
