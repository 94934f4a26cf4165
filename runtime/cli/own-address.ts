import { type Config, parseConfig } from '#core/config.ts';
import { formatArticles, parseArticles } from '#core/domain/article-csv.ts';
import type { Files } from '#core/ports/files.ts';

/** The address that the samples and the default of `articlesBaseUrl` are written for. */
export const WRITTEN_ORIGIN = 'http://localhost:8787';

const ADDRESS_FILE = 'files/own-address.txt';
const CSVS = ['web_docs.csv', 'curated_articles.csv'];

/** Where this data folder was served last; the written address before the first start. */
export async function ownAddress(files: Files): Promise<string> {
  return (await files.readText(ADDRESS_FILE)) ?? WRITTEN_ORIGIN;
}

/** The configuration as it holds there: samples and articles are served by the local server itself, so their addresses move with it. */
export function servedAt(config: Config, origin: string): Config {
  if (origin === WRITTEN_ORIGIN) return config;
  const { folder, ...value } = config;
  return parseConfig(JSON.parse(JSON.stringify(value).replaceAll(WRITTEN_ORIGIN, origin)), folder);
}

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
