import type { Generator } from './generator.ts';
import { contents, links, sections } from './navigation.ts';
import { capital, escapeHtml, highlight, type TokenKind } from './text.ts';

const PYGMENTS: Readonly<Record<TokenKind, string>> = { comment: 'c1', string: 's2', number: 'mi', keyword: 'k', punctuation: 'p' };
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M10 20H6V4h7v5h5v3.1l2-2V8l-6-6H6c-1.1 0-2 .9-2 2v16c0 1.1.9 2 2 2h4v-2m10.2-7c.1 0 .3.1.4.2l1.3 1.3c.2.2.2.6 0 .8l-1 1-2.1-2.1 1-1c.1-.1.2-.2.4-.2"/></svg>';

/** MkDocs with the Material theme: numbered code in a table of two cells, tabs behind radio buttons, feedback and cookie forms. */
export const mkdocsMaterial: Generator = {
  baseUrl: 'https://docs.saltbox.example/latest/',

  heading: ({ level, id }, html) =>
    `<h${level} id="${id}">${html}<a class="headerlink" href="#${id}" title="Permanent link">&para;</a></h${level}>`,

  code({ text, lang, title, numbered }, count) {
    const lines = text
      .split('\n')
      .map(
        (line, index) =>
          `<span id="__span-${count}-${index + 1}"><a id="__codelineno-${count}-${index + 1}" name="__codelineno-${count}-${index + 1}"${numbered ? '' : ` href="#__codelineno-${count}-${index + 1}"`}></a>${highlight(line, (kind, piece) => `<span class="${PYGMENTS[kind]}">${piece}</span>`)}\n</span>`,
      );
    const pre = `<pre><span></span><code>${lines.join('')}</code></pre>`;
    const name = title && `<span class="filename">${escapeHtml(title)}</span>`;
    if (!numbered) return `<div class="language-${lang} highlight">${name}${pre}</div>`;
    const numbers = lines
      .map((_, index) => `<span class="normal"><a href="#__codelineno-${count}-${index + 1}">${index + 1}</a></span>`)
      .join('\n');
    const head = title && `<tr><th colspan="2" class="filename">${name}</th></tr>`;
    return `<div class="language-${lang} highlight"><table class="highlighttable">${head}<tr><td class="linenos"><div class="linenodiv"><pre><span></span>${numbers}</pre></div></td><td class="code"><div>${pre}</div></td></tr></table></div>`;
  },

  note: (kind, title, html) =>
    `<div class="admonition ${kind}">\n<p class="admonition-title">${title || capital(kind)}</p>\n${html}\n</div>`,

  tabs: (tabs, count) =>
    `<div class="tabbed-set tabbed-alternate" data-tabs="${count}:${tabs.length}">${tabs.map((_, index) => `<input ${index ? '' : 'checked="checked" '}id="__tabbed_${count}_${index + 1}" name="__tabbed_${count}" type="radio" />`).join('')}<div class="tabbed-labels">${tabs.map(({ label }, index) => `<label for="__tabbed_${count}_${index + 1}">${label}</label>`).join('')}</div>\n<div class="tabbed-content">\n${tabs.map(({ html }) => `<div class="tabbed-block">\n${html}\n</div>`).join('\n')}\n</div>\n</div>`,

  table: (html) => html,

  page({ title, lang, body, headings }) {
    const toc = (id: string) =>
      `<nav class="md-nav md-nav--secondary" aria-label="Table of contents">\n<label class="md-nav__title" for="${id}"><span class="md-nav__icon md-icon"></span>Table of contents</label>\n<ul class="md-nav__list" data-md-component="toc" data-md-scrollfix>\n${contents(headings, (heading) => `<li class="md-nav__item">\n<a href="#${heading.id}" class="md-nav__link">\n<span class="md-ellipsis">${heading.text}</span>\n</a>\n</li>`)}\n</ul>\n</nav>`;
    const menu = sections(
      (name, titles, index) =>
        `<li class="md-nav__item md-nav__item--nested">\n<input class="md-nav__toggle md-toggle" type="checkbox" id="__nav_${index}" >\n<label class="md-nav__link" for="__nav_${index}" id="__nav_${index}_label" tabindex="0">\n<span class="md-ellipsis">${name}</span>\n<span class="md-nav__icon md-icon"></span>\n</label>\n<nav class="md-nav" data-md-level="1" aria-labelledby="__nav_${index}_label" aria-expanded="false">\n<label class="md-nav__title" for="__nav_${index}"><span class="md-nav__icon md-icon"></span>${name}</label>\n<ul class="md-nav__list" data-md-scrollfix>\n${links(titles, (href, text) => `<li class="md-nav__item">\n<a href="..${href}" class="md-nav__link">\n<span class="md-ellipsis">${text}</span>\n</a>\n</li>`)}\n</ul>\n</nav>\n</li>`,
    );
    return `
<!doctype html>
<html lang="${lang}" class="no-js">
  <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <meta name="description" content="Saltbox keeps small files for large fleets">
      <link rel="canonical" href="https://docs.saltbox.example/latest/page/">
      <link rel="icon" href="../assets/images/favicon.png">
      <meta name="generator" content="mkdocs-1.6.1, mkdocs-material-9.5.44">
        <title>${escapeHtml(title)} - Saltbox</title>
      <link rel="stylesheet" href="../assets/stylesheets/main.0253249f.min.css">
        <style>:root{--md-text-font:"Roboto";--md-code-font:"Roboto Mono"}</style>
    <script>__md_scope=new URL("..",location),__md_hash=e=>[...e].reduce(((e,_)=>(e<<5)-e+_.charCodeAt(0)),0)</script>
  </head>
    <body dir="ltr" data-md-color-scheme="default" data-md-color-primary="indigo" data-md-color-accent="indigo">
    <input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">
    <input class="md-toggle" data-md-toggle="search" type="checkbox" id="__search" autocomplete="off">
    <label class="md-overlay" for="__drawer"></label>
    <div data-md-component="skip"><a href="#top" class="md-skip">Skip to content</a></div>
    <div data-md-component="announce"><aside class="md-banner"><div class="md-banner__inner md-grid md-typeset"><button class="md-banner__button md-icon" aria-label="Don't show this again">${ICON}</button>Saltbox 7 is out: <a href="../release-notes/">see what changed for operators</a></div></aside></div>
      <div data-md-color-scheme="default" data-md-component="outdated" hidden><aside class="md-banner md-banner--warning"><div class="md-banner__inner md-grid md-typeset">You're not viewing the latest version. <a href="../../"><strong>Click here to go to latest.</strong></a></div></aside></div>
<header class="md-header md-header--shadow md-header--lifted" data-md-component="header">
  <nav class="md-header__inner md-grid" aria-label="Header">
    <a href=".." title="Saltbox" class="md-header__button md-logo" aria-label="Saltbox" data-md-component="logo">${ICON}</a>
    <label class="md-header__button md-icon" for="__drawer">${ICON}</label>
    <div class="md-header__title" data-md-component="header-title"><div class="md-header__ellipsis"><div class="md-header__topic"><span class="md-ellipsis">Saltbox</span></div><div class="md-header__topic" data-md-component="header-topic"><span class="md-ellipsis">${title}</span></div></div></div>
    <div class="md-search" data-md-component="search" role="dialog"><label class="md-search__overlay" for="__search"></label><div class="md-search__inner" role="search"><form class="md-search__form" name="search"><input type="text" class="md-search__input" name="query" aria-label="Search" placeholder="Search" required></form><div class="md-search__output"><div class="md-search__scrollwrap" tabindex="0" data-md-scrollfix><div class="md-search-result" data-md-component="search-result"><div class="md-search-result__meta">Initializing search</div><ol class="md-search-result__list" role="presentation"></ol></div></div></div></div></div>
    <div class="md-header__source"><a href="https://git.saltbox.example" title="Go to repository" class="md-source" data-md-component="source"><div class="md-source__icon md-icon">${ICON}</div><div class="md-source__repository">saltbox/saltbox</div></a></div>
  </nav>
<nav class="md-tabs" aria-label="Tabs" data-md-component="tabs"><div class="md-grid"><ul class="md-tabs__list">${links(['Home', 'Get started', 'Concepts', 'Reference', 'Blog'], (href, text) => `<li class="md-tabs__item"><a href="..${href}" class="md-tabs__link">${text}</a></li>`)}</ul></div></nav>
</header>
    <div class="md-container" data-md-component="container">
      <main class="md-main" data-md-component="main">
        <div class="md-main__inner md-grid">
              <div class="md-sidebar md-sidebar--primary" data-md-component="sidebar" data-md-type="navigation" ><div class="md-sidebar__scrollwrap"><div class="md-sidebar__inner">
<nav class="md-nav md-nav--primary md-nav--lifted" aria-label="Navigation" data-md-level="0">
  <label class="md-nav__title" for="__drawer">Saltbox</label>
  <ul class="md-nav__list" data-md-scrollfix>
${menu}
<li class="md-nav__item md-nav__item--active"><input class="md-nav__toggle md-toggle" type="checkbox" id="__toc"><label class="md-nav__link md-nav__link--active" for="__toc"><span class="md-ellipsis">${title}</span></label><a href="./" class="md-nav__link md-nav__link--active"><span class="md-ellipsis">${title}</span></a>
${toc('__toc')}
</li>
  </ul>
</nav></div></div></div>
              <div class="md-sidebar md-sidebar--secondary" data-md-component="sidebar" data-md-type="toc" ><div class="md-sidebar__scrollwrap"><div class="md-sidebar__inner">
${toc('__toc2')}
</div></div></div>
            <div class="md-content" data-md-component="content">
              <article class="md-content__inner md-typeset">
  <a href="https://git.saltbox.example/edit" title="Edit this page" class="md-content__button md-icon" rel="edit">${ICON}</a>
  <a href="https://git.saltbox.example/raw" title="View source of this page" class="md-content__button md-icon">${ICON}</a>
${body}
  <aside class="md-source-file"><span class="md-source-file__fact"><span class="md-icon" title="Last update">${ICON}</span><span class="git-revision-date-localized-plugin git-revision-date-localized-plugin-date" title="January 9, 2026 08:14:02 UTC">January 9, 2026</span></span></aside>
  <form class="md-feedback" name="feedback" hidden><fieldset><legend class="md-feedback__title">Was this page helpful?</legend><div class="md-feedback__inner"><div class="md-feedback__list"><button class="md-feedback__icon md-icon" type="submit" title="This page was helpful" data-md-value="1">${ICON}</button><button class="md-feedback__icon md-icon" type="submit" title="This page could be improved" data-md-value="0">${ICON}</button></div><div class="md-feedback__note"><div data-md-value="1" hidden>Thanks for your feedback!</div><div data-md-value="0" hidden>Thanks! Help us improve this page by using our <a href="#">feedback form</a>.</div></div></div></fieldset></form>
              </article>
            </div>
        </div>
          <button type="button" class="md-top md-icon" data-md-component="top" hidden>${ICON}Back to top</button>
      </main>
        <footer class="md-footer">
    <nav class="md-footer__inner md-grid" aria-label="Footer" ><a href="../quick-start/" class="md-footer__link md-footer__link--prev" aria-label="Previous: Quick start"><div class="md-footer__button md-icon">${ICON}</div><div class="md-footer__title"><span class="md-footer__direction">Previous</span><div class="md-ellipsis">Quick start</div></div></a><a href="../permissions/" class="md-footer__link md-footer__link--next" aria-label="Next: Permissions"><div class="md-footer__title"><span class="md-footer__direction">Next</span><div class="md-ellipsis">Permissions</div></div><div class="md-footer__button md-icon">${ICON}</div></a></nav>
  <div class="md-footer-meta md-typeset"><div class="md-footer-meta__inner md-grid"><div class="md-copyright"><div class="md-copyright__highlight">Copyright &copy; 2021 - 2026 Saltbox Cooperative</div>Made with <a href="https://squidfunk.github.io/mkdocs-material/" target="_blank" rel="noopener">Material for MkDocs</a></div></div></div>
</footer>
    </div>
    <div class="md-dialog" data-md-component="dialog"><div class="md-dialog__inner md-typeset"></div></div>
      <div class="md-consent" data-md-component="consent" id="__consent" hidden><div class="md-consent__overlay"></div><aside class="md-consent__inner"><form class="md-consent__form md-grid md-typeset" name="consent"><h4>Cookie consent</h4><p>We use cookies to recognize your repeated visits and preferences, as well as to measure the effectiveness of our documentation.</p><div class="md-consent__settings"><ul class="task-list"><li class="task-list-item"><label class="task-list-control"><input type="checkbox" name="analytics" checked><span class="task-list-indicator"></span>Visit counter</label></li></ul></div><div class="md-consent__controls"><button class="md-button md-button--primary">Accept</button><label class="md-button" for="__settings">Manage settings</label></div></form></aside></div>
    <script id="__config" type="application/json">{"base": "..", "features": ["content.code.copy"], "translations": {"clipboard.copied": "Copied to clipboard", "search.result.none": "No matching documents"}}</script>
      <script src="../assets/javascripts/bundle.83f73b43.min.js"></script>
  </body>
</html>`;
  },
};
