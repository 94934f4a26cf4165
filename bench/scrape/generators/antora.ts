import type { Generator } from './generator.ts';
import { links, sections } from './navigation.ts';
import { capital, escapeHtml } from './text.ts';

/** Antora 3 with its default UI and the tabs extension; the table of contents is made in the browser, so the page has none. */
export const antora: Generator = {
  baseUrl: 'https://docs.millrace.example/gateway/2.6/',

  heading: ({ level, id }, html) =>
    level === 1 ? `<h1 class="page">${html}</h1>` : `<h${level} id="_${id}"><a class="anchor" href="#_${id}"></a>${html}</h${level}>`,

  section: ({ level }, html) =>
    level === 2
      ? `<div class="sect1">\n${html.replace(/<\/h2>/, '</h2>\n<div class="sectionbody">')}\n</div>\n</div>`
      : `<div class="sect${level - 1}">\n${html}\n</div>`,

  flow(html, tag) {
    if (tag === 'p') return `<div class="paragraph">\n${html}\n</div>`;
    const items = html.replace(/<li>([\s\S]*?)<\/li>/g, '<li>\n<p>$1</p>\n</li>');
    if (tag === 'ul') return `<div class="ulist">\n${items}\n</div>`;
    return `<div class="olist arabic">\n${items.replace('<ol>', '<ol class="arabic">')}\n</div>`;
  },

  code: ({ text, lang, title }) =>
    `<div class="listingblock">\n${title && `<div class="title">${escapeHtml(title)}</div>\n`}<div class="content">\n<pre class="highlightjs highlight"><code class="language-${lang} hljs" data-lang="${lang}">${escapeHtml(text)}</code></pre>\n</div>\n</div>`,

  note(kind, title, html) {
    const name = kind === 'danger' ? 'caution' : kind;
    return `<div class="admonitionblock ${name}">\n<table>\n<tr>\n<td class="icon">\n<i class="fa icon-${name}" title="${capital(name)}"></i>\n</td>\n<td class="content">\n${title && `<div class="title">${title}</div>\n`}${html}\n</td>\n</tr>\n</table>\n</div>`;
  },

  tabs: (tabs, count) =>
    `<div id="_tabs_${count}" class="openblock tabs is-sync is-loading">\n<div class="content">\n<div class="ulist tablist">\n<ul>\n${tabs.map(({ label }, index) => `<li id="_tabs_${count}_${index}" class="tab">\n<p>${label}</p>\n</li>`).join('\n')}\n</ul>\n</div>\n${tabs.map(({ html }, index) => `<div id="_tabs_${count}_${index}--panel" class="tabpanel" aria-labelledby="_tabs_${count}_${index}">\n${html}\n</div>`).join('\n')}\n</div>\n</div>`,

  table: (html) =>
    html
      .replace(/<table>/, '<table class="tableblock frame-all grid-all stretch">\n<colgroup>\n<col style="width: 33.3333%;">\n</colgroup>')
      .replace(/<th>/g, '<th class="tableblock halign-left valign-top">')
      .replace(/<td>([\s\S]*?)<\/td>/g, '<td class="tableblock halign-left valign-top"><p class="tableblock">$1</p></td>'),

  page({ title, lang, body }) {
    const menu = sections(
      (name, titles) =>
        `<li class="nav-item" data-depth="1">\n<button class="nav-item-toggle"></button>\n<span class="nav-text">${name}</span>\n<ul class="nav-list">\n${links(titles, (href, text) => `<li class="nav-item" data-depth="2">\n<a class="nav-link" href="..${href}index.html">${text}</a>\n</li>`)}\n</ul>\n</li>`,
    );
    return `<!DOCTYPE html>
<html lang="${lang}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <title>${escapeHtml(title)} :: Millrace Gateway Docs</title>
    <link rel="prev" href="overview.html">
    <link rel="next" href="policies.html">
    <meta name="generator" content="Antora 3.1.9">
    <link rel="stylesheet" href="../../_/css/site.css">
    <script>var uiRootPath = '../../_'</script>
  </head>
  <body class="article">
<header class="header">
  <nav class="navbar">
    <div class="navbar-brand">
      <a class="navbar-item" href="https://docs.millrace.example">Millrace Docs</a>
      <div class="navbar-item search hide-for-print">
        <div id="search-field" class="field">
          <input id="search-input" type="text" placeholder="Search the docs">
        </div>
      </div>
      <button class="navbar-burger" aria-controls="topbar-nav" aria-expanded="false" aria-label="Toggle main menu"><span></span><span></span><span></span></button>
    </div>
    <div id="topbar-nav" class="navbar-menu">
      <div class="navbar-end">
        <a class="navbar-item" href="/">Home</a>
        <div class="navbar-item has-dropdown is-hoverable">
          <a class="navbar-link" href="#">Products</a>
          <div class="navbar-dropdown">
            <a class="navbar-item" href="/gateway">Millrace Gateway</a>
            <a class="navbar-item" href="/console">Millrace Console</a>
            <a class="navbar-item" href="/sluice">Sluice Runtime</a>
          </div>
        </div>
        <div class="navbar-item"><span class="control"><a class="button is-primary" href="/download">Download</a></span></div>
      </div>
    </div>
  </nav>
</header>
<div class="body">
<div class="nav-container" data-component="gateway" data-version="2.6">
  <aside class="nav">
    <div class="panels">
<div class="nav-panel-menu is-active" data-panel="menu">
  <nav class="nav-menu">
    <button class="nav-menu-toggle" aria-label="Toggle expand/collapse all" style="display: none"></button>
    <h3 class="title"><a href="index.html">Millrace Gateway</a></h3>
<ul class="nav-list">
  <li class="nav-item" data-depth="0">
<ul class="nav-list">
${menu}
</ul>
  </li>
</ul>
  </nav>
</div>
<div class="nav-panel-explore" data-panel="explore">
  <div class="context">
    <span class="title">Millrace Gateway</span>
    <span class="version">2.6</span>
  </div>
  <ul class="components">
    <li class="component is-current">
      <div class="title"><a href="../index.html">Millrace Gateway</a></div>
      <ul class="versions">
        <li class="version"><a href="../3.0/index.html">3.0-rc1</a></li>
        <li class="version is-current is-latest"><a href="index.html">2.6</a></li>
        <li class="version"><a href="../2.5/index.html">2.5</a></li>
      </ul>
    </li>
    <li class="component"><div class="title"><a href="/console/">Millrace Console</a></div></li>
  </ul>
</div>
    </div>
  </aside>
</div>
<main class="article">
<div class="toolbar" role="navigation">
<button class="nav-toggle"></button>
  <a href="index.html" class="home-link"></a>
<nav class="breadcrumbs" aria-label="breadcrumbs">
  <ul>
    <li><a href="index.html">Millrace Gateway</a></li>
    <li>How-to guides</li>
    <li><a href="#">${title}</a></li>
  </ul>
</nav>
<div class="page-versions">
  <button class="version-menu-toggle" title="Show other versions of page">2.6</button>
  <div class="version-menu">
    <a class="version" href="../3.0/page.html">3.0-rc1</a>
    <a class="version is-current" href="page.html">2.6</a>
    <a class="version is-missing" href="../2.5/index.html">2.5</a>
  </div>
</div>
  <div class="edit-this-page"><a href="https://git.millrace.example/docs/edit">Edit this Page</a></div>
</div>
  <div class="content">
<aside class="toc sidebar" data-title="Contents" data-levels="2">
  <div class="toc-menu"></div>
</aside>
<article class="doc">
${body}
<nav class="pagination">
  <span class="prev"><a href="overview.html">Overview of the gateway</a></span>
  <span class="next"><a href="policies.html">Policies in depth</a></span>
</nav>
</article>
  </div>
</main>
</div>
<footer class="footer">
  <p>This page was built using the Antora default UI.</p>
  <p>The source code for this UI is licensed under the terms of the MPL-2.0 license.</p>
</footer>
<script id="site-script" src="../../_/js/site.js" data-ui-root-path="../../_"></script>
<script async src="../../_/js/vendor/highlight.js"></script>
  </body>
</html>`;
  },
};
