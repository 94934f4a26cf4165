import { load } from 'cheerio';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { extractArticles } from '../extract/extract.ts';
import { hostAndPort } from '../fetch/fetcher.ts';
import { type StaticSite, serveStaticSite } from '../fixtures/static-site.ts';
import { openRenderer, type Renderer } from './render-pages.ts';

let site: StaticSite;
let renderer: Renderer;
let content = '';
beforeAll(async () => {
  site = await serveStaticSite(null, {
    '/': () => ({ body: content }),
    '/style.css': {
      headers: { 'content-type': 'text/css' },
      body: `
        .a1 { display: none } .a2 { visibility: hidden } .a2 b { visibility: visible } .a3 { opacity: 0 } .a4 { height: 0; overflow: hidden }
        .a5 { position: absolute; left: -9999px } .a6 { position: absolute; clip-path: inset(50%) } .a7 { text-indent: -9999px } .a8 { font-size: 0 }
        .a9 { position: absolute; width: 1px; height: 1px; overflow: hidden } .a10 { color: transparent } .a11 { content-visibility: hidden }
        .a12 { visibility: collapse } .a13 { transform: translateX(-5000px) } .a14 { position: fixed; top: -900px }
        .hidden { display: none } @media (min-width: 700px) { .wide { display: block } }
        .panel { display: none } .panel.active { display: block } .fold { max-height: 0; overflow: hidden } .fades { opacity: 0 }`,
    },
  });
  renderer = await openRenderer({ userAgent: 'Threadwell/0.1', openHosts: new Set([hostAndPort(site.url)]), unsandboxed: true });
});
afterAll(async () => {
  await renderer?.close();
  await site?.close();
});

async function seen(body: string, head = ''): Promise<string> {
  content = `<!doctype html><html lang="en"><head><title>Ports</title><link rel="stylesheet" href="/style.css">${head}</head><body>${body}</body></html>`;
  return (await renderer.render(site.url)).html;
}

/** What the articles of a page say. */
async function articleText(body: string): Promise<string> {
  const html = await seen(
    `<main><h1>Ports</h1><p>The proxy listens on a port of its own, which an administrator may change.</p>${body}</main>`,
  );
  return extractArticles(html, site.url)
    .articles.map((article) => article.body)
    .join('\n');
}

