import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '#core/local/database.ts';
import { localFiles } from '#core/local/files.ts';
import { localKnowledgeBase } from '#core/local/knowledge-base.ts';
import { localServing } from '#core/local/serving.ts';
import { uploadArticles } from '#core/ports/knowledge-base.contract.ts';
import { noLog } from '#core/ports/log.ts';
import { costOf, type EngineMaker } from './engine.ts';

/** Ours through its port: articles as shards on disk, read, cut, and written to SQLite. */
export const threadwell: EngineMaker = {
  name: 'threadwell',
  async open(articles) {
    const folder = mkdtempSync(join(tmpdir(), 'threadwell-bench-'));
    const database = openDatabase(folder);
    const files = localFiles(folder);
    const knowledgeBase = localKnowledgeBase({
      database,
      files,
      serving: localServing(database),
      clock: { now: () => new Date(0) },
      log: noLog,
    });
    const curated = articles.filter(({ tags }) => tags.includes('source:email'));
    const docs = articles.filter((article) => !curated.includes(article));
    await uploadArticles(files, 'blue', 'web_docs', docs);
    await uploadArticles(files, 'blue', 'curated_articles', curated);
    const index = await costOf(async () => {
      await knowledgeBase.startIngestion('blue', 'web_docs');
      await knowledgeBase.startIngestion('blue', 'curated_articles');
    });
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    return {
      index,
      diskBytes: statSync(join(folder, 'threadwell.db')).size,
      async find(text, limit) {
        const passages = await knowledgeBase.retrieve({ text, limit, side: 'blue' });
        return {
          urls: passages.map(({ url }) => url),
          confidence: Math.max(0, ...passages.map(({ confidence }) => confidence)),
        };
      },
      close() {
        database.close();
        rmSync(folder, { recursive: true });
      },
    };
  },
};

/** At this confidence the assistant answers. */
export { LOCAL_MIN_CONFIDENCE } from '#core/local/knowledge-base.ts';
