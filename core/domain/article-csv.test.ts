import { expect, test } from 'vitest';
import type { Article } from './article.ts';
import { formatArticles, formatSortedArticles, parseArticles, readArticles, readRows } from './article-csv.ts';

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
])('names the row and the problem of %j', async (csv, message) => {
  expect(() => parseArticles(csv, 'x.csv')).toThrow(message);
  await expect(read(csv, 7)).rejects.toThrow(message);
});

/** The articles of a text that comes in pieces of so many bytes. */
async function read(csv: string, pieceBytes: number): Promise<Article[]> {
  const bytes = new TextEncoder().encode(csv);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  }
  return await Array.fromAsync(readArticles(pieces(), 'x.csv'));
}

test.each([1, 2, 3, 64, 100_000])('reads the same in pieces of %i bytes, cut within characters and quotes', async (pieceBytes) => {
  const articles = ['a', 'b', 'c'].map((name) => article(`https://a.example/${name}`, { tags: ['topic:größe-日本-🙂'] }));
  expect(await read(formatArticles(articles), pieceBytes)).toEqual(articles);
  expect(await read(`\uFEFF${formatArticles(articles).replaceAll('\n', '\r\n')}`, pieceBytes)).toHaveLength(3);
});

test('reads every row with all that is wrong with it, where somebody wants to see that', async () => {
  const csv =
    'title,url,body,tags\nA,https://a.example/,"# A\n\nx",\nB,,text,\nC\nD,https://a.example/,# D,\nE,https://a.example/e,# E,y;x\n';
  const rows = await Array.fromAsync(readRows(new Blob([csv]).stream()));
  expect(rows.map(({ row, article, problems }) => [row, article?.title, problems.map(({ column }) => column)])).toEqual([
    [2, 'A', []],
    [3, undefined, ['url', 'body']],
    [4, undefined, [null]],
    [5, undefined, ['url']],
    [6, 'E', []],
  ]);
  for (const { problems } of rows) for (const { problem, fix } of problems) expect([problem, fix]).not.toContain('');
});

test('of a file with another header it reads nothing below', async () => {
  const rows = await Array.fromAsync(readRows(new Blob(['a,b\n1,2\n3,4\n']).stream()));
  expect(rows).toMatchObject([{ row: 1, article: null, problems: [{ problem: 'the header is `a,b`' }] }]);
});

test('a quote that is never closed ends the reading before it costs the memory of the file', async () => {
  let taken = 0;
  async function* endless() {
    yield new TextEncoder().encode('title,url,body,tags\nA,https://a.example/,"');
    for (;;) {
      taken += 1;
      yield new Uint8Array(1_000_000).fill(120);
    }
  }
  await expect(Array.fromAsync(readRows(endless()))).rejects.toThrow(/a row is longer than 4194304 characters; close the quote/);
  expect(taken).toBeLessThan(10);
});

test('writes the same bytes piece by piece', async () => {
  const articles = Array.from({ length: 2_000 }, (_, n) => article(`https://a.example/${String(n).padStart(4, '0')}`));
  async function* sorted() {
    yield* articles;
  }
  const pieces = await Array.fromAsync(formatSortedArticles(sorted()));
  expect(pieces.length).toBeGreaterThan(1);
  expect(pieces.join('')).toBe(formatArticles(articles));
});

test('a reader that stops early lets go of the file', async () => {
  let ended = false;
  async function* endless() {
    try {
      yield new TextEncoder().encode('title,url,body,tags\n');
      for (let n = 0; ; n++) yield new TextEncoder().encode(`A,https://a.example/${n},# A,\n`);
    } finally {
      ended = true;
    }
  }
  for await (const row of readArticles(endless(), 'x.csv')) if (row.url.endsWith('/5')) break;
  await expect.poll(() => ended).toBe(true);
});
