import { describe, expect, test } from 'vitest';
import { extractArticles } from './extract.ts';

const needsScript = (html: string) => extractArticles(html, 'https://docs.example.com/guide/').needsScript;
const page = (body: string, head = '') =>
  `<!doctype html><html lang="en"><head><title>Ferrywork docs</title>${head}</head><body>${body}</body></html>`;

describe('a shell that JavaScript fills', () => {
  test.each([
    ['React', '<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div><script src="/static/main.js"></script>'],
    ['Vue', '<noscript><strong>We’re sorry but docs doesn’t work properly without JavaScript enabled.</strong></noscript><div id="app"></div><script type="module" src="/a.js"></script>'],
    ['Angular', '<app-root></app-root><script src="runtime.js" type="module"></script>'],
    ['Next', '<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{"page":"/guide"}</script><script src="/_next/a.js" defer></script>'],
    ['Nuxt', '<div id="__nuxt"><!----></div><script>window.__NUXT__={}</script>'],
    ['Gatsby', '<noscript>This app works best with JavaScript enabled.</noscript><div id="___gatsby"></div><script src="/app.js"></script>'],
    ['Svelte', '<div id="svelte"></div><script type="module">start()</script>'],
    ['docsify', '<div id="app">Loading ...</div><script>window.$docsify = {}</script><script src="//cdn.example/docsify.js"></script>'],
    ['Swagger UI', '<div id="swagger-ui"></div><script src="./swagger-ui-bundle.js"></script>'],
    ['Redoc', '<redoc spec-url="openapi.yaml"></redoc><script src="redoc.standalone.js"></script>'],
    ['a frame around nothing', '<header><nav><a href="/">Ferrywork</a><a href="/guide">Guide</a></nav></header><main></main><footer>© Ferrywork 2026. All rights reserved.</footer><script src="/a.js"></script>'],
    ['a name beside an empty place', '<h1>Ferrywork</h1><div id="root"></div><script src="/a.js"></script>'],
    ['a sign that turns', '<div class="spinner" role="status">Loading the documentation</div><script src="/a.js"></script>'],
  ])('is known: %s', (_, body) => expect(needsScript(page(body))).toBe(true)); // biome-ignore format: one shell a line
});

describe('a page that is written out needs no script', () => {
  test.each([
    ['a short page', '<main><h1>Proxy</h1><p>Set HTTPS_PROXY.</p></main><script src="/a.js"></script>'],
    ['a very short page', '<h1>404</h1><p>Not found</p><script>track()</script>'],
    ['a page of links', '<h1>Guides</h1><ul><li><a href="/a">Install</a></li></ul><script src="/a.js"></script>'],
    ['a page that was rendered before', '<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"><main><h1>Proxy</h1><p>Set HTTPS_PROXY to the address of the proxy, then start the agent again. It reads the variable once.</p></main></div><script src="/a.js"></script>'],
    ['a page without scripts', '<main></main>'],
    ['an empty page', ''],
    ['a page with data and no script', '<script type="application/ld+json">{"@type":"WebPage"}</script>'],
    ['a page that forwards', '<script>window.location.href = "/guide/new/"</script>'],
    ['a page in frames', '<iframe src="manual.html"></iframe><script src="/a.js"></script>'],
  ])('%s', (_, body) => expect(needsScript(page(body))).toBe(false)); // biome-ignore format: one page a line

  test('one that refreshes to another', () => {
    expect(needsScript(page('<script src="/a.js"></script>', '<meta http-equiv="refresh" content="0; url=/new/">'))).toBe(false);
  });

  test('one that says how to turn JavaScript on', () => {
    const text =
      '<p>The console requires JavaScript. Enable JavaScript in the browser: open the settings, choose Privacy, then Sites, and allow it. Then load the console again and sign in with the name that the operator gave you when the account was made.</p>';
    expect(needsScript(page(`<main><h1>Console</h1>${text}</main><script src="/a.js"></script>`))).toBe(false);
  });
});

test('what a page says of itself survives JSON', () => {
  const extract = extractArticles(page('<div id="root"></div><script src="/a.js"></script>'), 'https://docs.example.com/guide/');
  expect(JSON.parse(JSON.stringify(extract))).toEqual(extract);
});
