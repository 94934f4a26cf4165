import { Readable } from 'node:stream';
import Papa from 'papaparse';
import { type Article, articleProblems, sortTags } from './article.ts';
import { InvalidInput } from './errors.ts';

/** The header of both CSVs: the contract between the pipelines, the doctor and Bedrock. */
export const ARTICLE_COLUMNS = ['title', 'url', 'body', 'tags'] as const;
type ArticleColumn = (typeof ARTICLE_COLUMNS)[number];

/** Rows are handed on in pieces of about this many characters: one write a row would cost more than the row. */
const PIECE_LENGTH = 64 * 1024;

/** Far above any article; a quote that is never closed would make the rest of the file one row. */
const MAX_ROW_CHARACTERS = 4 * 1024 * 1024;

/** The order of rows: by url, in code-point order. */
export function byUrl(a: { readonly url: string }, b: { readonly url: string }): number {
  return a.url < b.url ? -1 : a.url > b.url ? 1 : 0;
}

/** Articles as RFC 4180 CSV: fixed header, `\n`, rows sorted by url in code-point order, equal bytes for equal content. */
export function formatArticles(articles: readonly Article[]): string {
  return formatRows([[...ARTICLE_COLUMNS], ...articles.toSorted(byUrl).map(cellsOf)]);
}

/** The header as a line of its own, to put before lines of {@link formatArticle}. */
export const ARTICLE_HEADER = formatRows([[...ARTICLE_COLUMNS]]);

/** The line, or lines, of one article in such a CSV. */
export function formatArticle(article: Article): string {
  return formatRows([cellsOf(article)]);
}

/** The whole CSV piece by piece, of articles that come in the order of their urls. */
export async function* formatSortedArticles(articles: AsyncIterable<Article>): AsyncGenerator<string> {
  let rows: string[][] = [[...ARTICLE_COLUMNS]];
  let length = 0;
  for await (const article of articles) {
    rows.push(cellsOf(article));
    length += article.body.length;
    if (length < PIECE_LENGTH) continue;
    yield formatRows(rows);
    rows = [];
    length = 0;
  }
  if (rows.length > 0) yield formatRows(rows);
}

function cellsOf(article: Article): string[] {
  return [article.title, article.url, article.body, article.tags.join(';')];
}

function formatRows(rows: string[][]): string {
  return `${Papa.unparse(rows, { newline: '\n' })}\n`;
}

/** What is wrong with a row, where in it (null: the row as a whole), and what to do about it. */
type RowProblem = { readonly column: ArticleColumn | null; readonly problem: string; readonly fix: string };

/** A row below the header as it was read; the header itself comes only when it has problems, and then as the last row. */
export type ArticleRow = {
  /** Record number in the file: the header is 1. */
  readonly row: number;
  /** The article, where the row keeps the contract: exactly when there are no problems. */
  readonly article: Article | null;
  readonly problems: readonly RowProblem[];
};

/**
 * Reads a knowledge-base CSV. `name` is used in messages. Throws {@link InvalidInput} naming the row (the header is row 1)
 * at the first broken one: a file that is half right would lose articles silently.
 */
export function parseArticles(csv: string, name: string): Article[] {
  const reader = new RowReader();
  const result = Papa.parse<string[]>(csv.replace(/^\uFEFF/, ''), PARSE_OPTIONS);
  return [...reader.read(result), ...reader.end()].map((row) => soundArticle(row, name));
}

