import { rmSync } from 'node:fs';
import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Article } from '#core/domain/article.ts';
import type { PageSummary } from '../extract/page-summary.ts';
import { urlKey } from '../page-url.ts';
import type { Visit } from './visit.ts';

/** A store of another layout is thrown away: it saves time and holds nothing that a crawl does not find again. */
const LAYOUT = 2;

/** What a kill may undo: that much is read again. */
const MAX_WRITE_MS = 250;

const TABLES = `
  CREATE TABLE crawl (one INTEGER PRIMARY KEY CHECK (one = 1), settings TEXT NOT NULL, started INTEGER NOT NULL, finished INTEGER NOT NULL) STRICT;
  CREATE TABLE visit (url TEXT PRIMARY KEY, key TEXT NOT NULL, kind TEXT NOT NULL, target TEXT, reason TEXT) STRICT, WITHOUT ROWID;
  CREATE INDEX visit_key ON visit (key);
  CREATE TABLE page (
    key TEXT PRIMARY KEY, facts TEXT NOT NULL, blocks BLOB NOT NULL, links BLOB, etag TEXT, last_modified TEXT, body_hash TEXT,
    made_with TEXT NOT NULL, missed INTEGER NOT NULL DEFAULT 0, kept INTEGER NOT NULL DEFAULT 0) STRICT;
  CREATE TABLE article (url TEXT PRIMARY KEY, page TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL, tags TEXT NOT NULL) STRICT;
  CREATE INDEX article_page ON article (page);
  PRAGMA user_version = ${LAYOUT};
`;

/** By which a server says whether a page is still the one that we read, and we ourselves. */
export type Validators = { readonly etag: string | null; readonly lastModified: string | null; readonly bodyHash: string | null };

/** A page as it was read last. `madeWith` names the settings and the extractor that made its articles. */
export type KnownPage = Validators & { readonly key: string; readonly madeWith: string; readonly summary: PageSummary };

/**
 * What is known of the pages of one site, and what the crawl that goes on has done so far, in a SQLite file: a killed crawl goes on from
 * it, the next one asks only what changed, and memory never holds a site. One process at a time has it open.
 */
export class PageStore {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  /** When the writes began that are not committed yet; 0 when there are none. */
  #begun = 0;

  constructor(file: string) {
    this.#database = open(file);
  }

