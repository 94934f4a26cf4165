import { afterEach, expect, test } from 'vitest';
import { testPorts } from '../fixtures/scrape-ports.ts';
import { type Answer, type StaticSite, serveStaticSite } from '../fixtures/static-site.ts';
import { scrape } from '../scrape.ts';
import { SITE_DEFAULTS, type Site } from '../site.ts';

let server: StaticSite;
afterEach(() => server.close());

/** A page that says nothing until its script ran. A page whose only script forwards is taken for no shell, hence an empty script before those. */
const shell = (script: string): Answer => ({
  body: `<!doctype html><html><head><title>App</title></head><body><div id="root"></div><script>${script}</script></body></html>`,
});
const shows = (html: string) => `document.getElementById('root').innerHTML = ${JSON.stringify(html)}`;

const browser = { path: process.env.CHROME_PATH, unsandboxed: process.getuid?.() === 0 };

async function siteOf(answers: Parameters<typeof serveStaticSite>[1]): Promise<(more?: Partial<Site>) => Site> {
  server = await serveStaticSite(null, answers);
  return (more = {}) => ({ ...SITE_DEFAULTS, allowPrivate: true, render: true, start: [server.url], ...more });
}

test('pages that only scripts fill become articles, their links are followed, and they are rendered each time', async () => {
  let says = 'first';
  const site = await siteOf({
    '/': shell(
      `fetch('/says').then((answer) => answer.text()).then((says) => { document.getElementById('root').innerHTML = '<main><h1>Home</h1><p>It says ' + says + ' to its readers.</p><a href="/two">two</a></main>' })`,
    ),
    '/says': () => ({ headers: { 'content-type': 'text/plain' }, body: says }),
    '/two': { body: '<main><h1>Two</h1><p>Written out.</p></main>' },
  });
  const ports = testPorts();
  expect(await scrape({ sites: [site()], browser }, ports)).toMatchObject({ pages: 2, articles: 2 });
  expect(ports.rows()[0]?.body).toContain('It says first to its readers.');
  says = 'second';
  const report = await scrape({ sites: [site()], browser }, ports);
  expect(report).toMatchObject({ pagesRead: 1, changed: 1, unchanged: 1 });
  expect(report.changes[0]?.lines).toEqual(['- It says first to its readers.', '+ It says second to its readers.']);
});

test('a script that leads elsewhere is a redirect, within the site and out of it', async () => {
  const site = await siteOf({
    '/': { body: '<main><h1>Home</h1><p>Home.</p><a href="/in">in</a> <a href="/out">out</a></main>' },
    '/in': shell("</script><script>location.href = '/target'"),
    '/out': shell("</script><script>location.href = 'https://elsewhere.example/'"),
    '/target': shell(shows('<main><h1>Target</h1><p>Where the script led to.</p></main>')),
  });
  const ports = testPorts();
  const report = await scrape({ sites: [site()], browser }, ports);
  expect(ports.rows().map(({ title }) => title)).toEqual(['Home', 'Target']);
  expect(report.skipped.map(({ url, reason }) => [url.slice(server.url.length), reason])).toEqual([
    ['out', 'redirects to https://elsewhere.example/, which is not part of the site'],
  ]);
});

test('without --render such a page is told and is no article', async () => {
  const site = await siteOf({
    '/': { body: '<main><h1>Home</h1><p>Home.</p><a href="/app">app</a></main>' },
    '/app': shell(shows('<main><h1>App</h1><p>Text.</p></main>')),
  });
  const ports = testPorts();
  const report = await scrape({ sites: [site({ render: false })] }, ports);
  expect(ports.rows().map(({ title }) => title)).toEqual(['Home']);
  expect(report.skipped).toEqual([{ url: `${server.url}app`, reason: 'its text is made by JavaScript; scrape with --render to read it' }]);
});