/** Same, piece by piece: memory holds a piece and the urls. */
export async function* readArticles(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Article> {
  for await (const row of readRows(chunks)) yield soundArticle(row, name);
}

/** Every row with what is wrong with it, piece by piece, for who wants to see them all; bytes that are no UTF-8 become U+FFFD. */
export async function* readRows(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ArticleRow> {
  const reader = new RowReader();
  for await (const result of parsePieces(chunks)) {
    yield* reader.read(result);
    if (reader.isLost) return;
  }
  yield* reader.end();
}

function soundArticle({ row, article, problems: [first] }: ArticleRow, name: string): Article {
  if (article) return article;
  throw new InvalidInput(`${name} row ${row}: ${first?.problem}; ${first?.fix}`);
}

/** Papa's callbacks as an iteration: it goes on when a piece was taken. */
async function* parsePieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Papa.ParseResult<string[]>> {
  type Turn = { readonly result: Papa.ParseResult<string[]> | null; readonly goOn: () => void };
  let tell!: (turn: Turn) => void;
  let fail!: (error: Error) => void;
  const nextTurn = () =>
    new Promise<Turn>((resolve, reject) => {
      tell = resolve;
      fail = reject;
    });
  let next = nextTurn();
  const unread = { characters: 0 };
  const text = Readable.from(counted(decoded(chunks), unread));
  Papa.parse<string[]>(text, {
    ...PARSE_OPTIONS,
    chunk: (result, parser) => {
      parser.pause();
      if (result.data.length > 0) unread.characters = 0;
      tell({ result, goOn: () => parser.resume() });
    },
    complete: () => tell({ result: null, goOn() {} }),
    error: (error) => fail(error),
  });
  try {
    for (let turn = await next; turn.result; turn = await next) {
      yield turn.result;
      next = nextTurn();
      turn.goOn();
    }
  } finally {
    text.destroy();
  }
}

/** Ends in an error where a row does not: what an open quote swallows is read again with each piece. */
async function* counted(pieces: AsyncIterable<string>, unread: { characters: number }): AsyncGenerator<string> {
  for await (const piece of pieces) {
    unread.characters += piece.length;
    if (unread.characters > MAX_ROW_CHARACTERS)
      throw new InvalidInput(`a row is longer than ${MAX_ROW_CHARACTERS} characters; close the quote that opens in it, or shorten it`);
    yield piece;
  }
}

/** Text in whole characters, without a byte order mark, in pieces that are long enough to show how their lines end. */
async function* decoded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length < PIECE_LENGTH) continue;
    yield text;
    text = '';
  }
  yield text + decoder.decode();
}

const PARSE_OPTIONS = { delimiter: ',', skipEmptyLines: 'greedy' } as const;

/** Checks rows one after the other and counts them. */
class RowReader {
  readonly #seen = new Map<string, number>();
  #row = 0;
  /** No row below a wrong header means what it says. */
  isLost = false;

  *read({ data, errors }: Pick<Papa.ParseResult<string[]>, 'data' | 'errors'>): Generator<ArticleRow> {
    const broken = new Map(errors.map((error) => [error.row ?? 0, error.message]));
    for (const [index, cells] of data.entries()) {
      const row = this.#examine(cells, broken.get(index));
      if (row) yield row;
      if (this.isLost) return;
    }
  }

  /** A file without even a header is no table. */
  *end(): Generator<ArticleRow> {
    const row = this.#row === 0 && this.#examine([]);
    if (row) yield row;
  }

  /** Null for a right header. */
  #examine(cells: readonly string[], broken?: string): ArticleRow | null {
    this.#row++;
    const row = this.#row;
    const wrong = (problem: string, fix: string, column: ArticleColumn | null = null): ArticleRow => {
      this.isLost = row === 1;
      return { row, article: null, problems: [{ column, problem, fix }] };
    };
    if (broken) return wrong(broken, 'correct the row or make the file anew');
    if (row === 1) {
      if (cells.join() === ARTICLE_COLUMNS.join()) return null;
      return wrong(`the header is \`${cells.join().slice(0, 80)}\``, `it must be \`${ARTICLE_COLUMNS.join()}\``);
    }
    if (cells.length !== ARTICLE_COLUMNS.length)
      return wrong(`${cells.length} fields instead of ${ARTICLE_COLUMNS.length}`, 'quote fields that contain commas');
    const [title = '', url = '', body = '', tags = ''] = cells;
    const article = { title, url, body, tags: sortTags(tags.split(';')) };
    const problems = articleProblems(article).map((problem) => ({ column: columnOf(problem), problem, fix: ROW_FIX }));
    const first = this.#seen.get(url);
    if (first && url)
      problems.push({ column: 'url', problem: `\`url\` repeats row ${first}: ${url.slice(0, 200)}`, fix: 'remove one of them' });
    // A copy: a part of a text holds the whole text, and here that would be the file.
    else this.#seen.set(Buffer.from(url).toString(), row);
    return { row, article: problems.length ? null : article, problems };
  }
}

const ROW_FIX = 'correct or remove the row, or make the file anew';

/** A problem opens with the column that it is about; what title, url and tags reach together is mostly the url's. */
function columnOf(problem: string): ArticleColumn {
  return ARTICLE_COLUMNS.find((column) => problem.startsWith(`\`${column}\``)) ?? 'url';
}
