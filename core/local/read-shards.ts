import { setImmediate } from 'node:timers/promises';
import type { Article } from '#core/domain/article.ts';
import { parseArticles } from '#core/domain/article-csv.ts';
import { sha256 } from '#core/domain/digest.ts';
import { InvalidInput, isExpected } from '#core/domain/errors.ts';
import type { Source } from '#core/domain/passage.ts';
import { articleDigest, MAX_SHARD_BYTES } from '#core/domain/shard.ts';
import { parseSidecar, SIDECAR_SUFFIX } from '#core/domain/sidecar.ts';
import type { Files } from '#core/ports/files.ts';
import type { Side } from '#core/ports/knowledge-base.ts';
import { type ArticleTerms, articleTerms } from './article-terms.ts';

/** A row ready for the index. */
type ReadRow = { readonly article: Article; readonly digest: string; readonly terms: ArticleTerms };

/** What lies below `kb/{side}/{source}/`, read before anything is changed. */
export type ReadShards = {
  readonly scanned: readonly string[];
  /** The scanned ones that could be read. */
  readonly read: readonly string[];
  readonly changed: readonly { readonly path: string; readonly digest: string; readonly rows: readonly ReadRow[] }[];
  /** One sentence for each shard that cannot be used. */
  readonly failures: readonly string[];
};

/** Cutting an article into terms takes about 0.1 ms; between so many the server answers others. */
const ROWS_AT_A_TIME = 50;

/** Reads the shards of a source; those whose bytes are as `known` says are only counted. */
export async function readShards(files: Files, side: Side, source: Source, known: ReadonlyMap<string, string>): Promise<ReadShards> {
  const scanned: string[] = [];
  const read: string[] = [];
  const changed: { path: string; digest: string; rows: ReadRow[] }[] = [];
  const failures: string[] = [];
  for await (const { path, bytes } of files.list(`kb/${side}/${source}`)) {
    if (!path.endsWith('.csv')) continue;
    scanned.push(path);
    try {
      const { csv, digest } = await readShard(files, path, bytes, source);
      if (known.get(path) !== digest) changed.push({ path, digest, rows: await readRows(csv, path) });
      read.push(path);
    } catch (error) {
      if (!isExpected(error)) throw error;
      failures.push(error.message);
    }
  }
  return { scanned, read, changed, failures };
}

async function readShard(files: Files, path: string, bytes: number, source: Source): Promise<{ csv: string; digest: string }> {
  if (bytes > MAX_SHARD_BYTES) throw new InvalidInput(`${path} has ${bytes} bytes; a shard has at most ${MAX_SHARD_BYTES}`);
  const [content, sidecar] = await Promise.all([files.read(path), files.readText(path + SIDECAR_SUFFIX)]);
  if (!content || sidecar === null) throw new InvalidInput(`${content ? path + SIDECAR_SUFFIX : path} is missing; run ingest again`);
  const named = parseSidecar(sidecar, path + SIDECAR_SUFFIX);
  if (named !== source) throw new InvalidInput(`${path + SIDECAR_SUFFIX} names the source ${named}; here it must be ${source}`);
  return { csv: decode(content, path), digest: `${sha256(content)}:${sha256(sidecar)}` };
}

function decode(content: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch (cause) {
    throw new InvalidInput(`${path} is no UTF-8; run ingest to write it anew`, { cause });
  }
}

async function readRows(csv: string, path: string): Promise<ReadRow[]> {
  const rows: ReadRow[] = [];
  for (const article of parseArticles(csv, path)) {
    rows.push({ article, digest: articleDigest(article), terms: articleTerms(article) });
    if (rows.length % ROWS_AT_A_TIME === 0) await setImmediate();
  }
  return rows;
}
