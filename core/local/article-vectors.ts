import type { DatabaseSync } from 'node:sqlite';
import { createMasker } from '#core/domain/redact.ts';
import type { Side } from '#core/ports/knowledge-base.ts';
import type { Log } from '#core/ports/log.ts';
import { transaction } from './database.ts';
import { type EmbeddingsEndpoint, embeddingsEndpoint, spaceOf } from './embeddings-endpoint.ts';
import { vectorSpaces } from './vector-spaces.ts';

/** Articles in one request: far below what any service allows. */
const BATCH_ARTICLES = 64;
/** A small machine embeds a batch in half a minute. */
const BATCH_TIMEOUT_MS = 60_000;
/** A visitor waits for it; without it the words decide. */
const QUESTION_TIMEOUT_MS = 1_500;
/** After a failure, questions go by words alone for so long, so that a dead service costs one visitor and not each. */
const PAUSE_MS = 60_000;

/** The vectors of articles in the database, and the search among them. The tables of the articles must exist. */
type ArticleVectors = {
  /**
   * Embeds the articles of a side that have no vector yet. What fails is logged, and the next call goes on from there. A side that holds nothing
   * is embedded anew when it is filled again, also what the other side holds too.
   */
  compute(side: Side): Promise<void>;
  /** How many articles of a side have no vector of the model that is configured. */
  lacking(side: Side): number;
  /** The ids of the articles nearest to a text, best first; empty when the service fails, which is logged. */
  nearest(side: Side, text: string, limit: number): Promise<number[]>;
};

export function articleVectors(
  database: DatabaseSync,
  endpoint: EmbeddingsEndpoint,
  log: Log,
  now: () => number = Date.now,
): ArticleVectors {
  database.exec(`CREATE TABLE IF NOT EXISTS kb_vectors (
    digest TEXT NOT NULL, space TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (digest, space)
  ) STRICT, WITHOUT ROWID`);
  const space = spaceOf(endpoint);
  const spaces = vectorSpaces(database, space);
  const embed = embeddingsEndpoint(endpoint);
  // By digest: an article that did not change keeps its vector, on both sides.
  const missing = database.prepare(
    `SELECT DISTINCT a.digest, a.body FROM kb_articles AS a LEFT JOIN kb_vectors AS v ON v.digest = a.digest AND v.space = ?
     WHERE a.side = ? AND v.digest IS NULL LIMIT ${BATCH_ARTICLES}`,
  );
  const insert = database.prepare('INSERT OR REPLACE INTO kb_vectors (digest, space, vector) VALUES (?, ?, ?)');
  // Vectors of the model before stay as long as the other side is of them: it may serve.
  const forget = database.prepare(
    `DELETE FROM kb_vectors WHERE space NOT IN (SELECT value FROM json_each(?)) OR digest NOT IN (SELECT digest FROM kb_articles)`,
  );
  const held = database.prepare('SELECT count(*) AS articles FROM kb_articles WHERE side = ?');
  const without = database.prepare(
    `SELECT count(*) AS articles FROM kb_articles AS a LEFT JOIN kb_vectors AS v ON v.digest = a.digest AND v.space = ?
     WHERE a.side = ? AND v.digest IS NULL`,
  );
  const revision = database.prepare('SELECT revision FROM kb_sides WHERE side = ?');
  const bump = database.prepare('UPDATE kb_sides SET revision = revision + 1 WHERE side = ?');
  const all = database.prepare(
    `SELECT a.id, v.vector FROM kb_articles AS a JOIN kb_vectors AS v ON v.digest = a.digest
     WHERE a.side = ? AND v.space = ? AND length(v.vector) = ? ORDER BY a.id`,
  );
  const matrices = new Map<Side, Matrix & { readonly revision: number; readonly size: number }>();
  let pausedUntil = 0;

  /** The vectors of a side in memory: 40 MB for 10,000 of 1,024 numbers. */
  const matrix = (side: Side, size: number): Matrix => {
    const current = Number(revision.get(side)!.revision);
    const known = matrices.get(side);
    if (known?.revision === current && known.size === size) return known;
    const rows = all.all(side, spaces.of(side), size * Float32Array.BYTES_PER_ELEMENT) as { id: number; vector: Uint8Array }[];
    const values = new Float32Array(rows.length * size);
    for (const [row, { vector }] of rows.entries()) values.set(new Float32Array(Uint8Array.from(vector).buffer), row * size);
    const fresh = { revision: current, size, ids: rows.map(({ id }) => id), values };
    matrices.set(side, fresh);
    return fresh;
  };

  return {
    async compute(side) {
      const isEmpty = Number(held.get(side)!.articles) === 0;
      const { key, isOther } = spaces.renew(side, isEmpty);
      forget.run(JSON.stringify(spaces.inUse()));
      let isChanged = isOther;
      try {
        for (;;) {
          const batch = missing.all(key, side) as { digest: string; body: string }[];
          if (batch.length === 0) break;
          const vectors = await embed(
            batch.map(({ body }) => body),
            BATCH_TIMEOUT_MS,
          );
          transaction(database, () => {
            for (const [index, { digest }] of batch.entries()) insert.run(digest, key, new Uint8Array(vectors[index]!.buffer));
          });
          isChanged = true;
        }
      } catch (error) {
        log.warn('articles without a vector are found by words alone; run ingest again', { side, reason: (error as Error).message });
      }
      if (isChanged) bump.run(side);
    },
    lacking: (side) => Number(without.get(spaces.of(side), side)!.articles),
    async nearest(side, text, limit) {
      if (now() < pausedUntil) return [];
      try {
        const [vector] = await embed([createMasker().mask(text).text], QUESTION_TIMEOUT_MS);
        return nearestRows(matrix(side, vector!.length), vector!, limit);
      } catch (error) {
        pausedUntil = now() + PAUSE_MS;
        log.warn('questions are answered by words alone for a minute', { reason: (error as Error).message });
        return [];
      }
    },
  };
}

/** Vectors of one length, row after row. */
type Matrix = { readonly ids: readonly number[]; readonly values: Float32Array };

function nearestRows({ ids, values }: Matrix, vector: Float32Array, limit: number): number[] {
  const size = vector.length;
  const near = ids.map((id, row) => {
    let product = 0;
    for (let place = 0, at = row * size; place < size; place++, at++) product += vector[place]! * values[at]!;
    return { id, product };
  });
  return near
    .toSorted((a, b) => b.product - a.product || a.id - b.id)
    .slice(0, limit)
    .map(({ id }) => id);
}
