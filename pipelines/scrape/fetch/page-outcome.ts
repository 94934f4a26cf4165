import type { IncomingHttpHeaders } from 'node:http';
import type { Fetched } from './fetcher.ts';

/** What an answer means for the crawl. */
export type PageOutcome =
  | { readonly kind: 'page' }
  /** The answer to If-None-Match or If-Modified-Since: what is known of it still holds. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'redirect'; readonly to: string }
  /** The server does not know it, which may pass. */
  | { readonly kind: 'missing'; readonly reason: string }
  /** There is nothing to read there: its rows leave the CSV. */
  | { readonly kind: 'gone'; readonly reason: string }
  /** It could not be read this time: its rows stay. `retry` says whether asking again may help now. */
  | { readonly kind: 'failed'; readonly reason: string; readonly retry: boolean; readonly waitMs: number };

const HTML = /^(?:text\/html|application\/xhtml\+xml)$/;
/** What a busy server is given that does not say how long it needs. */
const BUSY_WAIT_MS = 2_000;
/** Failures that may pass by themselves: time-out, too early, too many requests, and all of the server's own. */
const PASSING = new Set([408, 425, 429]);

/** Whether the body of an answer is worth reading. A page is a page too where a proxy on the way changed it (203). */
export function isHtmlPage(status: number, headers: IncomingHttpHeaders): boolean {
  return (status === 200 || status === 203) && HTML.test(mediaType(headers) || 'text/html') && !isDownload(headers);
}

/** Judges status and headers. `now` is for a Retry-After that names a date, where the server does not say what time it has. */
export function pageOutcome(answer: Omit<Fetched, 'body'>, now: Date): PageOutcome {
  const { status, headers } = answer;
  if (status === 304) return { kind: 'unchanged' };
  if (status >= 300 && status < 400 && headers.location) {
    const to = redirectTarget(answer);
    return to ? { kind: 'redirect', to } : { kind: 'gone', reason: 'redirects to something that is no address' };
  }
  if (status === 404 || status === 410) return { kind: 'missing', reason: `not found (HTTP ${status})` };
  if (status === 204 || status === 205) return { kind: 'gone', reason: `nothing there to read (HTTP ${status})` };
  if (PASSING.has(status) || (status >= 500 && status < 600))
    return { kind: 'failed', reason: `the server failed (HTTP ${status})`, retry: true, waitMs: retryAfterMs(status, headers, now) };
  if (status === 206) return { kind: 'failed', reason: 'only a part of it was sent (HTTP 206)', retry: false, waitMs: 0 };
  if (status >= 300 && status < 400) return { kind: 'failed', reason: `redirects to nowhere (HTTP ${status})`, retry: false, waitMs: 0 };
  if (status !== 200 && status !== 203)
    return { kind: 'failed', reason: `the server refused it (HTTP ${status})`, retry: false, waitMs: 0 };
  if (isDownload(headers)) return { kind: 'gone', reason: 'no page but a file to download' };
  if (!isHtmlPage(status, headers)) return { kind: 'gone', reason: `no HTML page but ${mediaType(headers).slice(0, 100)}` };
  return { kind: 'page' };
}

/** Where a redirect leads, absolute; undefined when the answer is none or leads to no address. */
export function redirectTarget({ url, status, headers }: Omit<Fetched, 'body'>): string | undefined {
  if (status < 300 || status >= 400 || !headers.location) return undefined;
  // Node reads headers as Latin-1; servers that do not encode addresses send UTF-8.
  return URL.parse(Buffer.from(headers.location, 'latin1').toString('utf8'), url)?.href;
}

/** Seconds or a date, as milliseconds from now. */
function retryAfterMs(status: number, headers: IncomingHttpHeaders, now: Date): number {
  const header = headers['retry-after']?.trim();
  const fallback = status === 429 || status === 503 ? BUSY_WAIT_MS : 0;
  if (!header) return fallback;
  if (/^\d+$/.test(header)) return Number(header) * 1_000;
  // `Date.parse` makes a date of any number.
  const until = /[a-z]{3}/i.test(header) ? Date.parse(header) : Number.NaN;
  // By the server's own clock, which may be wrong by hours.
  const here = Date.parse(headers.date ?? '');
  const wait = until - (Number.isNaN(here) ? now.getTime() : here);
  return Number.isNaN(wait) ? fallback : Math.max(wait, 0);
}

function isDownload(headers: IncomingHttpHeaders): boolean {
  return /^\s*attachment\b/i.test(headers['content-disposition'] ?? '');
}

function mediaType(headers: IncomingHttpHeaders): string {
  return (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
}
