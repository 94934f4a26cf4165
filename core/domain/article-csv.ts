import { Readable } from 'node:stream';
import Papa from 'papaparse';
import { type Article, parseArticle } from './article.ts';
import { InvalidInput } from './errors.ts';

/** The header of both CSVs: the contract between the pipelines, the doctor and Bedrock. */
export const ARTICLE_COLUMNS = ['title', 'url', 'body', 'tags'] as const;

/** Rows are handed on in pieces of about this many characters: one write a row would cost more than the row. */
const PIECE_LENGTH = 64 * 1024;

/** The order of rows: by url, in code-point order. */
export function byUrl(a: { readonly url: string }, b: { readonly url: string }): number {
  return a.url < b.url ? -1 : a.url > b.url ? 1 : 0;
}

/** Articles as RFC 4180 CSV: fixed header, `\n`, rows sorted by url in code-point order, equal bytes for equal content. */
export function formatArticles(articles: readonly Article[]): string {
  return formatRows([[...ARTICLE_COLUMNS], ...articles.toSorted(byUrl).map(cellsOf)]);
}

/** Same, piece by piece, of articles that come in the order of their urls. */
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

/**
 * Reads a knowledge-base CSV. `name` is used in messages. Throws {@link InvalidInput} naming the row (the header is row 1)
 * at the first broken one: a file that is half right would lose articles silently.
 */
export function parseArticles(csv: string, name: string): Article[] {
  const reader = new RowReader(name);
  const { data, errors } = Papa.parse<string[]>(csv.replace(/^\uFEFF/, ''), PARSE_OPTIONS);
  reader.refuse(errors);
  return data.flatMap((cells) => reader.read(cells) ?? []).concat(reader.end());
}

/** Same, piece by piece: memory holds a piece and the urls. */
export async function* readArticles(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Article> {
  const reader = new RowReader(name);
  for await (const { data, errors } of parsePieces(chunks)) {
    reader.refuse(errors);
    for (const cells of data) {
      const article = reader.read(cells);
      if (article) yield article;
    }
  }
  reader.end();
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
  const text = Readable.from(decoded(chunks));
  Papa.parse<string[]>(text, {
    ...PARSE_OPTIONS,
    chunk: (result, parser) => {
      parser.pause();
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
  readonly #name: string;
  readonly #seen = new Map<string, number>();
  #row = 0;

  constructor(name: string) {
    this.#name = name;
  }

  refuse(errors: readonly Papa.ParseError[]): void {
    const [error] = errors;
    if (error)
      throw new InvalidInput(
        `${this.#name} row ${this.#row + (error.row ?? 0) + 1}: ${error.message}; correct the row or make the file anew`,
      );
  }

  /** Null for the header. */
  read(cells: readonly string[]): Article | null {
    this.#row++;
    const where = `${this.#name} row ${this.#row}`;
    if (this.#row === 1) {
      if (cells.join() === ARTICLE_COLUMNS.join()) return null;
      throw new InvalidInput(`${where}: the header is \`${cells.join().slice(0, 80)}\`; it must be \`${ARTICLE_COLUMNS.join()}\``);
    }
    if (cells.length !== ARTICLE_COLUMNS.length)
      throw new InvalidInput(`${where}: ${cells.length} fields instead of ${ARTICLE_COLUMNS.length}; quote fields that contain commas`);
    const article = parseArticle({ title: cells[0], url: cells[1], body: cells[2], tags: cells[3] }, where);
    const first = this.#seen.get(article.url);
    if (first) throw new InvalidInput(`${where}: \`url\` repeats row ${first}: ${article.url}; remove one of them`);
    // A copy: a part of a text holds the whole text, and here that would be the file.
    this.#seen.set(Buffer.from(article.url).toString(), this.#row);
    return article;
  }

  /** A file without even a header is no table. */
  end(): [] {
    if (this.#row === 0) this.read([]);
    return [];
  }
}