  /**
   * Goes on with an interrupted crawl of the same settings that began at `notBefore` or later, else begins one. Returns whether it goes
   * on. Times in milliseconds. What failed is asked again.
   */
  begin(settings: string, now: number, notBefore: number): boolean {
    const last = this.#get('SELECT settings, started, finished FROM crawl');
    const goesOn = last !== undefined && !last.finished && last.settings === settings && Number(last.started) >= notBefore;
    this.#write(() => {
      if (goesOn) this.#run(`DELETE FROM visit WHERE kind = 'failed'`);
      else {
        this.#run('DELETE FROM visit');
        this.#run('INSERT OR REPLACE INTO crawl VALUES (1, ?, ?, 0)', settings, now);
      }
    });
    return goesOn;
  }

  /** When the crawl began that goes on or came to its end, in milliseconds. */
  get startedAt(): number {
    return Number(this.#get('SELECT started FROM crawl')?.started ?? 0);
  }

  /** What became of an address in this crawl, or null when it was not asked for. */
  visit(url: string): Visit | null {
    const row = this.#get('SELECT kind, target, reason FROM visit WHERE url = ?', url);
    return row ? ({ kind: row.kind, to: row.target, reason: row.reason } as unknown as Visit) : null;
  }

  /** `reason` says why nothing was read there, where nothing was. */
  note(url: string, visit: Visit, reason: string | null): void {
    const target = visit.kind === 'redirect' ? visit.to : null;
    this.#write(() => this.#run('INSERT OR REPLACE INTO visit VALUES (?, ?, ?, ?, ?)', url, urlKey(url), visit.kind, target, reason));
  }

  page(key: string): KnownPage | null {
    const row = this.#get('SELECT key, facts, blocks, etag, last_modified, body_hash, made_with FROM page WHERE key = ?', key);
    return row ? toKnownPage(row) : null;
  }

  /** Where a page leads, as its addresses stood there. Empty for one that was not read by a crawl. */
  links(key: string): readonly string[] {
    const row = this.#get('SELECT links FROM page WHERE key = ?', key);
    return row?.links
      ? inflateRawSync(row.links as Uint8Array)
          .toString()
          .split('\n')
      : [];
  }

  /** Puts a page in the place of what was known of it. `links` are one a line. */
  save(page: KnownPage, links: string, articles: readonly Article[]): void {
    const packed = deflateRawSync(links, { level: 1 });
    this.#write(() => {
      this.#run('DELETE FROM article WHERE page = ?', page.key);
      this.#putPage(page, packed);
      for (const article of articles) this.#putArticle(page.key, article);
    });
  }

  /** The server says that a page is as it was, maybe by other validators. */
  confirm(key: string, validators: Pick<Validators, 'etag' | 'lastModified'>): void {
    this.#write(() =>
      this.#run('UPDATE page SET etag = ?, last_modified = ? WHERE key = ?', validators.etag, validators.lastModified, key),
    );
  }

  /** Begins what {@link finish} makes durable and {@link close} undoes. */
  beginEnd(): void {
    this.#commit();
    this.#database.exec('BEGIN IMMEDIATE');
  }

  /** Takes up an article that only the CSV knows. */
  adopt(key: string, article: Article): void {
    this.#putArticle(key, article);
  }

  /** Takes up the page of adopted articles. What it leads to is not known, and it will be read anew. */
  adoptPage(key: string, summary: PageSummary): void {
    this.#putPage({ key, etag: null, lastModified: null, bodyHash: null, madeWith: '', summary }, null);
  }

  articlesOf(key: string): Article[] {
    return this.#prepare('SELECT url, title, body, tags FROM article WHERE page = ? ORDER BY url').all(key).map(toArticle);
  }

  knows(key: string): boolean {
    return this.#get('SELECT 1 FROM page WHERE key = ?', key) !== undefined;
  }

  /** Every page, with the most telling visit to it in this crawl. `isLinked` says whether its links are known. */
  *pages(): Generator<{ key: string; summary: PageSummary; missed: number; isLinked: boolean; visit: Visit['kind'] | null }> {
    const rows = this.#prepare(`
      SELECT key, facts, blocks, missed, links IS NOT NULL AS is_linked, (
        SELECT kind FROM visit WHERE visit.key = page.key
        ORDER BY CASE kind WHEN 'page' THEN 0 WHEN 'failed' THEN 1 WHEN 'missing' THEN 2 ELSE 3 END LIMIT 1) AS visit
      FROM page ORDER BY key`).iterate();
    for (const row of rows)
      yield {
        key: String(row.key),
        summary: toSummary(row),
        missed: Number(row.missed),
        isLinked: row.is_linked === 1,
        visit: row.visit as Visit['kind'] | null,
      };
  }

  /** `isKept`: its articles go into the CSV. */
  settle(key: string, missed: number, isKept: boolean): void {
    this.#run('UPDATE page SET missed = ?, kept = ? WHERE key = ?', missed, isKept ? 1 : 0, key);
  }

  drop(key: string): void {
    this.#run('DELETE FROM article WHERE page = ?', key);
    this.#run('DELETE FROM page WHERE key = ?', key);
  }

  /** The articles of the kept pages in the order of their urls, which SQLite compares by bytes and thus by code points. */
  *articles(): Generator<Article> {
    const rows = this.#prepare(`
      SELECT article.url, article.title, body, tags FROM article JOIN page ON page.key = article.page AND page.kept = 1 ORDER BY article.url`);
    for (const row of rows.iterate()) yield toArticle(row);
  }

  /** Addresses where nothing was read, with the reason, by url. */
  skipped(): { url: string; reason: string }[] {
    const rows = this.#prepare('SELECT url, reason FROM visit WHERE reason IS NOT NULL ORDER BY url').all();
    return rows.map((row) => ({ url: String(row.url), reason: String(row.reason) }));
  }

  /** The crawl has come to its end, and what was decided holds. */
  finish(): void {
    this.#run('UPDATE crawl SET finished = 1');
    this.#database.exec('COMMIT');
  }

  /** Makes the one file the whole store. */
  gather(): void {
    this.#commit();
    this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  /** What {@link finish} did not make durable after {@link beginEnd} is undone. */
  close(): void {
    this.#commit();
    this.#database.close();
  }

  #putPage(page: KnownPage, links: Uint8Array | null): void {
    const { key, etag, lastModified, bodyHash, madeWith } = page;
    const { blocks, ...facts } = page.summary;
    this.#run(
      'INSERT OR REPLACE INTO page (key, facts, blocks, links, etag, last_modified, body_hash, made_with) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      ...[key, JSON.stringify(facts), new Uint8Array(blocks.buffer), links, etag, lastModified, bodyHash, madeWith],
    );
  }

  #putArticle(key: string, { url, title, body, tags }: Article): void {
    this.#run('INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?, ?)', url, key, title, body, tags.join(';'));
  }

  /** Writes together what comes within a moment: a transaction a page would cost more than the page. */
  #write(work: () => void): void {
    if (!this.#begun) {
      this.#database.exec('BEGIN IMMEDIATE');
      this.#begun = Date.now();
    }
    work();
    if (Date.now() - this.#begun >= MAX_WRITE_MS) this.#commit();
  }

  #commit(): void {
    if (this.#begun) this.#database.exec('COMMIT');
    this.#begun = 0;
  }

  #prepare(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #get(sql: string, ...values: string[]): Record<string, SQLOutputValue> | undefined {
    return this.#prepare(sql).get(...values);
  }

  #run(sql: string, ...values: (string | number | Uint8Array | null)[]): void {
    this.#prepare(sql).run(...values);
  }
}

/** Opens the file, made anew where it is none of ours or broken. */
function open(file: string): DatabaseSync {
  try {
    return openAs(file);
  } catch (error) {
    const { errcode } = error as { errcode?: number };
    if (errcode !== SQLITE_CORRUPT && errcode !== SQLITE_NOTADB) throw error;
    for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true });
    return openAs(file);
  }
}

const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

function openAs(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 5000 });
  try {
    // NORMAL: a power cut may cost the last pages, which are then read again; a kill costs nothing.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16000;');
    if (database.prepare('PRAGMA user_version').get()?.user_version !== LAYOUT) {
      for (const name of ['crawl', 'visit', 'page', 'article']) database.exec(`DROP TABLE IF EXISTS ${name}`);
      database.exec(TABLES);
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

type Row = Record<string, SQLOutputValue>;

function toKnownPage(row: Row): KnownPage {
  const text = (value: SQLOutputValue | undefined) => (value === null || value === undefined ? null : String(value));
  return {
    key: String(row.key),
    etag: text(row.etag),
    lastModified: text(row.last_modified),
    bodyHash: text(row.body_hash),
    madeWith: String(row.made_with),
    summary: toSummary(row),
  };
}

function toArticle(row: Row): Article {
  return { url: String(row.url), title: String(row.title), body: String(row.body), tags: String(row.tags).split(';').filter(Boolean) };
}

function toSummary(row: Row): PageSummary {
  // Copied, because SQLite's bytes need not lie where numbers may.
  const blocks = new Float64Array(new Uint8Array(row.blocks as Uint8Array).buffer);
  return { ...(JSON.parse(String(row.facts)) as Omit<PageSummary, 'blocks'>), blocks };
}
