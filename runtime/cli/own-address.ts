import { formatArticles, parseArticles } from '#core/domain/article-csv.ts';
import type { Files } from '#core/ports/files.ts';

const ADDRESS_FILE = 'files/own-address.txt';
const CSVS = ['web_docs.csv', 'curated_articles.csv'];

/**
 * Moves the articles that this server serves itself to the address that it has now: with another `--port`, yesterday's links would lead
 * nowhere and every page would be new. Cut short, it is done again at the next start. Throws InvalidInput for a CSV with a broken row.
 */
export async function moveToOwnAddress(origin: string, files: Files): Promise<void> {
  const before = await files.readText(ADDRESS_FILE);
  if (before === origin) return;
  if (before !== null) for (const name of CSVS) await moveArticles(name, before, origin, files);
  await files.write(ADDRESS_FILE, origin);
}

async function moveArticles(name: string, before: string, origin: string, files: Files): Promise<void> {
  const csv = await files.readText(name);
  if (csv === null) return;
  const articles = parseArticles(csv, name).map((article) => ({
    ...article,
    url: article.url.startsWith(`${before}/`) ? origin + article.url.slice(before.length) : article.url,
    body: article.body.replaceAll(`${before}/`, `${origin}/`),
  }));
  await files.write(name, formatArticles(articles));
}
