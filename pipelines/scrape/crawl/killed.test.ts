import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StaticSite, serveStaticSite } from '../fixtures/static-site.ts';

/** A site of three levels, so that a kill may hit before, between and in them. */
const PAGES = 80;
const pages = Array.from({ length: PAGES }, (_, n) => `/p${n}`);
const links = (n: number) => [3 * n + 1, 3 * n + 2, 3 * n + 3].filter((to) => to < PAGES).map((to) => `<a href="/p${to}">to ${to}</a>`);
const body = (n: number) =>
  `<title>Page ${n}</title><main><h1>Page ${n}</h1><p>What page ${n} says.</p><h2 id="more">More</h2><p>More of ${n}. ${links(n)}</p></main>`;

const folder = mkdtempSync(path.join(tmpdir(), 'killed-'));
let site: StaticSite;
let onRequest: (count: number) => void = () => {};
beforeAll(async () => {
  let count = 0;
  const answers = Object.fromEntries(
    pages.map((page, n) => [
      page,
      () => {
        onRequest(++count);
        return { body: body(n) };
      },
    ]),
  );
  site = await serveStaticSite(null, { ...answers, '/': { status: 302, headers: { location: '/p0' } } });
});
afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

function startScrape(data: string): ChildProcess {
  const args = ['scrape', site.url, '--allow-private', '--data', path.join(folder, data)];
  return spawn(path.resolve('bin/threadwell'), args, { cwd: folder, stdio: 'ignore' });
}

/** Runs until the end, or until the so manyth page is asked for and a moment passed. Returns how many pages were asked for. */
async function runScrape(data: string, kill?: { readonly atPage: number; readonly afterMs: number }): Promise<number> {
  const before = site.requests.length;
  const child = startScrape(data);
  if (kill) {
    let seen = 0;
    onRequest = () => {
      if (++seen === kill.atPage) setTimeout(() => child.kill('SIGKILL'), kill.afterMs);
    };
  }
  const [code] = await once(child, 'exit');
  onRequest = () => {};
  if (!kill) expect(code).toBe(0);
  return site.requests.slice(before).filter((request) => request.startsWith('/p')).length;
}

const csv = (data: string) => readFileSync(path.join(folder, data, 'web_docs.csv'), 'utf8');

test('killed at five points from the first page to the middle, each next run goes on, and the last ends with the same bytes', async () => {
  expect(await runScrape('undisturbed')).toBe(PAGES);
  expect(
    csv('undisturbed')
      .split('\n')
      .filter((line) => line.includes('Page 79')).length,
  ).toBeGreaterThan(0);
  const kills = [1, 4, 13, 26, 40].map((atPage) => ({ atPage, afterMs: Math.random() * 60 }));
  let asked = 0;
  for (const kill of kills) asked += await runScrape('killed', kill);
  await runScrape('killed');
  expect(csv('killed'), `kills: ${JSON.stringify(kills)}; pages asked for before: ${asked}`).toBe(csv('undisturbed'));
});

test('what was read before a kill is not asked for again', async () => {
  await runScrape('late', { atPage: 60, afterMs: 1_000 });
  const rest = await runScrape('late');
  // The kill may have come after the end; then the pages are all asked whether they changed.
  expect(rest === PAGES || rest <= PAGES - 40, `${rest} pages were asked for again`).toBe(true);
});
