import { sha256 } from '#core/domain/digest.ts';
import { isExpected } from '#core/domain/errors.ts';
import type { Fetched, Fetcher } from '../fetch/fetcher.ts';
import { isHtmlPage } from '../fetch/page-outcome.ts';
import { urlKey } from '../page-url.ts';
import type { Crawl } from './crawl.ts';
import type { Entry } from './frontier.ts';
import type { KnownPage, PageStore } from './page-store.ts';

/** Deals with an address without reading the page there. Returns false when it has to be read. */
export type Revisit = (entry: Entry) => Promise<boolean>;

/**
 * Deals with what is known: an address that this crawl dealt with before it was interrupted, and a page that is as it was. It is asked for
 * with its validators; an answer that came whole is compared by its bytes, and where it differs it waits in `answers` to be read.
 * `permit` resolves when the turn of an address has come, to false when it may not be asked for.
 */
export function revisitPages(options: {
  readonly crawl: Crawl;
  readonly store: PageStore;
  readonly fetcher: Fetcher;
  readonly permit: (url: string) => Promise<boolean>;
  readonly answers: Map<string, Fetched>;
  readonly madeWith: string;
  readonly goesOn: boolean;
  /** What scripts make of a page may change while the page does not. */
  readonly isRendering: boolean;
}): Revisit {
  const { crawl, store, fetcher, permit, answers, madeWith, goesOn, isRendering } = options;
  return async (entry) => {
    const earlier = goesOn ? store.visit(entry.url) : null;
    if (earlier) {
      crawl.replay(entry, earlier);
      return true;
    }
    const known = store.page(urlKey(entry.url));
    if (known?.madeWith !== madeWith || (isRendering && known.summary.needsScript)) return false;
    const answer = await ask(known, entry.url, fetcher, permit);
    if (!answer) return false;
    if (!isUnchanged(known, answer)) {
      answers.set(entry.url, answer);
      return false;
    }
    const { etag = null, 'last-modified': lastModified = null } = answer.headers;
    if (answer.status === 200 && (etag !== known.etag || lastModified !== known.lastModified))
      store.confirm(known.key, { etag, lastModified });
    crawl.visited(entry, { kind: 'page' });
    return true;
  };
}

/** Null where it may not be asked for or failed: the crawler looks again, with its own patience, and tells why. */
async function ask(known: KnownPage, url: string, fetcher: Fetcher, permit: (url: string) => Promise<boolean>): Promise<Fetched | null> {
  const headers = {
    ...(known.etag ? { 'if-none-match': known.etag } : {}),
    ...(known.lastModified ? { 'if-modified-since': known.lastModified } : {}),
  };
  try {
    if (!(await permit(url))) return null;
    return await fetcher.get(url, { wants: isHtmlPage, headers });
  } catch (error) {
    if (isExpected(error)) return null;
    throw error;
  }
}

function isUnchanged(known: KnownPage, { status, body }: Fetched): boolean {
  return status === 304 ? known.etag !== null || known.lastModified !== null : status === 200 && sha256(body) === known.bodyHash;
}
