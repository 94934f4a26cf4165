import { afterEach, beforeEach, expect, test } from 'vitest';
import { formatArticles } from '#core/domain/article-csv.ts';
import { sha256 } from '#core/domain/digest.ts';
import { articleDigest, shardArticles } from '#core/domain/shard.ts';
import { openPorts, someArticles } from './fixtures/open-ports.ts';
import { sideShards } from './side-shards.ts';

let home: ReturnType<typeof openPorts>;
beforeEach(() => {
  home = openPorts();
});
afterEach(() => home.close());

/** As text. */
const shards = async (csv: string, maxHeldBytes?: number) => {
  await home.files.write('web_docs.csv', csv);
  const sources = [{ source: 'web_docs' as const, sha256: sha256(csv), bytes: csv.length, rows: 50 }];
  const found = await Array.fromAsync(sideShards(home.files, { sources, leaveOutBroken: false }, maxHeldBytes));
  return found.map((shard) => ({ ...shard, csv: new TextDecoder().decode(shard.csv) }));
};
const odd = someArticles().with(3, { ...someArticles()[3]!, title: 'A "quoted", title', body: '# A "quoted", title\n\nGröße, 寸法\r\n' });

test.each([undefined, 2_000, 1])('are the bytes that all articles at once would make, with %s bytes held', async (maxHeldBytes) => {
  const found = await shards(formatArticles(odd), maxHeldBytes);
  expect(found.map(({ path, csv, rows, tokens }) => ({ name: path.replace('web_docs/', ''), csv, rows, tokens }))).toEqual(
    shardArticles(odd),
  );
  expect(new Map(found.flatMap(({ digests }) => digests))).toEqual(new Map(odd.map((article) => [article.url, articleDigest(article)])));
});

test('do not depend on the order of the rows', async () => {
  const [header, ...rows] = formatArticles(someArticles()).split(/\n(?=The )/);
  expect(await shards([header, ...rows.map((row) => row.trimEnd()).toReversed(), ''].join('\n'))).toEqual(
    await shards(formatArticles(someArticles())),
  );
});

test('a CSV that is written between two parts of it is a conflict', async () => {
  const csv = formatArticles(someArticles());
  await home.files.write('web_docs.csv', csv);
  const sources = [{ source: 'web_docs' as const, sha256: sha256(csv), bytes: csv.length, rows: 50 }];
  const reading = sideShards(home.files, { sources, leaveOutBroken: false }, 1);
  expect((await reading.next()).done).toBe(false);
  await home.files.write('web_docs.csv', formatArticles(someArticles(40)));
  await expect(Array.fromAsync(reading)).rejects.toThrow('web_docs.csv was changed while it was being ingested; run ingest again');
});
