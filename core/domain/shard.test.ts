import { expect, test } from 'vitest';
import { parseArticles } from './article-csv.ts';
import { shardArticles } from './shard.ts';

const article = (number: number, text = 'text') => ({
  title: `T${number}`,
  url: `https://docs.example.com/${number}`,
  body: `# T${number}\n\n${text}`,
  tags: [],
});
const many = Array.from({ length: 200 }, (_, index) => article(index));

test('every article is in exactly one of 16 shards', () => {
  const shards = shardArticles(many);
  expect(shards.map((shard) => shard.name)).toEqual(Array.from({ length: 16 }, (_, index) => `${String(index).padStart(2, '0')}.csv`));
  const urls = shards.flatMap((shard) => parseArticles(shard.csv, shard.name).map(({ url }) => url));
  expect(urls.toSorted()).toEqual(many.map(({ url }) => url).toSorted());
  expect(shards.reduce((sum, shard) => sum + shard.rows, 0)).toBe(200);
});

test('equal articles in another order give equal bytes', () => {
  expect(shardArticles(many.toReversed())).toEqual(shardArticles(many));
});

test('a changed article changes one shard, and so does one that is gone', () => {
  const before = new Set(shardArticles(many).map((shard) => shard.csv));
  const changed = shardArticles(many.with(7, article(7, 'other')));
  const shorter = shardArticles(many.toSpliced(7, 1));
  expect(changed.filter((shard) => !before.has(shard.csv))).toHaveLength(1);
  expect(shorter.filter((shard) => !before.has(shard.csv))).toHaveLength(1);
});

test('the count doubles when a shard would be too large', () => {
  const limit = 600;
  const shards = shardArticles(many, limit);
  expect(shards.length).toBeGreaterThan(16);
  for (const shard of shards) expect(Buffer.byteLength(shard.csv)).toBeLessThanOrEqual(limit);
});

test('an article that fits no shard is named as the problem', () => {
  expect(() => shardArticles([article(1, 'x'.repeat(200))], 100)).toThrow(/does not fit a shard of 100 bytes/);
});

test('no articles give no shards', () => {
  expect(shardArticles([])).toEqual([]);
});
