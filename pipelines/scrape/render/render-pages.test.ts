import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LimitReached, NotAllowed, UpstreamFailed } from '#core/domain/errors.ts';
import { hostAndPort } from '../fetch/fetcher.ts';
import { type Answer, type StaticSite, serveStaticSite } from '../fixtures/static-site.ts';
import { openRenderer, type Renderer, type RendererOptions } from './render-pages.ts';

const script = (code: string, body = '<main id="app"></main>'): Answer => ({
  body: `<!doctype html><title>T</title>${body}<script>${code}</script>`,
});
const json = (value: unknown): Answer => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });

let site: StaticSite;
let renderer: Renderer;
/** One with little time for a page. */
let quick: Renderer;
const open = (more: Partial<RendererOptions> = {}) =>
  openRenderer({
    userAgent: 'Threadwell/0.1 (+https://ferrywork.example)',
    openHosts: new Set([hostAndPort(site.url)]),
    unsandboxed: true,
    ...more,
  });
const text = async (pathname: string, from = renderer) => (await from.render(site.url + pathname)).html;

beforeAll(async () => {
  site = await serveStaticSite(null, {
    '/json': script(`fetch('/data.json').then((r) => r.json()).then((d) => { app.textContent = d.text; });`),
    '/data.json': json({ text: 'Set the port of the proxy.' }),
    '/late': script(`setTimeout(() => { app.textContent = 'Late text.'; }, 300);`),
    '/polls': script(`app.textContent = 'Said at once.'; setInterval(() => fetch('/data.json?' + Math.random()), 50);`),
    '/grows': script(`setInterval(() => app.append('more '), 50);`),
    '/endless': script('while (true);', '<p>Begins well.</p>'),
    '/later-endless': script('setTimeout(() => { while (true); }, 200);'),
    '/plain': { body: '<title>Plain</title><p>Plain text.</p>' },
    '/huge': script(`app.textContent = 'x'.repeat(11 * 1024 * 1024);`),
    '/deep': script(
      `let e = app; for (let i = 0; i < 2000; i++) e = e.appendChild(document.createElement('div')); e.textContent = 'Deep.';`,
    ),
    '/memory': script(`const kept = []; for (let i = 0; ; i++) kept.push(new ArrayBuffer(8e6)) && new Uint8Array(kept.at(-1)).fill(1);`),
    '/asks': script(
      `alert(1); confirm(2); prompt(3); print(); app.textContent = 'opened ' + window.open('/plain'); onbeforeunload = () => 'stay';`,
      '<main id="app"></main><a id="away" href="/plain" target="_blank">away</a>',
    ),
    '/alerts': script(`app.textContent = 'Alerting.'; setInterval(() => alert('again'), 10);`),
    '/file.bin': { headers: { 'content-type': 'application/octet-stream', 'content-disposition': 'attachment' }, body: 'x' },
    '/saves': script(
      `const a = document.createElement('a'); a.href = '/file.bin'; a.download = 'x'; a.click(); app.textContent = 'Saved?';`,
    ),
    '/worker': script(
      `navigator.serviceWorker.register('/sw.js').then(() => 'registered', () => 'refused').then((t) => { app.textContent = t; });
       setTimeout(() => { app.textContent ||= 'no answer'; }, 400);`,
    ),
    '/sw.js': { headers: { 'content-type': 'text/javascript' }, body: 'self.onfetch = () => {};' },
    '/cookie': (request) => ({
      ...script(
        `app.textContent = 'storage ' + localStorage.getItem('seen') + ' cookie ' + document.cookie; localStorage.setItem('seen', 'yes');`,
      ),
      headers: { 'set-cookie': `seen=${request.headers.cookie ?? 'nothing'}; path=/` },
    }),
    '/moved': { status: 302, headers: { location: '/plain' } },
    '/missing': { status: 404, body: '<p>Not here.</p>' },
    '/leads': script(`location.replace('/plain');`, '<p>Old place.</p>'),
    '/agent': (request) =>
      script(`app.textContent = navigator.userAgent;`, `<main id="app"></main><p>${request.headers['user-agent']}</p>`),
    '/forms': script(
      '',
      '<p>Text of a <b>form</b>.</p><form><input name="attributes"><input name="firstChild"><p>Inside.</p></form><img name="querySelectorAll">',
    ),
  });
  [renderer, quick] = await Promise.all([open(), open({ limits: { pageMs: 3_000, settleMs: 1_500 } })]);
});
afterAll(async () => {
  await renderer?.close();
  await quick?.close();
  await site?.close();
});

