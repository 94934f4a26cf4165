import { byteLength, estimateTokens } from '#core/domain/article.ts';
import { ARTICLE_HEADER, byUrl, formatArticle } from '#core/domain/article-csv.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import type { Source } from '#core/domain/passage.ts';
import { articleDigest, FEWEST_SHARDS, MAX_SHARD_BYTES, MOST_SHARDS, shardName, shardNumber } from '#core/domain/shard.ts';
import type { Files } from '#core/ports/files.ts';
import { type CheckedSource, readCheckedSource, type SourceInput, type SourcePlace } from './read-sources.ts';

/** A file of a side as it is to be. */
export type SourceShard = {
  readonly source: Source;
  /** Below the side: `web_docs/00.csv`. */
  readonly path: string;
  readonly csv: Uint8Array;
  readonly rows: number;
  /** Estimated, of all bodies. */
  readonly tokens: number;
  /** Of each row, with its url. */
  readonly digests: readonly (readonly [url: string, digest: string])[];
};

/** Text held at a time. A larger CSV is read again for each such part of it, which takes seconds; memory would be paid for all year. */
const MAX_HELD_BYTES = 96 * 1024 * 1024;

/**
 * The shards of both CSVs as they were checked, in the order of their paths, the same bytes as `shardArticles` makes of all articles at
 * once. Throws Conflict when a CSV was written since the check: before the first shard of each part that is read.
 */
export async function* sideShards(
  files: Files,
  { sources, ...place }: SourcePlace & { readonly sources: readonly SourceInput[] },
  maxHeldBytes = MAX_HELD_BYTES,
): AsyncGenerator<SourceShard> {
  for (const source of sources) yield* sourceShards(files, { ...place, ...source }, maxHeldBytes);
}

async function* sourceShards(files: Files, checked: CheckedSource, maxHeldBytes: number): AsyncGenerator<SourceShard> {
  const count = await shardCount(files, checked);
  const atOnce = Math.max(1, Math.floor((maxHeldBytes * count) / Math.max(checked.bytes, 1)));
  for (let first = 0; first < count; first += atOnce) {
    const held = new Map<number, HeldRow[]>();
    await readCheckedSource(files, checked, (article) => {
      const number = shardNumber(article.url, count);
      if (number < first || number >= first + atOnce) return;
      // A copy: a part of a text holds the whole text, and here that would be the file.
      const row = {
        url: Buffer.from(article.url).toString(),
        line: Buffer.from(formatArticle(article)),
        tokens: estimateTokens(article.body),
        digest: articleDigest(article),
      };
      const rows = held.get(number);
      if (rows) rows.push(row);
      else held.set(number, [row]);
    });
    for (const number of [...held.keys()].sort((a, b) => a - b)) {
      yield toShard(checked.source, number, held.get(number)!);
      held.delete(number);
    }
  }
}

type HeldRow = { readonly url: string; readonly line: Buffer; readonly tokens: number; readonly digest: string };

function toShard(source: Source, number: number, held: readonly HeldRow[]): SourceShard {
  const rows = held.toSorted(byUrl);
  return {
    source,
    path: `${source}/${shardName(number)}`,
    csv: Buffer.concat([Buffer.from(ARTICLE_HEADER), ...rows.map(({ line }) => line)]),
    rows: rows.length,
    tokens: rows.reduce((sum, { tokens }) => sum + tokens, 0),
    digests: rows.map(({ url, digest }) => [url, digest]),
  };
}

/** Hashes spread rows evenly: below this share of what a shard may hold on average, none holds too much, and nobody has to count. */
const SURE_SHARE = 0.5;

/** The fewest shards that are small enough. */
async function shardCount(files: Files, checked: CheckedSource): Promise<number> {
  if (checked.bytes <= FEWEST_SHARDS * MAX_SHARD_BYTES * SURE_SHARE) return FEWEST_SHARDS;
  const bytes = new Array<number>(MOST_SHARDS).fill(0);
  await readCheckedSource(files, checked, (article) => {
    bytes[shardNumber(article.url, MOST_SHARDS)]! += byteLength(formatArticle(article));
  });
  for (let count = FEWEST_SHARDS; count <= MOST_SHARDS; count *= 2) {
    const sums = new Array<number>(count).fill(ARTICLE_HEADER.length);
    for (const [number, size] of bytes.entries()) sums[number % count]! += size;
    if (sums.every((size) => size <= MAX_SHARD_BYTES)) return count;
  }
  throw new InvalidInput(`an article does not fit a shard of ${MAX_SHARD_BYTES} bytes; shorten or remove the longest bodies`);
}
