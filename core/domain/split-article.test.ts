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

test('a heading or a line that leads to code goes to the next part with it', () => {
  const code = `\`\`\`\n${'setting = value\n'.repeat(30)}\`\`\``;
  const filler = Array.from({ length: 11 }, () => sentence).join(' ');
  for (const lead of ['#### Example', 'Then run:', 'You should see this', '**Linux**\n\nIn the shell:']) {
    const [first, second] = splitSection(section(`${filler}\n\n${filler}\n\n${lead}\n\n${code}`));
    expect(first?.body, lead).not.toContain(lead.split('\n')[0]);
    expect(second?.body, lead).toContain(`# Setup › Proxy\n\n${lead}\n\n\`\`\``);
  }
});

test('no text makes a row without end: words are cut where there is no sentence, code where no model would read on', () => {
  const endless = splitSection(section('word and more '.repeat(20_000)));
  for (const article of endless) expect(estimateTokens(article.body)).toBeLessThanOrEqual(MAX_BODY_TOKENS);
  const item = splitSection(section(`- one\n- ${sentence.repeat(400)}\n- ${'x'.repeat(9_000)}`));
  for (const article of item) expect(estimateTokens(article.body)).toBeLessThanOrEqual(MAX_BODY_TOKENS);
  const code = splitSection(section(`\`\`\`json\n${'{"a": 1},\n'.repeat(20_000)}\`\`\``));
  expect(code.length).toBeGreaterThan(5);
  for (const { body } of code) {
    expect(body.length).toBeLessThan(33_000);
    expect(body).toMatch(/^# Setup › Proxy\n\n```json\n[\s\S]+\n```$/);
  }
  expect(code.flatMap(({ body }) => body.match(/"a"/g) ?? [])).toHaveLength(20_000);
});
