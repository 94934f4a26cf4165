import { type Article, byteLength, estimateTokens } from './article.ts';
import { formatArticles } from './article-csv.ts';
import { sha256 } from './digest.ts';
import { InvalidInput } from './errors.ts';

/** A part of a source's CSV as it is uploaded. */
export type Shard = {
  readonly name: string;
  readonly csv: string;
  readonly rows: number;
  /** Estimated, of all bodies: what embedding the shard costs. */
  readonly tokens: number;
};

/** A change of one article re-embeds one file: few enough files for a quick listing, enough that one is a small part of the base. */
export const FEWEST_SHARDS = 16;
/** Bedrock reads no file over 50 MB. */
export const MAX_SHARD_BYTES = 50 * 1024 * 1024;
/** 4,096 files of 50 MB are 200 GB: growth beyond this is a mistake in the input. */
export const MOST_SHARDS = 4_096;

/**
 * Spreads articles over shards by the hash of their url, so that an article stays in its shard whatever happens to the others. Shards
 * without rows are left out. The count starts at {@link FEWEST_SHARDS} and doubles until each fits `maxBytes`: doubling moves half of
 * each shard and is rare.
 */
export function shardArticles(articles: readonly Article[], maxBytes: number = MAX_SHARD_BYTES): Shard[] {
  for (let count = FEWEST_SHARDS; count <= MOST_SHARDS; count *= 2) {
    const shards = spread(articles, count);
    if (shards.every((shard) => byteLength(shard.csv) <= maxBytes)) return shards;
  }
  throw new InvalidInput(`an article does not fit a shard of ${maxBytes} bytes; shorten or remove the longest bodies`);
}

/** Tells whether an article is still the same: SHA-256 over its four fields. */
export function articleDigest(article: Article): string {
  return sha256(JSON.stringify([article.title, article.url, article.body, article.tags]));
}

function spread(articles: readonly Article[], count: number): Shard[] {
  const byShard = Map.groupBy(articles, (article) => shardNumber(article.url, count));
  return [...byShard]
    .toSorted(([a], [b]) => a - b)
    .map(([number, rows]) => ({
      name: shardName(number),
      csv: formatArticles(rows),
      rows: rows.length,
      tokens: rows.reduce((sum, { body }) => sum + estimateTokens(body), 0),
    }));
}

/** Which of so many shards an article is in. For a count that is a part of another it is the remainder of its number there. */
export function shardNumber(url: string, count: number): number {
  return Number.parseInt(sha256(url).slice(0, 8), 16) % count;
}

export function shardName(number: number): string {
  return `${String(number).padStart(2, '0')}.csv`;
}
