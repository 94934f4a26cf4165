import type { IncomingHttpHeaders } from 'node:http';
import type { Fetched } from './fetcher.ts';

/** What an answer means for the crawl. */
export type PageOutcome =
  | { readonly kind: 'page' }
  /** The answer to If-None-Match or If-Modified-Since: what is known of it still holds. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'redirect'; readonly to: string }
  /** There is nothing to read there: its rows leave the CSV. */
  | { readonly kind: 'gone'; readonly reason: string }
  /** It could not be read this time: its rows stay. `retry` says whether asking again may help now. */
  | { readonly kind: 'failed'; readonly reason: string; readonly retry: boolean; readonly waitMs: number };

const HTML = /^(?:text\/html|application\/xhtml\+xml)$/;

/** Whether the body of an answer is worth reading. */
export function isHtmlPage(status: number, headers: IncomingHttpHeaders): boolean {
  return status === 200 && HTML.test(mediaType(headers) || 'text/html');
}

/** Judges status and headers. `now` is for a Retry-After that names a date. */
export function pageOutcome({ url, status, headers }: Omit<Fetched, 'body'>, now: Date): PageOutcome {
  if (status === 304) return { kind: 'unchanged' };
  if (status >= 300 && status < 400 && headers.location) {
    const to = URL.parse(headers.location, url)?.href;
    return to ? { kind: 'redirect', to } : { kind: 'gone', reason: 'redirects to something that is no address' };
  }
  if (status === 404 || status === 410) return { kind: 'gone', reason: `not found (HTTP ${status})` };
  if (status === 429 || status >= 500)
    return { kind: 'failed', reason: `the server failed (HTTP ${status})`, retry: true, waitMs: retryAfterMs(headers['retry-after'], now) };
  if (status !== 200) return { kind: 'failed', reason: `the server refused it (HTTP ${status})`, retry: false, waitMs: 0 };
  if (!isHtmlPage(status, headers)) return { kind: 'gone', reason: `no HTML page but ${mediaType(headers)}` };
  return { kind: 'page' };
}

/** Seconds or a date, as milliseconds from now. */
function retryAfterMs(header: string | undefined, now: Date): number {
  if (!header) return 0;
  const seconds = Number(header);
  const wait = Number.isNaN(seconds) ? Date.parse(header) - now.getTime() : seconds * 1_000;
  return Number.isNaN(wait) ? 0 : Math.max(wait, 0);
}

function mediaType(headers: IncomingHttpHeaders): string {
  return (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
}
