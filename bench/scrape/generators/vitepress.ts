import type { Generator } from './generator.ts';
import { contents, links, sections } from './navigation.ts';
import { escapeHtml, highlight } from './text.ts';

/** VitePress 1.x: Shiki code with a language label, a copy button and a column of numbers; the sidebar comes in one long aside. */
export const vitepress: Generator = {
  baseUrl: 'https://fernweh.example/guide/',

  heading: ({ level, id, text }, html) =>
    `<h${level} id="${id}" tabindex="-1">${html} <a class="header-anchor" href="#${id}" aria-label="Permalink to &quot;${escapeHtml(text)}&quot;">​</a></h${level}>`,

  code({ text, lang, title, numbered }) {
    const lines = text
      .split('\n')
      .map(
        (line) =>
          `<span class="line">${highlight(line, (_kind, piece) => `<span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">${piece}</span>`)}</span>`,
      );
    const numbers = numbered
      ? `<div class="line-numbers-wrapper" aria-hidden="true">${lines.map((_, index) => `<span class="line-number">${index + 1}</span><br>`).join('')}</div>`
      : '';
    const block = `<div class="language-${lang} vp-adaptive-theme${numbered ? ' line-numbers-mode' : ''}"><button title="Copy Code" class="copy"></button><span class="lang">${lang}</span><pre class="shiki shiki-themes github-light github-dark vp-code" tabindex="0"><code>${lines.join('\n')}</code></pre>${numbers}</div>`;
    return title
      ? `<div class="vp-code-block-title"><div class="vp-code-block-title-bar"><span class="vp-code-block-title-text" data-title="${escapeHtml(title)}">${escapeHtml(title)}</span></div>${block}</div>`
      : block;
  },

  note: (kind, title, html) =>
    `<div class="${kind === 'note' ? 'info' : kind} custom-block"><p class="custom-block-title">${title || kind.toUpperCase()}</p>${html}</div>`,

  tabs: (tabs, count) =>
    `<div class="vp-code-group vp-adaptive-theme"><div class="tabs">${tabs.map(({ label }, index) => `<input type="radio" name="group-${count}" id="tab-${count}-${index}"${index ? '' : ' checked'}><label data-title="${escapeHtml(label)}" for="tab-${count}-${index}">${label}</label>`).join('')}</div><div class="blocks">\n${tabs.map(({ html }, index) => (index ? html : html.replace('vp-adaptive-theme', 'vp-adaptive-theme active'))).join('\n')}\n</div></div>`,

  table: (html) => html.replace(/<table>/, '<table tabindex="0">'),

  page({ title, lang, body, headings }) {
    const menu = sections(
      (name, titles) =>
        `<div class="no-transition group" data-v-51288d80><section class="VPSidebarItem level-0 collapsible" data-v-51288d80 data-v-0009425e><div class="item" role="button" tabindex="0" data-v-0009425e><div class="indicator" data-v-0009425e></div><h2 class="text" data-v-0009425e>${name}</h2><div class="caret" role="button" aria-label="toggle section" tabindex="0" data-v-0009425e><span class="vpi-chevron-right caret-icon" data-v-0009425e></span></div></div><div class="items" data-v-0009425e>${links(titles, (href, text) => `<div class="VPSidebarItem level-1 is-link" data-v-0009425e data-v-0009425e><div class="item" data-v-0009425e><div class="indicator" data-v-0009425e></div><a class="VPLink link link" href="/guide${href}" data-v-0009425e><p class="text" data-v-0009425e>${text}</p></a></div></div>`)}</div></section></div>`,
    );
    return `<!DOCTYPE html>
<html lang="${lang}" dir="ltr">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <title>${escapeHtml(title)} | Fernweh</title>
    <meta name="description" content="Offline first maps for long walks">
    <meta name="generator" content="VitePress v1.5.0">
    <link rel="preload stylesheet" href="/assets/style.CNGxq0Bf.css" as="style">
    <script type="module" src="/assets/app.B2Jd5vYh.js"></script>
    <script id="check-dark-mode">(()=>{const e=localStorage.getItem("vitepress-theme-appearance")||"auto",a=window.matchMedia("(prefers-color-scheme: dark)").matches;(!e||e==="auto"?a:e==="dark")&&document.documentElement.classList.add("dark")})();</script>
  </head>
  <body>
    <div id="app"><div class="Layout" data-v-5d98c3a5><!--[--><!--]--><!--[--><span tabindex="-1" data-v-0f60ec36></span><a href="#VPContent" class="VPSkipLink visually-hidden" data-v-0f60ec36> Skip to content </a><!--]--><!----><header class="VPNav" data-v-5d98c3a5 data-v-ae24b3ad><div class="VPNavBar" data-v-ae24b3ad data-v-6aa21345><div class="wrapper" data-v-6aa21345><div class="container" data-v-6aa21345><div class="title" data-v-6aa21345><div class="VPNavBarTitle has-sidebar" data-v-6aa21345 data-v-1168a8e4><a class="title" href="/" data-v-1168a8e4><img class="VPImage logo" src="/logo.svg" alt data-v-8426fc1a><span data-v-1168a8e4>Fernweh</span></a></div></div><div class="content" data-v-6aa21345><div class="content-body" data-v-6aa21345><div class="VPNavBarSearch search" data-v-6aa21345><div id="local-search"><button type="button" class="DocSearch DocSearch-Button" aria-label="Search"><span class="DocSearch-Button-Container"><span class="vp-icon DocSearch-Search-Icon"></span><span class="DocSearch-Button-Placeholder">Search</span></span><span class="DocSearch-Button-Keys"><kbd class="DocSearch-Button-Key"></kbd><kbd class="DocSearch-Button-Key">K</kbd></span></button></div></div><nav aria-labelledby="main-nav-aria-label" class="VPNavBarMenu menu" data-v-6aa21345 data-v-dc692963><span id="main-nav-aria-label" class="visually-hidden" data-v-dc692963> Main Navigation </span><a class="VPLink link VPNavBarMenuLink active" href="/guide/" tabindex="0"><span>Guide</span></a><a class="VPLink link VPNavBarMenuLink" href="/api/" tabindex="0"><span>API</span></a><div class="VPFlyout VPNavBarMenuGroup"><button type="button" class="button" aria-haspopup="true" aria-expanded="false"><span class="text"><span>1.8.2</span></span></button><div class="menu"><div class="VPMenu"><div class="items"><div class="VPMenuLink"><a class="VPLink link" href="/changelog">Changelog</a></div><div class="VPMenuLink"><a class="VPLink link" href="/contributing">Contributing</a></div></div></div></div></div></nav><div class="VPNavBarAppearance appearance"><button class="VPSwitch VPSwitchAppearance" type="button" role="switch" title="Switch to dark theme" aria-checked="false"><span class="check"><span class="icon"><span class="vpi-sun sun"></span><span class="vpi-moon moon"></span></span></span></button></div></div></div></div></div></div></header>
<div class="VPLocalNav has-sidebar empty" data-v-5d98c3a5 data-v-a6f0e41e><div class="container" data-v-a6f0e41e><button class="menu" aria-expanded="false" aria-controls="VPSidebarNav" data-v-a6f0e41e><span class="vpi-align-left menu-icon" data-v-a6f0e41e></span><span class="menu-text" data-v-a6f0e41e>Menu</span></button><div class="VPLocalNavOutlineDropdown" style="--vp-vh:0px;"><button>Return to top</button></div></div></div>
<aside class="VPSidebar" data-v-5d98c3a5 data-v-319d5ca6><div class="curtain" data-v-319d5ca6></div><nav class="nav" id="VPSidebarNav" aria-labelledby="sidebar-aria-label" tabindex="-1" data-v-319d5ca6><span class="visually-hidden" id="sidebar-aria-label" data-v-319d5ca6> Sidebar Navigation </span>${menu}</nav></aside>
<div class="VPContent has-sidebar" id="VPContent" data-v-5d98c3a5 data-v-1428d186><div class="VPDoc has-sidebar has-aside" data-v-1428d186 data-v-39a288b8><div class="container" data-v-39a288b8><div class="aside" data-v-39a288b8><div class="aside-curtain" data-v-39a288b8></div><div class="aside-container" data-v-39a288b8><div class="aside-content" data-v-39a288b8><div class="VPDocAside" data-v-39a288b8><nav aria-labelledby="doc-outline-aria-label" class="VPDocAsideOutline" data-v-b38bf2ff><div class="content"><div class="outline-marker"></div><div aria-level="2" class="outline-title" id="doc-outline-aria-label" role="heading">On this page</div><ul class="VPDocOutlineItem root">${contents(headings, ({ id, text }) => `<li><a class="outline-link" href="#${id}" title="${escapeHtml(text)}">${text}</a></li>`)}</ul></div></nav><div class="spacer"></div></div></div></div></div><div class="content" data-v-39a288b8><div class="content-container" data-v-39a288b8><main class="main" data-v-39a288b8><div style="position:relative;" class="vp-doc _guide_page" data-v-39a288b8><div>${body}</div></div></main><footer class="VPDocFooter" data-v-39a288b8 data-v-e257564d><div class="edit-info" data-v-e257564d><div class="edit-link" data-v-e257564d><a class="VPLink link vp-external-link-icon no-icon edit-link-button" href="#" target="_blank" rel="noreferrer"><span class="vpi-square-pen edit-link-icon"></span> Edit this page on GitHub</a></div><div class="last-updated" data-v-e257564d><p class="VPLastUpdated">Last updated: <time datetime="2026-02-02T10:12:00.000Z"></time></p></div></div><nav class="prev-next" aria-labelledby="doc-footer-aria-label" data-v-e257564d><span class="visually-hidden" id="doc-footer-aria-label">Pager</span><div class="pager"><a class="VPLink link pager-link prev" href="/guide/first-project"><span class="desc">Previous page</span><span class="title">First project</span></a></div><div class="pager"><a class="VPLink link pager-link next" href="/guide/architecture"><span class="desc">Next page</span><span class="title">Architecture</span></a></div></nav></footer></div></div></div></div></div>
<footer class="VPFooter has-sidebar" data-v-5d98c3a5><div class="container"><p class="message">Released under the MIT License.</p><p class="copyright">Copyright © 2023-present Fernweh Mapmakers</p></div></footer></div></div>
    <script>window.__VP_HASH_MAP__=JSON.parse("{\\"guide_page.md\\":\\"CkqzTvQf\\"}");window.__VP_SITE_DATA__=JSON.parse("{\\"lang\\":\\"en-US\\",\\"title\\":\\"Fernweh\\"}");</script>
  </body>
</html>`;
  },
};
