import type { BrowserContextOptions, Page, Request, Route } from 'playwright-core';

/** Not needed for text, or made to keep talking. */
const UNREAD = new Set(['image', 'font', 'media', 'texttrack', 'eventsource', 'websocket', 'manifest', 'ping', 'cspreport']);

/** A fresh context for each page: no cookies or storage of the page before, nothing granted, nothing saved. */
export const CONTEXT_OPTIONS: BrowserContextOptions = {
  acceptDownloads: false,
  permissions: [],
  serviceWorkers: 'block',
  ignoreHTTPSErrors: false,
  // What fades in when it is scrolled to shows at once, and a tall window has scrolled to most.
  reducedMotion: 'reduce',
  viewport: { width: 1366, height: 4_000 },
  locale: 'en-US',
};

/** Runs in each frame before the page's own scripts. */
function takeAway(): void {
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport']) Reflect.deleteProperty(globalThis, name);
  window.open = () => null;
  window.print = () => {};
}

export type PageGuard = {
  /** Where a script or a refresh of the page wanted to go instead; it was not followed. */
  readonly leadsTo: () => string | undefined;
};

/**
 * Keeps a page to being read: one main document, what fills it, and nothing that opens, saves or asks. Safety is with the proxy and the
 * sandbox; this spares time and bytes.
 */
export async function guardPage(page: Page): Promise<PageGuard> {
  const context = page.context();
  let hasDocument = false;
  let leadsTo: string | undefined;

  const judge = (request: Request): 'aborted' | 'blockedbyclient' | null => {
    // Throws for requests of windows that are not there yet: those are popups.
    const frame = request.frame();
    if (frame.page() !== page) return 'blockedbyclient';
    if (!/^https?:/i.test(request.url())) return 'blockedbyclient';
    if (!request.isNavigationRequest()) {
      const isPrefetch = /prefetch|prerender/.test(`${request.headers()['sec-purpose'] ?? ''} ${request.headers().purpose ?? ''}`);
      return isPrefetch || UNREAD.has(request.resourceType()) ? 'blockedbyclient' : null;
    }
    // Frames are left out of the page's text, so they are not loaded.
    if (frame !== page.mainFrame()) return 'blockedbyclient';
    if (!hasDocument) {
      hasDocument = true;
      return null;
    }
    if (request.method() === 'GET') leadsTo ??= request.url();
    // Aborted, not failed: the page that is there stays.
    return 'aborted';
  };

  const answer = async (route: Route) => {
    let refusal: ReturnType<typeof judge>;
    try {
      refusal = judge(route.request());
    } catch {
      // The request belongs to no page that is read.
      refusal = 'blockedbyclient';
    }
    // The page may be gone by now, and its requests with it.
    await (refusal ? route.abort(refusal) : route.continue()).catch(() => undefined);
  };
  await Promise.all([
    context.route('**/*', answer),
    context.routeWebSocket(/.*/, (socket) => socket.close()),
    context.addInitScript(takeAway),
  ]);
  context.on('page', (popup) => {
    // It may close by itself first.
    if (popup !== page) void popup.close().catch(() => undefined);
  });
  page.on('dialog', (dialog) => {
    void dialog.dismiss().catch(() => undefined);
  });
  return { leadsTo: () => leadsTo };
}
