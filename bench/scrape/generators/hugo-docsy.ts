import type { Generator } from './generator.ts';
import { contents, links, sections } from './navigation.ts';
import { capital, escapeHtml, highlight } from './text.ts';

const PRE = 'tabindex="0" style="background-color:#f8f8f8;-moz-tab-size:4;-o-tab-size:4;tab-size:4;"';
const ALERTS = { note: 'primary', tip: 'success', warning: 'warning', danger: 'danger' };

/** Hugo with the Docsy theme; Chroma writes styles in place, each line in a flex span, numbers in a table. */
export const hugoDocsy: Generator = {
  baseUrl: 'https://beekeeper.example/docs/',

  heading: ({ level, id }, html) =>
    level === 1
      ? `<h1>${html}</h1>`
      : `<h${level} id="${id}">${html}<a class="td-heading-self-link" href="#${id}" aria-label="Heading self-link"></a></h${level}>`,

  code({ text, lang, title, numbered }) {
    const lines = text
      .split('\n')
      .map(
        (line) =>
          `<span style="display:flex;"><span>${highlight(line, (_kind, piece) => `<span style="color:#204a87;font-weight:bold">${piece}</span>`)}\n</span></span>`,
      );
    const code = `<pre ${PRE}><code class="language-${lang}" data-lang="${lang}">${lines.join('')}</code></pre>`;
    const numbers = lines
      .map(
        (_, index) =>
          `<span style="white-space:pre;-webkit-user-select:none;user-select:none;margin-right:0.4em;padding:0 0.4em 0 0.4em;color:#7f7f7f">${index + 1}\n</span>`,
      )
      .join('');
    const block = numbered
      ? `<div class="highlight"><div style="background-color:#f8f8f8;"><table style="border-spacing:0;padding:0;margin:0;border:0;"><tr><td style="vertical-align:top;padding:0;margin:0;border:0;"><pre ${PRE}><code>${numbers}</code></pre></td><td style="vertical-align:top;padding:0;margin:0;border:0;;width:100%">${code}</td></tr></table></div></div>`
      : `<div class="highlight">${code}</div>`;
    return title
      ? `<div class="card"><div class="card-header">${escapeHtml(title)}</div><div class="card-body code p-0 m-0">${block}</div></div>`
      : block;
  },

  note: (kind, title, html) =>
    `<div class="alert alert-${ALERTS[kind]}" role="alert"><div class="h4 alert-heading" role="heading">${title || capital(kind)}</div>\n${html}\n</div>`,

  tabs: (tabs, count) =>
    `<ul class="nav nav-tabs" id="tabs-${count}" role="tablist">${tabs.map(({ label }, index) => `<li class="nav-item"><button class="nav-link${index ? '' : ' active'}" id="tabs-${count}-${index}-tab" data-bs-toggle="tab" data-bs-target="#tabs-${count}-${index}" role="tab" data-td-tp-persist="${escapeHtml(label.toLowerCase())}" aria-controls="tabs-${count}-${index}" aria-selected="${index === 0}">${label}</button></li>`).join('')}</ul>\n<div class="tab-content" id="tabs-${count}-content">${tabs.map(({ html }, index) => `<div class="tab-body tab-pane fade${index ? '' : ' show active'}" id="tabs-${count}-${index}" role="tabpanel" aria-labelled-by="tabs-${count}-${index}-tab" tabindex="${count}">${html}</div>`).join('\n')}</div>`,

  table: (html) => html,

  page({ title, lang, body, headings }) {
    const menu = sections(
      (name, titles) =>
        `<li class="td-sidebar-nav__section-title td-sidebar-nav__section with-child" id="m-${name}-li"><a href="#" class="align-left ps-0 td-sidebar-link td-sidebar-link__section"><span>${name}</span></a><ul class="ul-2 foldable">${links(titles, (href, text) => `<li class="td-sidebar-nav__section-title td-sidebar-nav__section without-child"><a href="/docs${href}" class="align-left ps-0 td-sidebar-link td-sidebar-link__page"><span>${text}</span></a></li>`)}</ul></li>`,
    );
    return `<!doctype html>
<html itemscope itemtype="http://schema.org/WebPage" lang="${lang}" class="no-js">
  <head>
    <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, shrink-to-fit=no"><meta name="generator" content="Hugo 0.139.0">
<title>${escapeHtml(title)} | Beekeeper</title>
<meta name="robots" content="index, follow"><link rel="alternate" type="application/rss+xml" href="/docs/index.xml">
<script src="https://code.jquery.com/jquery-3.7.1.min.js" crossorigin="anonymous"></script>
  </head>
  <body class="td-page">
    <header>
      <nav class="td-navbar js-navbar-scroll" data-bs-theme="dark"><div class="container-fluid flex-column flex-md-row"><a class="navbar-brand" href="/"><span class="navbar-brand__name">Beekeeper</span></a><div class="td-navbar-nav-scroll ms-md-auto" id="main_navbar"><ul class="navbar-nav"><li class="nav-item"><a class="nav-link active" href="/docs/"><span>Documentation</span></a></li><li class="nav-item"><a class="nav-link" href="/blog/"><span>Blog</span></a></li><li class="nav-item dropdown d-none d-lg-block"><div class="dropdown"><a class="nav-link dropdown-toggle" href="#" role="button" data-bs-toggle="dropdown">Release</a><ul class="dropdown-menu"><li><a class="dropdown-item" href="/">v2.11</a></li><li><a class="dropdown-item" href="/v2.10">v2.10</a></li></ul></div></li></ul></div><div class="d-none d-lg-block"><div class="td-search td-search--offline"><div class="td-search__icon"></div><input type="search" class="td-search__input form-control" placeholder="Search this site…" aria-label="Search this site…" autocomplete="off"></div></div></div></nav>
    </header>
    <div class="container-fluid td-outer">
      <div class="td-main">
        <div class="row flex-xl-nowrap">
          <aside class="col-12 col-md-3 col-xl-2 td-sidebar d-print-none"><div id="td-sidebar-menu" class="td-sidebar__inner"><form class="td-sidebar__search d-flex align-items-center d-lg-none"><button class="btn btn-link td-sidebar__toggle d-md-none p-0 ms-3 fas fa-bars" type="button" aria-label="Toggle section navigation"></button></form><nav class="td-sidebar-nav collapse foldable-nav" id="td-section-nav"><ul class="td-sidebar-nav__section pe-md-3 ul-0"><li class="td-sidebar-nav__section-title td-sidebar-nav__section with-child active-path"><a href="/docs/" class="align-left ps-0 pe-2 td-sidebar-link td-sidebar-link__section tree-root"><span>Documentation</span></a><ul class="ul-1">${menu}</ul></li></ul></nav></div></aside>
          <aside class="d-none d-xl-block col-xl-2 td-sidebar-toc d-print-none"><div class="td-page-meta ms-2 pb-1 pt-2 mb-0"><a href="#" class="td-page-meta--view td-page-meta__view" target="_blank" rel="noopener"><i class="fa-solid fa-file-lines fa-fw"></i> View page source</a><a href="#" class="td-page-meta--edit td-page-meta__edit" target="_blank" rel="noopener"><i class="fa-solid fa-pen-to-square fa-fw"></i> Edit this page</a><a href="#" class="td-page-meta--child td-page-meta__child" target="_blank" rel="noopener"><i class="fa-solid fa-pen-to-square fa-fw"></i> Create child page</a><a href="#" class="td-page-meta--issue td-page-meta__issue" target="_blank" rel="noopener"><i class="fa-solid fa-list-check fa-fw"></i> Create documentation issue</a><a id="print" href="/docs/_print/"><i class="fa-solid fa-print fa-fw"></i> Print entire section</a></div><div class="td-toc"><nav id="TableOfContents"><ul>${contents(headings, ({ id, text }) => `<li><a href="#${id}">${text}</a></li>`)}</ul></nav></div><div class="taxonomy taxonomy-terms-cloud taxo-tags"><h5 class="taxonomy-title">Tag Cloud</h5><ul class="taxonomy-terms"><li><a class="taxonomy-term" href="#"><span class="taxonomy-label">hives</span><span class="taxonomy-count">12</span></a></li></ul></div></aside>
          <main class="col-12 col-md-9 col-xl-8 ps-md-5" role="main">
            <nav aria-label="breadcrumb" class="td-breadcrumbs"><ol class="breadcrumb"><li class="breadcrumb-item"><a href="/docs/">Documentation</a></li><li class="breadcrumb-item"><a href="/docs/tasks/">Tasks</a></li><li class="breadcrumb-item active" aria-current="page">${title}</li></ol></nav>
            <div class="td-content">
${body}
<style>.feedback--answer{display:inline-block}.feedback--response{display:none}.feedback--response__visible{display:block}</style>
<div class="d-print-none"><h2 class="feedback--title">Feedback</h2><p class="feedback--question">Was this page helpful?</p><button class="btn btn-primary mb-4 feedback--answer feedback--answer-yes">Yes</button><button class="btn btn-primary mb-4 feedback--answer feedback--answer-no">No</button><p class="feedback--response feedback--response-yes">Glad to hear it! Please <a href="#">tell us how we can improve</a>.</p><p class="feedback--response feedback--response-no">Sorry to hear that. Please <a href="#">tell us how we can improve</a>.</p></div>
<div class="td-page-meta__lastmod">Last modified December 1, 2025: <a href="#">fix wording of hive limits (4c1be07)</a></div>
            </div>
          </main>
        </div>
      </div>
      <footer class="td-footer row d-print-none"><div class="container-fluid"><div class="row mx-md-2"><div class="td-footer__left col-6 col-sm-4 order-sm-1"><ul class="td-footer__links-list"><li class="td-footer__links-item" title="User mailing list"><a target="_blank" rel="noopener" href="#" aria-label="User mailing list"><i class="fa fa-envelope"></i></a></li></ul></div><div class="td-footer__center col-12 col-sm-4 py-2 order-sm-3"><span class="td-footer__copyright">&copy;2022&ndash;2026 The Beekeeper Authors | <a href="#">CC BY 4.0</a></span><span class="td-footer__all_rights_reserved">All Rights Reserved</span></div></div></div></footer>
    </div>
    <script src="/js/main.min.js" crossorigin="anonymous"></script>
  </body>
</html>`;
  },
};
