import { expect, test } from 'vitest';
import type { Article } from './article.ts';
import { formatArticles, parseArticles } from './article-csv.ts';

const article = (url: string, rest: Partial<Article> = {}): Article => ({
  title: 'Proxy, "quoted"',
  url,
  body: '# Proxy, "quoted"\n\nSet `proxy.host`,\nthen restart.\n\n```xml\n<a b="c"/>\n```',
  tags: ['source:docs', 'topic:proxy'],
  ...rest,
});

test('gives back what was written, whatever is in the cells', () => {
  const articles = [article('https://a.example/a'), article('https://a.example/b#c')];
  expect(parseArticles(formatArticles(articles), 'x.csv')).toEqual(articles);
});

test('writes the same bytes for the same articles in any order', () => {
  const articles = [article('https://a.example/b'), article('https://a.example/B'), article('https://a.example/a')];
  const csv = formatArticles(articles);
  expect(formatArticles(articles.toReversed())).toBe(csv);
  expect(csv.startsWith('title,url,body,tags\n')).toBe(true);
  expect(csv.indexOf('.example/B,')).toBeLessThan(csv.indexOf('.example/a,'));
});

test('reads an empty table as no articles', () => {
  expect(parseArticles(formatArticles([]), 'x.csv')).toEqual([]);
});

test.each([
  ['title,url,body\n', 'x.csv row 1: the header is `title,url,body`'],
  ['title,url,body,tags\nA,https://a.example/,# A\n', 'x.csv row 2: 3 fields instead of 4'],
  ['title,url,body,tags\nA,ftp://a.example/,# A,\n', 'x.csv row 2: `url` is not an absolute http(s) address'],
  ['title,url,body,tags\nA,,# A,\n', 'x.csv row 2: `url` is empty'],
  ['title,url,body,tags\nA,https://a.example/,text,\n', 'x.csv row 2: `body` does not open with `# {title}`'],
  ['title,url,body,tags\nA,https://a.example/,# A,\nA,https://a.example/,# A,\n', 'x.csv row 3: `url` repeats row 2'],
  ['title,url,body,tags\nA,https://a.example/,"# A,\n', 'x.csv row 2'],
])('names the row and the problem of %j', (csv, message) => {
  expect(() => parseArticles(csv, 'x.csv')).toThrow(message);
});
