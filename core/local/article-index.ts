import type { DatabaseSync } from 'node:sqlite';
import { type Article, withoutPart } from '#core/domain/article.ts';
import type { Source } from '#core/domain/passage.ts';
import { remember } from '#core/domain/remember.ts';
import { words } from '#core/domain/words.ts';
import { SIDES, type Side } from '#core/ports/knowledge-base.ts';
import { SCHEMA, sideStatements, statements } from './article-tables.ts';
import { type ArticleTerms, articleTerms, FIELDS, type Field } from './article-terms.ts';
import { type ArticleFields, fieldsOf } from './match-article.ts';
import { type Correction, spellingOf } from './spelling.ts';
import type { Phrase } from './synonyms.ts';

/** An article of the index, as retrieval ranks it; its text is read for those that are shown. */
export type IndexedArticle = {
  readonly id: number;
  readonly url: string;
  readonly source: Source;
  readonly tags: readonly string[];
  readonly updatedAt: string;
  readonly fields: ArticleFields;
};

/**
 * Taken apart again for each question, the candidates cost half of its time. About 60 MB with all that belongs to them; when they are that
 * many all are forgotten.
 */
const MAX_KEPT_TERMS = 1_000_000;

/** Only articles with all of the tags, and of the source. */
type Filter = { readonly tags?: readonly string[] | undefined; readonly source?: Source | undefined };

/** A row as ingestion compares it. */
export type IndexedRow = { readonly id: number; readonly digest: string };

/** Counts up when {@link articleTerms} or the words below it cut differently: terms of the old cut would not meet those of a question. */
const TERMS_VERSION = 2;

/** Also of what is in no article: most synonyms are asked for again and again, and the words that visitors make up are without end. */
const MAX_KNOWN_FREQUENCIES = 20_000;

/** A side as a whole. `corrections` finds the known words that a misspelt one may mean, `written` the word that is most often written for a term. */
type Summary = {
  readonly revision: number;
  readonly articles: number;
  readonly averageTerms: number;
  /** In how many articles of the side a term is. */
  frequency(term: string): number;
  corrections(word: string): Correction[];
  written(term: string): string;
};

/** The tables of both sides. Nothing here begins a transaction. */
export type ArticleIndex = ReturnType<typeof articleIndex>;

export function articleIndex(database: DatabaseSync) {
  database.exec(SCHEMA);
  const sql = statements(database);
  const perSide = { blue: sideStatements(database, 'blue'), green: sideStatements(database, 'green') };
  renewTerms(database, sql, perSide);
  const summaries = new Map<Side, Summary>();

  /** What is computed from a whole side, anew when another process or we have changed it. */
  const summary = (side: Side): Summary => {
    const revision = Number(sql.revision.get(side)!.revision);
    const known = summaries.get(side);
    if (known?.revision === revision) return known;
    const { articles, average } = sql.statistics.get(side)!;
    let spelling: Summary['corrections'] | undefined;
    const corrections = (word: string) => {
      spelling ??= spellingOf(sql.vocabulary.all(side) as { word: string; articles: number }[]);
      return spelling(word);
    };
    let writings: Map<string, string> | undefined;
    const written = (term: string) => {
      writings ??= writingsOf(sql.vocabulary.all(side) as { word: string; articles: number }[]);
      return writings.get(term) ?? term;
    };
    const frequency = remember((term) => Number(perSide[side].frequency.get(term)?.doc ?? 0), MAX_KNOWN_FREQUENCIES);
    const fresh = { revision, frequency, articles: Number(articles), averageTerms: Number(average), corrections, written };
    summaries.set(side, fresh);
    return fresh;
  };

  /** By id, which always means the same row: a row is never changed, and no id is given again. */
  const kept = new Map<number, IndexedArticle>();
  let keptTerms = 0;
  const indexed = (side: Side, id: number): IndexedArticle | undefined => {
    const known = kept.get(id);
    if (known) return known;
    const row = perSide[side].candidate.get(id) as CandidateRow | undefined;
    if (!row) return undefined;
    const article = toIndexed(row);
    keptTerms += article.fields.size;
    if (keptTerms > MAX_KEPT_TERMS) {
      kept.clear();
      keptTerms = article.fields.size;
    }
    kept.set(id, article);
    return article;
  };

  /** Changes of word counts, kept until the end of a job: a word of the base is in a hundred articles. */
  const counts = { blue: new Map<string, number>(), green: new Map<string, number>() };
  const countWords = (side: Side, words: readonly string[], by: 1 | -1) => {
    for (const word of words) counts[side].set(word, (counts[side].get(word) ?? 0) + by);
  };

  return {
    summary,
    /** Runs `work` on the index as it is now, whatever another process commits meanwhile. */
    snapshot<T>(work: () => T): T {
      database.exec('BEGIN');
      try {
        return work();
      } finally {
        database.exec('COMMIT');
      }
    },
    /** For each list of phrases the articles that hold any of them, the best `limit` by weighted BM25, and those of `more`; each article once. */
    candidates(
      side: Side,
      queries: readonly (readonly Phrase[])[],
      limit: number,
      only: Filter,
      more: readonly number[],
    ): IndexedArticle[] {
      const { best, bestOf } = perSide[side];
      const { tags = [], source = '' } = only;
      const find = (match: string) =>
        tags.length || source ? bestOf.all(match, source, JSON.stringify(tags), limit) : best.all(match, limit);
      const asked = queries.filter((phrases) => phrases.length > 0);
      const ids = new Set(asked.flatMap((phrases) => find(phrases.map(toMatch).join(' OR ')).map(({ rowid }) => Number(rowid))));
      const others = more.filter((id) => !ids.has(id)).flatMap((id) => indexed(side, id) ?? []);
      const fits = (article: IndexedArticle) => (!source || article.source === source) && tags.every((tag) => article.tags.includes(tag));
      return [...[...ids].flatMap((id) => indexed(side, id) ?? []), ...others.filter(fits)];
    },
    rowsOf(side: Side, path: string): IndexedRow[] {
      return sql.rowsOf.all(side, path) as IndexedRow[];
    },
    /** When this very content was first seen, on either side; null for new content. */
    firstSeen(url: string, digest: string): string | null {
      return (sql.firstSeen.get(url, digest)?.since as string | null) ?? null;
    },
    add(side: Side, row: { path: string; source: Source; article: Article; digest: string; updatedAt: string; terms: ArticleTerms }): void {
      const { article, terms } = row;
      const size = FIELDS.reduce((sum, field) => sum + terms[field].length, 0);
      const values = [article.url, article.title, article.body, article.tags.join(';'), row.digest, row.updatedAt, size];
      const { lastInsertRowid } = sql.insert.run(side, row.path, row.source, ...values);
      perSide[side].insertTerms.run(lastInsertRowid, ...FIELDS.map((field) => terms[field].join(' ')));
      countWords(side, terms.vocabulary, 1);
    },
    remove(side: Side, id: number, vocabulary: readonly string[]): void {
      countWords(side, vocabulary, -1);
      perSide[side].removeTerms.run(id);
      sql.remove.run(id);
    },
    article(id: number): Article {
      return toArticle(sql.article.get(id) as ArticleRow);
    },
    /** When the article was last read into its side, and when it was last cited. */
    times(id: number): { ingestedAt: string | null; citedAt: string | null } {
      const row = sql.times.get(id) as { url: string; read_at: string | null };
      // Parts of a section are cited as the section.
      const cited = sql.cited.get(withoutPart(row.url)) as { cited_at: string } | undefined;
      return { ingestedAt: row.read_at, citedAt: cited?.cited_at ?? null };
    },
    /** The files that a job could read, changed or not. */
    setRead(side: Side, paths: readonly string[], at: string): void {
      for (const path of paths) sql.setRead.run(side, path, at);
    },
    setCited(urls: readonly string[], at: string): void {
      for (const url of urls) sql.setCited.run(withoutPart(url), at);
    },
    /** Wraps all changes of a job, inside its transaction. */
    change(side: Side, work: () => void): void {
      counts[side].clear();
      work();
      for (const [word, articles] of counts[side]) if (articles !== 0) sql.countWord.run(side, word, articles);
      sql.dropUnusedWords.run(side);
      sql.bump.run(side);
    },
    /** The files of a source as they were last ingested. */
    files(side: Side, source: Source): Map<string, string> {
      return new Map(sql.files.all(side, source).map((row) => [String(row.path), String(row.digest)]));
    },
    setFile(side: Side, source: Source, path: string, digest: string): void {
      sql.setFile.run(side, source, path, digest);
    },
    dropFile(side: Side, path: string): void {
      sql.dropFile.run(side, path);
      sql.dropRead.run(side, path);
    },
  };
}

