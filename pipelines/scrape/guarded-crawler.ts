import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { load } from 'cheerio';
import {
  type BaseHttpClient,
  CheerioCrawler,
  type CheerioCrawlerOptions,
  type CheerioCrawlingContext,
  Configuration,
  EventManager,
  type IRequestManager,
} from 'crawlee';
import { sha256 } from '#core/domain/digest.ts';
import type { Clock } from '#core/ports/clock.ts';
import { decodePage, isText } from './decode-page.ts';
import type { Fetched, Fetcher } from './fetcher.ts';
import { isHtmlPage, type PageOutcome, pageOutcome } from './page-outcome.ts';
import { parsePage } from './parse-page.ts';

/** Our own header on an answer: the SHA-256 of its body. A server's header of this name is overwritten. */
export const BODY_HASH_HEADER = 'x-threadwell-body';

/** An answer that is no page to read. */
export class PageNotRead extends Error {
  override readonly name = 'PageNotRead';
  readonly outcome: Exclude<PageOutcome, { kind: 'page' }>;
  constructor(outcome: Exclude<PageOutcome, { kind: 'page' }>) {
    super(outcome.kind === 'redirect' ? `redirects to ${outcome.to}` : outcome.reason);
    this.outcome = outcome;
  }
}

/** Crawlee's own parsing goes over each page twice and knows no limits, so a hostile page could hold the process for minutes. */
export class GuardedCrawler extends CheerioCrawler {
  constructor(requests: IRequestManager, options: CheerioCrawlerOptions, configuration: Configuration) {
    super(options, configuration);
    // The options of this crawler do not take one, its base class does.
    this.requestManager = requests;
  }

  protected override async _parseHTML(response: IncomingMessage, _isXml: boolean, context: CheerioCrawlingContext) {
    const dom = parsePage(await text(response));
    // Crawlee types `$` by the older cheerio that it carries; we read the tree with our own.
    const $ = load(dom) as unknown as CheerioCrawlingContext['$'];
    return { dom, $, body: '', enqueueLinks: context.enqueueLinks };
  }
}

/**
 * Crawlee's own event manager starts `ps` once a second to steer how much runs at a time, and ends the process where there is no `ps`,
 * as in slim containers. We run a fixed number at a time, so nothing has to be measured; a memory size is given only so that it is not
 * asked for in the same way.
 */
class QuietEvents extends EventManager {}

/** Nothing is written to disk and nothing is shared with another crawl. */
export function quietConfiguration(): Configuration {
  return new Configuration({ persistStorage: false, eventManager: new QuietEvents(), memoryMbytes: 1 });
}

/**
 * Crawlee's HTTP client replaced by our fetcher: addresses checked, limits kept, and each redirect and failure handed back as
 * {@link PageNotRead} instead of being followed or retried blindly. What was got already waits in `answers`.
 */
export function guardedClient(fetcher: Fetcher, clock: Clock, answers: Map<string, Fetched>): BaseHttpClient {
  return {
    sendRequest: () => Promise.reject(new Error('only pages are fetched through the crawler')),
    async stream(request) {
      const url = String(request.url);
      const fetched = answers.get(url) ?? (await fetcher.get(url, { wants: isHtmlPage }));
      answers.delete(url);
      const outcome = pageOutcome(fetched, clock.now());
      if (outcome.kind !== 'page') throw new PageNotRead(outcome);
      const decoded = decodePage(fetched.body, fetched.headers['content-type']);
      if (!isText(decoded)) throw new PageNotRead({ kind: 'gone', reason: 'no HTML page but bytes that are no text' });
      const html = Buffer.from(decoded);
      return {
        stream: Readable.from([html]),
        url: fetched.url,
        redirectUrls: [],
        statusCode: fetched.status,
        headers: { ...fetched.headers, 'content-type': 'text/html; charset=utf-8', [BODY_HASH_HEADER]: sha256(fetched.body) },
        trailers: {},
        complete: true,
        downloadProgress: { percent: 100, transferred: html.length },
        uploadProgress: { percent: 100, transferred: 0 },
        request,
      };
    },
  };
}
