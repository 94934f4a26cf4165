import { expect, test } from 'vitest';
import { estimateTokens, MAX_BODY_TOKENS, withoutPart } from './article.ts';
import { markdownBlocks, splitSection } from './split-article.ts';

const section = (text: string) => ({
  title: 'Setup › Proxy',
  url: 'https://docs.example.com/setup#proxy',
  text,
  tags: ['b:2', 'a:1', 'b:2'],
});
const sentence = 'Each worker opens its own connection to the intake and keeps it open between two flushes.';

test('keeps a short section as one article that opens with its title', () => {
  const [article, ...rest] = splitSection(section('Set `proxy.host`.'));
  expect(rest).toEqual([]);
  expect(article).toEqual({
    title: 'Setup › Proxy',
    url: 'https://docs.example.com/setup#proxy',
    body: '# Setup › Proxy\n\nSet `proxy.host`.',
    tags: ['a:1', 'b:2'],
  });
});

test('splits a long section between paragraphs, each part under the limit, with urls that stay unique and open the same section', () => {
  const articles = splitSection(section(Array.from({ length: 60 }, (_, index) => `${index}. ${sentence}`).join('\n\n')));
  expect(articles.length).toBeGreaterThan(2);
  for (const article of articles) expect(estimateTokens(article.body)).toBeLessThanOrEqual(MAX_BODY_TOKENS);
  expect(articles[1]?.url).toBe('https://docs.example.com/setup#proxy:~:part=2');
  expect(new Set(articles.map((article) => withoutPart(article.url)))).toEqual(new Set(['https://docs.example.com/setup#proxy']));
  expect(articles.map((article) => article.body.split('\n\n').slice(1).join('\n\n')).join('\n\n')).toContain(`59. ${sentence}`);
});

test('a part of a page without anchor still has a valid url that leads back to it', () => {
  const long = Array.from({ length: 60 }, () => sentence).join(' ');
  const urls = splitSection({ ...section(long), url: 'https://docs.example.com/setup' }).map((article) => article.url);
  expect(urls[1]).toBe('https://docs.example.com/setup#:~:part=2');
  expect(withoutPart(urls[1]!)).toBe('https://docs.example.com/setup');
});

test('never cuts inside a code block, even one with blank lines that is over the limit', () => {
  const code = `\`\`\`yaml\n${Array.from({ length: 200 }, (_, index) => `key${index}: value\n`).join('\n')}\`\`\``;
  const articles = splitSection(section(`Before.\n\n${code}\n\nAfter.`));
  expect(articles.filter((article) => article.body.includes('```')).map((article) => article.body.match(/```/g)?.length)).toEqual([2]);
});

test('repeats the header of a table that is cut between rows', () => {
  const rows = Array.from({ length: 120 }, (_, index) => `| property.${index} | what it does in one line |`);
  const articles = splitSection(section(['| Name | Meaning |', '| --- | --- |', ...rows].join('\n')));
  expect(articles.length).toBeGreaterThan(1);
  for (const article of articles) expect(article.body).toContain('| Name | Meaning |\n| --- | --- |\n| property.');
  expect(articles.flatMap((article) => article.body.match(/^\| property/gm) ?? [])).toHaveLength(120);
});

test('a fence only closes with its own mark', () => {
  expect(markdownBlocks('````md\n```js\n\na\n```\n\n````\n\nafter')).toEqual(['````md\n```js\n\na\n```\n\n````', 'after']);
});

test('cuts a title at the byte limit without breaking a character', () => {
  const [article] = splitSection({ ...section('x'), title: 'ü'.repeat(150) });
  expect(new TextEncoder().encode(article!.title).length).toBeLessThanOrEqual(200);
  expect(article!.title).toMatch(/^ü+…$/);
});
