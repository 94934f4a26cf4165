import type { IncomingHttpHeaders } from 'node:http';
import type { Article } from '#core/domain/article.ts';
import { decodePage, isText } from '../fetch/decode-page.ts';
import { type ExtractOptions, extractPage } from './extract.ts';
import { type PageSummary, summarise } from './page-summary.ts';
import { parsePage } from './parse-page.ts';

/** A page as it was sent. */
export type SentPage = {
  readonly url: string;
  readonly body: Uint8Array;
  readonly headers: IncomingHttpHeaders;
  readonly options: ExtractOptions;
};

/** What is kept of a page. `links` are one a line: hundreds of strings would cost more on their way between threads than their page. */
export type ReadPage = { readonly summary: PageSummary; readonly links: string; readonly articles: readonly Article[] };

/** Reads a page from its bytes; null when they are no text. Throws LimitReached for a page made to exhaust its reader. */
export function readPage({ url, body, headers, options }: SentPage): ReadPage | null {
  const html = decodePage(body, headers['content-type']);
  if (!isText(html)) return null;
  const page = extractPage(parsePage(html), url, options, headers);
  return { summary: summarise(page), links: [...new Set(page.links)].join('\n'), articles: page.articles };
}
