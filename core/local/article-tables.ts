import type { DatabaseSync } from 'node:sqlite';
import { SIDES, type Side } from '#core/ports/knowledge-base.ts';
import { FIELDS, type Field } from './article-terms.ts';

/** How much a hit in a field counts in the choice of candidates; the ranking that follows has its own weights. */
const CANDIDATE_WEIGHTS: Readonly<Record<Field, number>> = { title: 4, body: 1, code: 2, tags: 1 };

/** Terms may hold the characters that join identifiers; all beyond ASCII counts as a letter. */
const TOKENIZER = `tokenize = "ascii tokenchars '._:@+-'"`;

/** The tables of the index. `kb_frequency_*` shows the terms of an FTS5 table with the number of their articles. */
export const SCHEMA = `
  CREATE TABLE IF NOT EXISTS kb_articles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    side TEXT NOT NULL, path TEXT NOT NULL, source TEXT NOT NULL,
    url TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL, tags TEXT NOT NULL,
    digest TEXT NOT NULL, updated_at TEXT NOT NULL, terms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS kb_articles_path ON kb_articles (side, path);
  CREATE INDEX IF NOT EXISTS kb_articles_url ON kb_articles (url, digest);
  CREATE TABLE IF NOT EXISTS kb_files (
    side TEXT NOT NULL, path TEXT NOT NULL, source TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (side, path)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS kb_reads (side TEXT NOT NULL, path TEXT NOT NULL, read_at TEXT NOT NULL, PRIMARY KEY (side, path)) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS kb_citations (url TEXT PRIMARY KEY, cited_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS kb_words (
    side TEXT NOT NULL, word TEXT NOT NULL, articles INTEGER NOT NULL, PRIMARY KEY (side, word)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS kb_terms_version (version INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS kb_sides (side TEXT PRIMARY KEY, revision INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  ${SIDES.map(
    (side) => `
    INSERT OR IGNORE INTO kb_sides VALUES ('${side}', 0);
    CREATE VIRTUAL TABLE IF NOT EXISTS kb_terms_${side} USING fts5(${FIELDS.join(', ')}, ${TOKENIZER});
    CREATE VIRTUAL TABLE IF NOT EXISTS kb_frequency_${side} USING fts5vocab(kb_terms_${side}, row);`,
  ).join('')}
`;

export function statements(database: DatabaseSync) {
  return {
    revision: database.prepare('SELECT revision FROM kb_sides WHERE side = ?'),
    bump: database.prepare('UPDATE kb_sides SET revision = revision + 1 WHERE side = ?'),
    statistics: database.prepare('SELECT count(*) AS articles, coalesce(avg(terms), 0) AS average FROM kb_articles WHERE side = ?'),
    vocabulary: database.prepare('SELECT word, articles FROM kb_words WHERE side = ?'),
    countWord: database.prepare(
      'INSERT INTO kb_words (side, word, articles) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET articles = articles + excluded.articles',
    ),
    dropUnusedWords: database.prepare('DELETE FROM kb_words WHERE side = ? AND articles <= 0'),
    rowsOf: database.prepare('SELECT id, digest FROM kb_articles WHERE side = ? AND path = ?'),
    firstSeen: database.prepare('SELECT min(updated_at) AS since FROM kb_articles WHERE url = ? AND digest = ?'),
    article: database.prepare('SELECT url, title, body, tags FROM kb_articles WHERE id = ?'),
    times: database.prepare(
      'SELECT a.url, r.read_at FROM kb_articles AS a LEFT JOIN kb_reads AS r ON r.side = a.side AND r.path = a.path WHERE a.id = ?',
    ),
    cited: database.prepare('SELECT cited_at FROM kb_citations WHERE url = ?'),
    setRead: database.prepare(
      'INSERT INTO kb_reads (side, path, read_at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET read_at = excluded.read_at',
    ),
    dropRead: database.prepare('DELETE FROM kb_reads WHERE side = ? AND path = ?'),
    setCited: database.prepare(
      'INSERT INTO kb_citations (url, cited_at) VALUES (?, ?) ON CONFLICT DO UPDATE SET cited_at = max(cited_at, excluded.cited_at)',
    ),
    insert: database.prepare(
      `INSERT INTO kb_articles (side, path, source, url, title, body, tags, digest, updated_at, terms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    remove: database.prepare('DELETE FROM kb_articles WHERE id = ?'),
    files: database.prepare('SELECT path, digest FROM kb_files WHERE side = ? AND source = ?'),
    setFile: database.prepare(
      'INSERT INTO kb_files (side, source, path, digest) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET digest = excluded.digest',
    ),
    dropFile: database.prepare('DELETE FROM kb_files WHERE side = ? AND path = ?'),
  };
}

export function sideStatements(database: DatabaseSync, side: Side) {
  const weights = FIELDS.map((field) => CANDIDATE_WEIGHTS[field]).join(', ');
  return {
    frequency: database.prepare(`SELECT doc FROM kb_frequency_${side} WHERE term = ?`),
    best: database.prepare(
      `SELECT rowid FROM kb_terms_${side} WHERE kb_terms_${side} MATCH ? ORDER BY bm25(kb_terms_${side}, ${weights}), rowid LIMIT ?`,
    ),
    // Each row that matches is looked at, which the search without a filter need not do. `?3` is a JSON array of tags.
    bestOf: database.prepare(
      `SELECT t.rowid FROM kb_terms_${side} AS t JOIN kb_articles AS a ON a.id = t.rowid
       WHERE kb_terms_${side} MATCH ?1 AND (?2 = '' OR a.source = ?2)
         AND NOT EXISTS (SELECT 1 FROM json_each(?3) AS tag WHERE instr(';' || a.tags || ';', ';' || tag.value || ';') = 0)
       ORDER BY bm25(kb_terms_${side}, ${weights}), t.rowid LIMIT ?4`,
    ),
    candidate: database.prepare(
      `SELECT a.id, a.url, a.tags AS labels, a.source, a.updated_at, t.title, t.body, t.code, t.tags
       FROM kb_articles AS a JOIN kb_terms_${side} AS t ON t.rowid = a.id WHERE a.id = ?`,
    ),
    insertTerms: database.prepare(`INSERT INTO kb_terms_${side} (rowid, ${FIELDS.join(', ')}) VALUES (?, ?, ?, ?, ?)`),
    removeTerms: database.prepare(`DELETE FROM kb_terms_${side} WHERE rowid = ?`),
  };
}
