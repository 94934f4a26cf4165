import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { STOP_WORDS } from '#core/domain/words.ts';
import { bodyOf, costOf, type EngineMaker } from './engine.ts';

/** What one writes in an afternoon: SQLite FTS5, Porter stems, no stop words in the question, a heavier title. */
export const fts5: EngineMaker = {
  name: 'FTS5 + porter',
  async open(articles) {
    const folder = mkdtempSync(join(tmpdir(), 'threadwell-bench-'));
    const database = new DatabaseSync(join(folder, 'fts5.db'));
    database.exec(
      `PRAGMA journal_mode = WAL; CREATE VIRTUAL TABLE articles USING fts5(url UNINDEXED, title, body, tokenize = 'porter unicode61')`,
    );
    const insert = database.prepare('INSERT INTO articles VALUES (?, ?, ?)');
    const index = await costOf(() => {
      database.exec('BEGIN');
      for (const article of articles) insert.run(article.url, article.title, bodyOf(article));
      database.exec('COMMIT');
    });
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const search = database.prepare('SELECT url FROM articles WHERE articles MATCH ? ORDER BY bm25(articles, 0, 4, 1) LIMIT ?');
    return {
      index,
      diskBytes: statSync(join(folder, 'fts5.db')).size,
      find(question, limit) {
        const words = question.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
        const content = words.filter((word) => !STOP_WORDS.has(word));
        if (content.length === 0) return { urls: [], confidence: null };
        const rows = search.all(content.map((word) => `"${word}"`).join(' OR '), limit);
        return { urls: rows.map((row) => String(row.url)), confidence: null };
      },
      close() {
        database.close();
        rmSync(folder, { recursive: true });
      },
    };
  },
};
