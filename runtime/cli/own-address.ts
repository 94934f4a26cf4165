import { type Config, parseConfig } from '#core/config.ts';
import type { Article } from '#core/domain/article.ts';
import { formatArticles, parseArticles } from '#core/domain/article-csv.ts';
import type { Files } from '#core/ports/files.ts';
import type { Platform } from '#core/ports/platform.ts';
import { moveDrafts } from './move-drafts.ts';

/** The address that the samples and the default of `articlesBaseUrl` are written for. */
export const WRITTEN_ORIGIN = 'http://localhost:8787';

const ADDRESS_FILE = 'files/own-address.txt';
const DOCS_CSV = 'web_docs.csv';
const CURATED_CSV = 'curated_articles.csv';

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
 * Moves the articles that this server serves itself, and what drafts point at, to the address that it has now: with another `--port`,
 * yesterday's links would lead nowhere and every page would be new. Cut short, it is done again at the next start. Throws InvalidInput for a
 * CSV with a broken row.
 */
export async function moveToOwnAddress(origin: string, ports: Pick<Platform, 'files' | 'drafts' | 'clock'>): Promise<void> {
  const { files } = ports;
  const before = await files.readText(ADDRESS_FILE);
  if (before === origin) return;
  if (before !== null) {
    const move = { before, after: origin };
    const docs = await readCsv(DOCS_CSV, files);
    // The drafts first: their digests are held against the docs as they were.
    await moveDrafts(move, { before: docs, after: docs.map((article) => moved(article, move)) }, ports);
    for (const name of [DOCS_CSV, CURATED_CSV]) {
      const articles = await readCsv(name, files);
      if (articles.length) await files.write(name, formatArticles(articles.map((article) => moved(article, move))));
    }
  }
  await files.write(ADDRESS_FILE, origin);
}

async function readCsv(name: string, files: Files): Promise<Article[]> {
  const csv = await files.readText(name);
  return csv === null ? [] : parseArticles(csv, name);
}

function moved(article: Article, { before, after }: { readonly before: string; readonly after: string }): Article {
  return {
    ...article,
    url: article.url.startsWith(`${before}/`) ? after + article.url.slice(before.length) : article.url,
    body: article.body.replaceAll(`${before}/`, `${after}/`),
  };
}
