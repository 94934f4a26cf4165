import { byteLength, estimateTokens, pageOf } from '#core/domain/article.ts';
import { readArticles } from '#core/domain/article-csv.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import { SOURCES } from '#core/domain/passage.ts';
import { FEWEST_SHARDS, MAX_SHARD_BYTES, shardNumber } from '#core/domain/shard.ts';
import type { Files } from '#core/ports/files.ts';

/** What of a corpus costs something. */
export type Corpus = {
  readonly rows: number;
  /** Estimated, of all bodies: what embedding each of them once takes. */
  readonly tokens: number;
  readonly bodyBytes: number;
  /** Titles, addresses and tags, which ride along with the vectors. */
  readonly metadataBytes: number;
  /** Files that a source is uploaded in, over both sources. */
  readonly shards: number;
  /** Pages of sites, which a crawl reads. */
  readonly pages: number;
};

/** Reads both CSVs of the data folder, piece by piece. Throws InvalidInput when there is no article, or a row is broken. */
export async function measureCorpus(files: Pick<Files, 'readChunks'>): Promise<Corpus> {
  const sum = { rows: 0, tokens: 0, bodyBytes: 0, metadataBytes: 0, shards: 0 };
  const pages = new Set<string>();
  for (const source of SOURCES) {
    const name = `${source}.csv`;
    const chunks = await files.readChunks(name);
    if (!chunks) continue;
    const before = sum.bodyBytes + sum.metadataBytes;
    const used = new Set<number>();
    for await (const { title, url, body, tags } of readArticles(chunks, name)) {
      sum.rows++;
      sum.tokens += estimateTokens(body);
      sum.bodyBytes += byteLength(body);
      sum.metadataBytes += byteLength(title) + byteLength(url) + byteLength(tags.join(';'));
      used.add(shardNumber(url, FEWEST_SHARDS));
      if (source === 'web_docs') pages.add(pageOf(url));
    }
    sum.shards += used.size * growth(sum.bodyBytes + sum.metadataBytes - before);
  }
  if (sum.rows === 0)
    throw new InvalidInput('there are no articles to estimate for; run `threadwell start`, or `threadwell scrape` for your own site');
  return { ...sum, pages: pages.size };
}

/** How often the number of shards doubled so that none is too large, as a factor. */
function growth(bytes: number): number {
  let factor = 1;
  while (bytes / (FEWEST_SHARDS * factor) > MAX_SHARD_BYTES) factor *= 2;
  return factor;
}
