import type { Page, Request } from 'playwright-core';

/** How often the text is looked at. */
const LOOK_EVERY_MS = 100;
/** No new text and no request for this long: what comes later is rarely part of the page. */
const STABLE_MS = 500;
/** A page with hardly any text is likelier still to be filled. */
const STABLE_WITHOUT_TEXT_MS = 1_000;
const HARDLY_ANY_TEXT = 200;
/** An answer that is waited for longer than this is a page that keeps talking. */
const PATIENCE_MS = 3_000;

export type PageProgress = { readonly length: number; readonly isParsing: boolean };

/** How much text there is, that in open shadow roots too, and whether the document is still coming. Runs inside the browser. */
export function pageProgress(): PageProgress {
  let length = 0;
  const count = (node: Document | ShadowRoot) => {
    const walker = Document.prototype.createTreeWalker.call(document, node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let next = walker.nextNode(); next; next = walker.nextNode()) {
      if (next instanceof Text) length += next.length;
      else if (next instanceof Element) {
        const root = Object.getOwnPropertyDescriptor(Element.prototype, 'shadowRoot')!.get!.call(next) as ShadowRoot | null;
        if (root) count(root);
      }
    }
  };
  count(document);
  const state = Object.getOwnPropertyDescriptor(Document.prototype, 'readyState')!.get!.call(document);
  return { length, isParsing: state === 'loading' };
}

/** Keeps count of the requests that a page is waiting for. */
export function watchRequests(page: Page): { readonly open: () => number; readonly quietSince: () => number } {
  const open = new Set<Request>();
  let last = performance.now();
  page.on('request', (request) => {
    open.add(request);
    last = performance.now();
  });
  const ended = (request: Request) => {
    if (open.delete(request)) last = performance.now();
  };
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  return { open: () => open.size, quietSince: () => last };
}

/**
 * Waits until the document is there, its text stops growing and nothing is being loaded, or until `limitMs` has passed since it was there:
 * pages that poll are never done. A page whose text has stood for {@link PATIENCE_MS} is done although it still talks. `hasLeft` says that
 * the page wanted to go elsewhere, which stops its parsing.
 */
export async function untilSettled(
  progress: () => Promise<PageProgress>,
  requests: ReturnType<typeof watchRequests>,
  hasLeft: () => boolean,
  limitMs: number,
): Promise<void> {
  let start = performance.now();
  let length = -1;
  let grewAt = start;
  for (;;) {
    const now = await progress();
    if (now.isParsing && !hasLeft()) start = performance.now();
    if (now.length !== length || (now.isParsing && !hasLeft())) grewAt = performance.now();
    length = now.length;
    const stableMs = performance.now() - grewAt;
    const quietMs = requests.open() > 0 ? 0 : performance.now() - requests.quietSince();
    const wanted = length < HARDLY_ANY_TEXT ? STABLE_WITHOUT_TEXT_MS : STABLE_MS;
    if (Math.min(stableMs, quietMs) >= wanted || stableMs >= PATIENCE_MS || performance.now() - start >= limitMs) return;
    await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
  }
}
