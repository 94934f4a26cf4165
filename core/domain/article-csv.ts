import Papa from 'papaparse';
import { type Article, parseArticle } from './article.ts';
import { InvalidInput } from './errors.ts';

/** The header of both CSVs: the contract between the pipelines, the doctor and Bedrock. */
export const ARTICLE_COLUMNS = ['title', 'url', 'body', 'tags'] as const;

/** Articles as RFC 4180 CSV: fixed header, `\n`, rows sorted by url in code-point order, equal bytes for equal content. */
export function formatArticles(articles: readonly Article[]): string {
  const rows = articles.toSorted((a, b) => (a.url < b.url ? -1 : a.url > b.url ? 1 : 0));
  const cells = rows.map((article) => [article.title, article.url, article.body, article.tags.join(';')]);
  return `${Papa.unparse([[...ARTICLE_COLUMNS], ...cells], { newline: '\n' })}\n`;
}

/**
 * Reads a knowledge-base CSV. `name` is used in messages. Throws {@link InvalidInput} naming the row (the header is row 1)
 * at the first broken one: a file that is half right would lose articles silently.
 */
export function parseArticles(csv: string, name: string): Article[] {
  const { data, errors } = Papa.parse<string[]>(csv.replace(/^\uFEFF/, ''), { delimiter: ',', skipEmptyLines: 'greedy' });
  const [error] = errors;
  if (error) throw new InvalidInput(`${name} row ${(error.row ?? 0) + 1}: ${error.message}; correct the row or make the file anew`);
  const [header, ...rows] = data;
  if (header?.join() !== ARTICLE_COLUMNS.join())
    throw new InvalidInput(
      `${name} row 1: the header is \`${(header ?? []).join().slice(0, 80)}\`; it must be \`${ARTICLE_COLUMNS.join()}\``,
    );
  const seen = new Map<string, number>();
  return rows.map((cells, index) => {
    const row = index + 2;
    if (cells.length !== ARTICLE_COLUMNS.length)
      throw new InvalidInput(
        `${name} row ${row}: ${cells.length} fields instead of ${ARTICLE_COLUMNS.length}; quote fields that contain commas`,
      );
    const article = parseArticle({ title: cells[0], url: cells[1], body: cells[2], tags: cells[3] }, `${name} row ${row}`);
    const first = seen.get(article.url);
    if (first) throw new InvalidInput(`${name} row ${row}: \`url\` repeats row ${first}: ${article.url}; remove one of them`);
    seen.set(article.url, row);
    return article;
  });
}