describe('a page', () => {
  test('that a script fills is read with what the script put there', async () => {
    const page = await renderer.render(`${site.url}json`);
    expect(page).toMatchObject({ url: `${site.url}json`, status: 200, refused: [] });
    expect(page.headers['content-type']).toMatch('text/html');
    expect(page.html).toContain('<main id="app">Set the port of the proxy.</main>');
    expect(page.html).not.toContain('<script');
  });

  test('that is filled a little later is waited for', async () => expect(await text('late')).toContain('Late text.'));

  test.each(['polls', 'grows'])('that never rests ends (%s)', async (name) =>
    expect(await text(name, quick)).toMatch(name === 'polls' ? 'Said at once.' : /more more/),
  );

  test('that is sent on or missing says so', async () => {
    expect(await renderer.render(`${site.url}moved`)).toMatchObject({ url: `${site.url}plain`, status: 200 });
    expect(await renderer.render(`${site.url}missing`)).toMatchObject({ status: 404 });
  });

  test('whose script goes elsewhere is not followed, and the place is told', async () => {
    const page = await renderer.render(`${site.url}leads`);
    expect(page.leadsTo).toBe(`${site.url}plain`);
    expect(page.html).toContain('Old place.');
  });

  test('sees the user agent that it is told', async () => {
    const html = await text('agent');
    expect(html.match(/Threadwell\/0\.1 \(\+https:\/\/ferrywork\.example\)/g)).toHaveLength(2);
    expect(html).not.toMatch(/Chrome|Mozilla/);
  });

  test('whose elements are named like properties is read all the same', async () =>
    expect(await text('forms')).toMatch(/Text of a <b>form<\/b>\.[\s\S]*<p>Inside\.<\/p>/));
});

describe('a hostile page', () => {
  test('that opens, asks, prints and stays is read', async () => expect(await text('asks')).toContain('opened null'));
  test('that alerts forever is read', async () => expect(await text('alerts')).toContain('Alerting.'));
  test('that saves a file saves none', async () => expect(await text('saves')).toContain('Saved?'));
  test('gets no service worker', async () => {
    expect(await text('worker')).toMatch(/registered|refused/);
    expect(site.requests).not.toContain('/sw.js');
  });

  test('that is a download is no page', async () => {
    await expect(renderer.render(`${site.url}file.bin`)).rejects.toThrow(UpstreamFailed);
    await expect(renderer.render(`${site.url}file.bin`)).rejects.toThrow('is a download, no page');
  });

  test('leaves nothing for the next', async () => {
    expect(await text('cookie')).toContain('storage null cookie seen=nothing');
    expect(await text('cookie')).toContain('storage null cookie seen=nothing');
  });

  test('that is too large or too deep is given up', async () => {
    await expect(renderer.render(`${site.url}huge`)).rejects.toThrow(LimitReached);
    await expect(renderer.render(`${site.url}deep`)).rejects.toThrow('elements nested over 512 deep');
  });

  test('that takes all memory is ended, and the next is read', async () => {
    await expect(renderer.render(`${site.url}memory`)).rejects.toThrow(LimitReached);
    expect(await text('plain')).toContain('Plain text.');
  });

  test.each(['file:///etc/passwd', 'chrome://version/', 'data:text/html,x', 'about:blank', 'ftp://ferrywork.example/'])(
    '%s is no address',
    (url) => expect(renderer.render(url)).rejects.toThrow(NotAllowed),
  );

  test('whose script never returns ends within its time, and the next is read', async () => {
    const results = await Promise.allSettled(['endless', 'later-endless', 'plain', 'endless', 'plain'].map((name) => text(name, quick)));
    expect(results.map((result) => (result.status === 'rejected' ? result.reason.message.replace(site.url, '/') : 'read'))).toEqual([
      '/endless was not rendered within 3 s',
      '/later-endless was not rendered within 3 s',
      'read',
      '/endless was not rendered within 3 s',
      'read',
    ]);
  });
});

describe('the browser', () => {
  test('is started again when it is gone', async () => {
    const other = await open();
    try {
      await text('plain', other);
      process.kill(childBrowsers(process.pid).at(-1)!, 'SIGKILL');
      expect(await text('plain', other)).toContain('Plain text.');
    } finally {
      await other.close();
    }
  });

  test('ends with the renderer and leaves no files', async () => {
    const before = [childBrowsers(process.pid), leftovers()];
    const other = await open();
    const waiting = other.render(`${site.url}grows`);
    expect(childBrowsers(process.pid).length).toBe(before[0]!.length + 1);
    await Promise.all([expect(waiting).rejects.toThrow('the renderer was closed'), other.close()]);
    await expect(other.render(`${site.url}plain`)).rejects.toThrow('the renderer was closed');
    await expect.poll(() => [childBrowsers(process.pid), leftovers()]).toEqual(before);
  });
});

test('the browser does not outlive a process that is killed', async () => {
  const file = path.join(import.meta.dirname, 'render-pages.ts');
  const code = `const { openRenderer } = await import(${JSON.stringify(file)});
    await openRenderer({ userAgent: 'x', openHosts: new Set(), unsandboxed: true }); console.log('open'); setInterval(() => {}, 1000);`;
  const before = leftovers();
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const [browser] = childBrowsers(child.pid!);
  expect(browser).toBeDefined();
  child.kill('SIGKILL');
  await expect.poll(() => existsSync(`/proc/${browser}/exe`)).toBe(false);
  for (const name of leftovers().filter((left) => !before.includes(left)))
    rmSync(path.join(tmpdir(), name), { recursive: true, force: true });
});

/** Chromium processes that this process started, the oldest first. */
function childBrowsers(parent: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids
    .filter((pid) => {
      const file = `/proc/${pid}/stat`;
      const stat = existsSync(file) ? readFileSync(file, 'utf8') : '';
      return new RegExp(`^\\d+ \\(chrom.+\\) [^Z] ${parent} `).test(stat);
    })
    .map(Number)
    .sort((a, b) => a - b);
}

function leftovers(): string[] {
  return readdirSync(tmpdir()).filter((name) => /^(?:threadwell-browser-|playwright)/.test(name));
}