describe('what a style sheet hides', () => {
  const names = ['a1', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8', 'a9', 'a10', 'a11', 'a12', 'a13', 'a14'];

  test('does not come through', async () => {
    const text = await articleText(names.map((name) => `<p class="${name}">Secret of ${name}.</p>`).join(''));
    expect(text).toContain('listens on a port');
    expect(text).not.toContain('Secret');
  });

  test('is marked and stays in the page, so that its removal can be listed', async () => {
    const html = await seen(names.map((name) => `<p class="${name}">Secret of ${name}.</p>`).join(''));
    const $ = load(html);
    expect($('[hidden]').length).toBe(names.length);
    expect($('body').text()).toContain('Secret of a9.');
  });

  test('shows again where a part of it is visible', async () => {
    const text = await articleText('<p class="a2">Secret of a2. <b>Open part.</b> Secret.</p>');
    expect(text).toContain('Open part.');
    expect(text).not.toContain('Secret');
  });

  test('keeps anchors, which say nothing', async () =>
    expect(await seen('<a id="here" class="a9"></a><p>Text.</p>')).toMatch(/<a id="here" class="a9"><\/a>/));
});

describe('what a reader sees comes through', () => {
  test('although a name of convention says otherwise', async () =>
    expect(await articleText('<p class="hidden wide">Wide text.</p>')).toContain('Wide text.'));

  test('although another rule for the same class hides it', async () =>
    expect(await seen('<style>.x{display:none}.x.on{display:block}</style><p class="x on">Shown.</p>')).toMatch(/<p class="x on">Shown\./));

  test('although the page is hidden whole', async () =>
    expect(await seen('<p>Text of all.</p>', '<style>body { visibility: hidden; opacity: 0 }</style>')).toMatch(/<p>Text of all\.<\/p>/));

  test('although it shows only when it is scrolled to', async () =>
    expect(
      await seen(
        `<div style="height:2500px"></div><p class="fades">Further down.</p><script>new IntersectionObserver((seen) => seen.forEach((e) => e.isIntersecting && e.target.classList.remove('fades'))).observe(document.querySelector('.fades'))</script>`,
      ),
    ).toMatch(/<p class="">Further down\./));
});

describe('what a click opens comes through', () => {
  test('as tab panels', async () => {
    const text = await articleText(
      `<div><div role="tablist"><button role="tab" aria-controls="p1">Linux</button><button role="tab" aria-controls="p2">Windows</button></div>
       <div role="tabpanel" id="p1" class="panel active"><p>Use apt for it.</p></div><div role="tabpanel" id="p2" class="panel"><p>Use winget for it.</p><p class="a1">Secret.</p></div></div>`,
    );
    expect(text).toContain('Use apt');
    expect(text).toContain('Windows:');
    expect(text).toContain('Use winget');
    expect(text).not.toContain('Secret');
  });

  test('as details', async () => {
    const text = await articleText(
      '<details><summary>More</summary><p>Inner text of it.</p><div class="a4"><p>Cut text.</p></div><p class="a1">Secret.</p></details>',
    );
    expect(text).toContain('Inner text of it.');
    expect(text).not.toContain('Secret');
  });

  test('as accordions', async () => {
    const text = await articleText(
      `<div><h3><button aria-expanded="false" aria-controls="q">Why?</button></h3><div id="q" class="fold" hidden style="display:none"><p>Because of the proxy.</p></div></div>
       <div class="accordion-item"><h3>How?</h3><div class="accordion-collapse fold"><p>With a setting.</p></div></div>`,
    );
    expect(text).toContain('Because of the proxy.');
    expect(text).toContain('With a setting.');
  });

  test('but menus and dialogs do not', async () => {
    const html = await seen(
      `<nav><button aria-expanded="false" aria-controls="m">Menu</button><div id="m" class="panel">Menu entry.</div></nav>
       <button aria-expanded="false" aria-controls="d">Open</button><div id="d" role="dialog" class="panel">Dialog text.</div>`,
    );
    expect(load(html)('#m, #d').filter('[hidden]').length).toBe(2);
  });
});

describe('open shadow roots', () => {
  test('become content, with their slots filled', async () => {
    const text = await articleText(
      `<api-viewer><span slot="name">timeout</span><p>The time in seconds.</p></api-viewer>
       <script>customElements.define('api-viewer', class extends HTMLElement { connectedCallback() {
         this.attachShadow({ mode: 'open' }).innerHTML = '<style>.gone{display:none}</style><h2>Option <slot name="name">none</slot></h2><p>From the shadow.</p><slot></slot><slot name="other"><p>Nothing else.</p></slot><p class="gone">Secret.</p>';
       } });</script>`,
    );
    expect(text).toContain('Option timeout');
    for (const part of ['From the shadow.', 'The time in seconds.', 'Nothing else.']) expect(text).toContain(part);
    expect(text).not.toContain('Secret');
    expect(text.match(/The time in seconds/g)).toHaveLength(1);
  });
});

describe('the page that is written down', () => {
  test('has no scripts, frames or comments, and text that looks like tags stays text', async () => {
    const html = await seen(
      `<p id="p" title='a "b" <c>'></p><!-- note --><noscript>Turn it on.</noscript><template>Mould.</template><script type="application/ld+json">{"a":"</p>"}</script>
       <iframe srcdoc="x"></iframe><script>p.textContent = '<script>alert(1)</' + 'script> & co'; p.onclick = () => {};</script>`,
    );
    expect(html).toContain('<p id="p" title="a &quot;b&quot; &lt;c>">&lt;script&gt;alert(1)&lt;/script&gt; &amp; co</p>');
    expect(html).not.toMatch(/note|Turn it on|Mould|iframe|<script>/);
    expect(html).toContain('<script type="application/ld+json">');
  });
});
