import type { Generator } from './generator.ts';
import { contents, links, sections } from './navigation.ts';
import { sphinxBlocks } from './sphinx.ts';
import { escapeHtml } from './text.ts';

/** Sphinx with the Furo theme and sphinx-design: icons as SVG symbols, sidebars as drawers behind check boxes. */
export const sphinxFuro: Generator = {
  ...sphinxBlocks,
  baseUrl: 'https://docs.pigeonpost.example/',

  tabs: (tabs, count) =>
    `<div class="sd-tab-set docutils">\n${tabs.map(({ label, html }, index) => `<input ${index ? '' : 'checked="checked" '}id="sd-tab-item-${count}-${index}" name="sd-tab-set-${count}" type="radio">\n<label class="sd-tab-label" for="sd-tab-item-${count}-${index}">\n${label}</label><div class="sd-tab-content docutils">\n${html}\n</div>`).join('\n')}\n</div>`,

  page({ title, lang, body, headings }) {
    const menu = sections(
      (name, titles, index) =>
        `<p class="caption" role="heading"><span class="caption-text">${name}</span></p>\n<ul>\n<li class="toctree-l1 has-children"><a class="reference internal" href="#">${name} index</a><input class="toctree-checkbox" id="toctree-checkbox-${index}" name="toctree-checkbox-${index}" role="switch" type="checkbox"/><label for="toctree-checkbox-${index}"><div class="visually-hidden">Toggle navigation of ${name} index</div><i class="icon"><svg><use href="#svg-arrow-right"></use></svg></i></label><ul>\n${links(titles, (href, text) => `<li class="toctree-l2"><a class="reference internal" href="..${href}">${text}</a></li>`)}\n</ul>\n</li>\n</ul>`,
    );
    return `<!doctype html>
<html class="no-js" lang="${lang}" data-content_root="../">
  <head><meta charset="utf-8"/>
    <meta name="viewport" content="width=device-width,initial-scale=1"/>
    <meta name="color-scheme" content="light dark"><link rel="index" title="Index" href="../genindex.html" /><link rel="search" title="Search" href="../search.html" />
    <!-- Generated with Sphinx 8.1.3 and Furo 2024.08.06 -->
        <title>${escapeHtml(title)} - Pigeonpost 1.9 documentation</title>
      <link rel="stylesheet" type="text/css" href="../_static/styles/furo.css?v=354aac6f" />
<style>
  body {
    --color-code-background: #f8f8f8;
  --color-code-foreground: black;
  }
  @media not print { body[data-theme="dark"] { --color-code-background: #202020; } }
</style></head>
  <body>
    <script>document.body.dataset.theme = localStorage.getItem("theme") || "auto";</script>
<svg xmlns="http://www.w3.org/2000/svg" style="display: none;">
  <symbol id="svg-toc" viewBox="0 0 24 24"><title>Contents</title><svg stroke="currentColor" fill="none"><line x1="4" y1="6" x2="20" y2="6"></line></svg></symbol>
  <symbol id="svg-menu" viewBox="0 0 24 24"><title>Menu</title><svg stroke="currentColor" fill="none"><line x1="3" y1="12" x2="21" y2="12"></line></svg></symbol>
  <symbol id="svg-arrow-right" viewBox="0 0 24 24"><title>Expand</title><svg stroke="currentColor"><polyline points="9 18 15 12 9 6"></polyline></svg></symbol>
  <symbol id="svg-sun" viewBox="0 0 24 24"><title>Light mode</title></symbol>
  <symbol id="svg-moon" viewBox="0 0 24 24"><title>Dark mode</title></symbol>
</svg>
<input type="checkbox" class="sidebar-toggle" name="__navigation" id="__navigation">
<input type="checkbox" class="sidebar-toggle" name="__toc" id="__toc">
<label class="overlay sidebar-overlay" for="__navigation"><div class="visually-hidden">Hide navigation sidebar</div></label>
<label class="overlay toc-overlay" for="__toc"><div class="visually-hidden">Hide table of contents sidebar</div></label>
<a class="skip-to-content muted-link" href="#furo-main-content">Skip to content</a>
<div class="announcement"><aside class="announcement-content"><em>Pigeonpost 2 is coming.</em> Read the migration plan before the summer.</aside></div>
<div class="page">
  <header class="mobile-header">
    <div class="header-left"><label class="nav-overlay-icon" for="__navigation"><div class="visually-hidden">Toggle site navigation sidebar</div><i class="icon"><svg><use href="#svg-menu"></use></svg></i></label></div>
    <div class="header-center"><a href="../index.html"><div class="brand">Pigeonpost 1.9 documentation</div></a></div>
    <div class="header-right"><div class="theme-toggle-container theme-toggle-header"><button class="theme-toggle"><div class="visually-hidden">Toggle Light / Dark / Auto color theme</div></button></div><label class="toc-overlay-icon toc-header-icon" for="__toc"><div class="visually-hidden">Toggle table of contents sidebar</div></label></div>
  </header>
  <aside class="sidebar-drawer">
    <div class="sidebar-container">
      <div class="sidebar-sticky"><a class="sidebar-brand" href="../index.html"><span class="sidebar-brand-text">Pigeonpost 1.9 documentation</span></a><form class="sidebar-search-container" method="get" action="../search.html" role="search"><input class="sidebar-search" placeholder="Search" name="q" aria-label="Search"></form><div id="searchbox"></div><div class="sidebar-scroll"><div class="sidebar-tree">
${menu}
</div></div></div>
    </div>
  </aside>
  <div class="main">
    <div class="content">
      <div class="article-container">
        <a href="#" class="back-to-top muted-link"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M13 20h-2V8l-5.5 5.5-1.42-1.42L12 4.16l7.92 7.92-1.42 1.42L13 8v12z"></path></svg><span>Back to top</span></a>
        <div class="content-icon-container">
          <div class="view-this-page"><a class="muted-link" href="../_sources/page.md.txt" title="View this page"><span class="visually-hidden">View this page</span></a></div>
          <div class="edit-this-page"><a class="muted-link" href="https://git.pigeonpost.example/edit" rel="edit" title="Edit this page"><span class="visually-hidden">Edit this page</span></a></div>
        </div>
        <article role="main" id="furo-main-content">
${body}
        </article>
      </div>
      <footer>
        <div class="related-pages">
          <a class="next-page" href="routes.html"><div class="page-info"><div class="context"><span>Next</span></div><div class="title">Routes and rookeries</div></div></a>
          <a class="prev-page" href="start.html"><div class="page-info"><div class="context"><span>Previous</span></div><div class="title">Getting off the ground</div></div></a>
        </div>
        <div class="bottom-of-page">
          <div class="left-details">
            <div class="copyright">Copyright &#169; 2026, Pigeonpost contributors</div>
            Made with <a href="https://www.sphinx-doc.org/">Sphinx</a> and <a class="muted-link" href="https://pradyunsg.me">@pradyunsg</a>'s <a href="https://github.com/pradyunsg/furo">Furo</a>
          </div>
        </div>
      </footer>
    </div>
    <aside class="toc-drawer">
      <div class="toc-sticky toc-scroll">
        <div class="toc-title-container"><span class="toc-title">On this page</span></div>
        <div class="toc-tree-container"><div class="toc-tree"><ul>
<li><a class="reference internal" href="#">${title}</a><ul>
${contents(headings, ({ id, text }) => `<li><a class="reference internal" href="#${id}">${text}</a></li>`)}
</ul></li></ul></div></div>
      </div>
    </aside>
  </div>
</div><script src="../_static/scripts/furo.js?v=5fa4622c"></script>
    </body>
</html>`;
  },
};