/** Terms to words. */
function writingsOf(vocabulary: readonly { readonly word: string; readonly articles: number }[]): Map<string, string> {
  const rarestFirst = vocabulary.toSorted((a, b) => a.articles - b.articles);
  return new Map(rarestFirst.flatMap(({ word }) => words(word).map(({ term, text }) => [term, text])));
}

/** A phrase as FTS5 reads it. Two words may have one between them: `switch it on`. */
function toMatch(phrase: Phrase): string {
  const quoted = phrase.map((term) => `"${term.replaceAll('"', '""')}"`);
  return phrase.length === 2 ? `NEAR(${quoted.join(' ')}, 1)` : quoted.join(' + ');
}

/** Cuts every article anew after a change of {@link TERMS_VERSION}; ingestion would not, since the articles are the same. */
function renewTerms(database: DatabaseSync, sql: ReturnType<typeof statements>, perSide: Record<Side, ReturnType<typeof sideStatements>>) {
  if (Number(database.prepare('SELECT max(version) AS version FROM kb_terms_version').get()?.version ?? 0) === TERMS_VERSION) return;
  database.exec(`DELETE FROM kb_words; DELETE FROM kb_terms_blue; DELETE FROM kb_terms_green; DELETE FROM kb_terms_version`);
  for (const row of database.prepare('SELECT id, side, url, title, body, tags FROM kb_articles').iterate()) {
    const { id, side, ...article } = row as ArticleRow & { id: number; side: Side };
    const terms = articleTerms(toArticle(article));
    perSide[side].insertTerms.run(id, ...FIELDS.map((field) => terms[field].join(' ')));
    for (const word of terms.vocabulary) sql.countWord.run(side, word, 1);
  }
  for (const side of SIDES) sql.bump.run(side);
  database.prepare('INSERT INTO kb_terms_version VALUES (?)').run(TERMS_VERSION);
}

type ArticleRow = { url: string; title: string; body: string; tags: string };
type CandidateRow = Record<Field, string> & {
  id: number;
  url: string;
  labels: string;
  source: Source;
  updated_at: string;
};

function toArticle(row: ArticleRow): Article {
  return { title: row.title, url: row.url, body: row.body, tags: row.tags ? row.tags.split(';') : [] };
}

function toIndexed(row: CandidateRow): IndexedArticle {
  const split = (text: string) => (text ? text.split(' ') : []);
  return {
    id: row.id,
    url: row.url,
    source: row.source,
    tags: row.labels ? row.labels.split(';') : [],
    updatedAt: row.updated_at,
    fields: fieldsOf({ title: split(row.title), body: split(row.body), code: split(row.code), tags: split(row.tags) }),
  };
}
